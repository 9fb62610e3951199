import type { Db } from "db/client.ts";
import { accounts, accountTokens, people } from "db/schema/index.ts";
import { and, eq, gt, isNull } from "drizzle-orm";
import { newToken, sha256 } from "./auth-sessions.server.ts";

export type TokenKind = (typeof accountTokens.$inferSelect)["kind"];

const HOUR_MS = 3_600_000;
const LIFE_MS: Readonly<Record<TokenKind, number>> = {
  invitation: 30 * 24 * HOUR_MS,
  email_confirmation: 3 * 24 * HOUR_MS,
  password_reset: HOUR_MS,
  email_change: 24 * HOUR_MS,
};

/** Whom a link was sent to. */
export interface TokenOwner {
  readonly accountId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly email: string;
  readonly locale: string;
  readonly passwordHash: string | null;
  /** Of a change of address: where the link went. */
  readonly newEmail: string | null;
}

/**
 * Makes the secret of a link. The database keeps its hash, and only one of a kind for an account:
 * the link sent before stops working.
 *
 * @param newEmail  the address that an `email_change` leads to; the link is good as long as the old one stands
 */
export async function issueToken(
  tx: Db,
  kind: TokenKind,
  account: { id: string; emailKey: string },
  now: Date,
  newEmail: string | null = null,
): Promise<string> {
  const token = newToken();
  const row = {
    hash: sha256(token),
    newEmail,
    emailKey: account.emailKey,
    createdAt: now,
    expiresAt: new Date(now.getTime() + LIFE_MS[kind]),
  };
  await tx
    .insert(accountTokens)
    .values({ ...row, kind, accountId: account.id })
    .onConflictDoUpdate({
      target: [accountTokens.accountId, accountTokens.kind],
      set: row,
    });
  return token;
}

/** Whom a link belongs to, without using it up; null if it is unknown, used, replaced or too old. */
export async function readToken(
  db: Db,
  kind: TokenKind,
  token: string,
  now: Date,
): Promise<TokenOwner | null> {
  const [owner] = await db
    .select({ ...OWNER, newEmail: accountTokens.newEmail })
    .from(accountTokens)
    .innerJoin(
      accounts,
      and(
        eq(accounts.id, accountTokens.accountId),
        // A link proves the address it was sent to, and no later one.
        eq(accounts.emailKey, accountTokens.emailKey),
        isNull(accounts.deactivatedAt),
      ),
    )
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(valid(kind, token, now));
  return owner ?? null;
}

/** Whether the link of a page can still be used. */
export async function linkIsGood(
  ctx: { readonly db: Db; readonly now: Date },
  kind: TokenKind,
  token: string | undefined,
): Promise<boolean> {
  return (await readToken(ctx.db, kind, token ?? "", ctx.now)) !== null;
}

/** Uses a link up: of any number of simultaneous attempts one gets the owner, the others null. */
export async function consumeToken(
  tx: Db,
  kind: TokenKind,
  token: string,
  now: Date,
): Promise<TokenOwner | null> {
  const [used] = await tx
    .delete(accountTokens)
    .where(valid(kind, token, now))
    .returning();
  if (!used) return null;
  const [owner] = await tx
    .select(OWNER)
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(
      and(
        eq(accounts.id, used.accountId),
        eq(accounts.emailKey, used.emailKey),
        isNull(accounts.deactivatedAt),
      ),
    )
    .for("update", { of: accounts });
  return owner ? { ...owner, newEmail: used.newEmail } : null;
}

/** Ends the links of an account that nobody needs any more. */
export async function dropTokens(tx: Db, accountId: string): Promise<void> {
  await tx.delete(accountTokens).where(eq(accountTokens.accountId, accountId));
}

const OWNER = {
  accountId: accounts.id,
  personId: accounts.personId,
  fullName: people.fullName,
  email: accounts.email,
  locale: people.locale,
  passwordHash: accounts.passwordHash,
};

function valid(kind: TokenKind, token: string, now: Date) {
  return and(
    eq(accountTokens.hash, sha256(token)),
    eq(accountTokens.kind, kind),
    gt(accountTokens.expiresAt, now),
  );
}
