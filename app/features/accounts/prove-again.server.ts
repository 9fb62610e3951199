import { accounts } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import type { Context } from "~/lib/context.ts";
import { refuseForm, type FormState } from "~/lib/forms.server.ts";
import { passwordFits } from "./passwords.server.ts";
import {
  countAttempt,
  forgetAttempts,
  SIGN_IN_LIMIT,
} from "./throttle.server.ts";

/** How long a sign-in is proof enough for a sensitive step. */
const FRESH_MS = 3_600_000;

/** Whether a sensitive step asks for the password, because the sign-in is more than an hour ago. */
export function mustProve(ctx: Context): boolean {
  return ctx.now.getTime() - ctx.actor.signedInAt.getTime() > FRESH_MS;
}

/**
 * The refusal of a sensitive form whose sender has not just proved who they are; null if they have.
 *
 * @param sent  the form, to give back without its password
 * @throws {TooManyError} after eight wrong passwords in a quarter of an hour
 */
export async function refusalOfProof(
  ctx: Context,
  sent: FormData,
  password: string | undefined,
): Promise<FormState | null> {
  if (!mustProve(ctx)) return null;
  if (password === undefined) return refuseForm(sent, "password", "required");
  return (await ownPasswordFits(ctx, password))
    ? null
    : refuseForm(sent, "password", "accounts:prove.wrong");
}

/**
 * Whether this is the actor's own password.
 *
 * @throws {TooManyError} after eight wrong ones in a quarter of an hour
 */
export async function ownPasswordFits(
  ctx: Context,
  password: string,
): Promise<boolean> {
  const { accountId } = ctx.actor;
  const bucket = `password:account:${accountId}`;
  await countAttempt(ctx.db, SIGN_IN_LIMIT, null, [bucket]);
  const [account] = await ctx.db
    .select({ hash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  const fits = await passwordFits(account?.hash ?? null, password);
  if (fits) await forgetAttempts(ctx.db, bucket);
  return fits;
}
