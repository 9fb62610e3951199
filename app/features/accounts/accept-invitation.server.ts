import { recordAudit } from "~/lib/audit.server.ts";
import type { VisitorContext } from "~/lib/context.ts";
import type { SignedIn } from "./answers.server.ts";
import {
  consumeToken,
  dropTokens,
  readToken,
} from "./account-tokens.server.ts";
import {
  endAuthSession,
  endAuthSessions,
  startAuthSession,
} from "./auth-sessions.server.ts";
import { setPassword } from "./password-reset.server.ts";
import { hashPassword } from "./passwords.server.ts";

/** What the page of an invitation shows. */
export type InvitationPage =
  | { readonly state: "over" }
  | { readonly state: "somebody_else"; readonly signedInAs: string }
  | {
      readonly state: "open";
      readonly fullName: string;
      readonly email: string;
    };

/** An invitation as its link shows it; whoever is signed in as somebody else is not told whose it is. */
export async function invitationPage(
  ctx: VisitorContext,
  token: string,
): Promise<InvitationPage> {
  const owner = await readToken(ctx.db, "invitation", token, ctx.now);
  if (!owner) return { state: "over" };
  if (ctx.actor && ctx.actor.accountId !== owner.accountId)
    return { state: "somebody_else", signedInAs: ctx.actor.email };
  return { state: "open", fullName: owner.fullName, email: owner.email };
}

/**
 * Accepts an invitation: sets the password, confirms the address, and signs in on this device only.
 *
 * @returns the token for the cookie, or why not
 */
export async function acceptInvitation(
  ctx: VisitorContext,
  token: string,
  password: string,
  userAgent: string,
): Promise<SignedIn | "over" | "somebody_else"> {
  const page = await invitationPage(ctx, token);
  if (page.state !== "open") return page.state;
  const passwordHash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const owner = await consumeToken(tx, "invitation", token, ctx.now);
    if (!owner) return "over";
    await setPassword(tx, owner.accountId, passwordHash, ctx.now);
    await dropTokens(tx, owner.accountId);
    await endAuthSessions(tx, owner.accountId);
    if (ctx.actor) await endAuthSession(tx, ctx.actor.sessionId);
    await recordAudit(
      tx,
      { ...ctx, actor: owner },
      {
        action: "account.accept_invitation",
        subject: ["account", owner.accountId],
      },
    );
    const session = await startAuthSession(
      tx,
      owner.accountId,
      userAgent,
      ctx.now,
    );
    const { personId, locale } = owner;
    return { token: session, personId, locale };
  });
}
