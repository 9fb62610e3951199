import { z } from "zod";
import { isGuessable } from "~/domain/access/password.ts";
import { LOCALES } from "~/i18n/locales.ts";

export const emailInput = z.email({ error: "email" }).max(254);

/** Long enough to matter, short enough to hash; no rules of composition, but not what guessing begins with. */
export const passwordInput = z
  .string()
  .min(10)
  .max(256)
  .refine((password) => !isGuessable(password), {
    error: "accounts:errors.password_common",
  });

/** A name as people write it, in one line. */
export const nameInput = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\n\t]*$/, { error: "invalid" });

const localeInput = z.enum(LOCALES);

export const SignInInput = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(256),
  next: z.string().max(2000).optional(),
});

export const SetupInput = z.strictObject({
  instanceName: nameInput.max(80),
  fullName: nameInput,
  email: emailInput,
  password: passwordInput,
  locale: localeInput,
  start: z.enum(["sample", "own"]),
});
export type SetupInput = z.output<typeof SetupInput>;

export const ForgotInput = z.strictObject({ email: emailInput });

export const NewPasswordInput = z.strictObject({ password: passwordInput });

/** Proof that a link came to the person who chose the password. */
export const ConfirmInput = z.strictObject({
  password: z.string().min(1).max(256),
});

export const ChangePasswordInput = z.strictObject({
  current: z.string().min(1).max(256),
  password: passwordInput,
});

export const OwnEmailInput = z.strictObject({
  email: emailInput,
  password: z.string().min(1).max(256),
});

/** The field of a sensitive form: asked for when the sign-in is long ago. */
export const proofInput = z.string().min(1).max(256).optional();

export const DeviceInput = z.discriminatedUnion("step", [
  z.strictObject({
    step: z.literal("one"),
    session: z.string().regex(/^[\da-f]{64}$/),
  }),
  z.strictObject({ step: z.literal("others") }),
]);

export const FeedInput = z.strictObject({
  step: z.enum(["create", "revoke"]),
});

export const AccountStepInput = z.strictObject({
  step: z.enum([
    "deactivate",
    "reactivate",
    "make_administrator",
    "end_administrator",
    "resend_invitation",
    "resend_confirmation",
  ]),
  password: proofInput,
});
export type AccountStep = z.output<typeof AccountStepInput>["step"];

export const InviteAdministratorInput = z.strictObject({
  fullName: nameInput,
  email: emailInput,
  locale: localeInput,
  password: proofInput,
});

export const JobInput = z.strictObject({ job: z.string().regex(/^\d{1,18}$/) });
