import { z } from "zod";
import { LOCALES } from "~/i18n/locales.ts";
import { isTimeZone } from "~/lib/time-zone-names.ts";

const oneLine = z.string().regex(/^[^\n\t]*$/, { error: "invalid" });

/** What the form of one's own profile may send. */
export const OwnProfileInput = z.strictObject({
  version: z.coerce.number().int().min(1).max(1_000_000),
  fullName: oneLine.min(1).max(120),
  callName: oneLine.max(60).optional(),
  locale: z.enum(LOCALES),
  timeZone: z.string().max(64).refine(isTimeZone, { error: "choose_one" }),
  phone: z
    .string()
    .max(40)
    .regex(/^\+?[\d\s().-]{5,}$/, { error: "invalid" })
    .optional(),
  bio: z.string().max(1200).optional(),
});
export type OwnProfileInput = z.output<typeof OwnProfileInput>;
