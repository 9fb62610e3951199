import type { Db } from "db/client.ts";
import { accounts } from "db/schema/index.ts";
import { and, inArray, isNull } from "drizzle-orm";
import { fold } from "~/domain/text.ts";

/** Which of these addresses belong to somebody already, by their folded form. */
export async function peopleByEmail(
  db: Db,
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (emails.length === 0) return new Map();
  const rows = await db
    .select({ emailKey: accounts.emailKey, personId: accounts.personId })
    .from(accounts)
    .where(inArray(accounts.emailKey, emails.map(fold)));
  return new Map(rows.map(({ emailKey, personId }) => [emailKey, personId]));
}

/**
 * Gives people of a file an account without a password: they hear nothing until they are invited.
 * An address that somebody has already fails on `accounts_email_key_unique`.
 */
export async function addAccounts(
  tx: Db,
  rows: readonly { id?: string; personId: string; email: string }[],
  now: Date,
): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await tx.insert(accounts).values(
      rows.slice(at, at + 500).map((row) => ({
        ...row,
        emailKey: fold(row.email),
        createdAt: now,
      })),
    );
}

/** Takes accounts away again that were added by mistake; one that has a password stays. */
export async function removeUnusedAccounts(
  tx: Db,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length > 0)
    await tx
      .delete(accounts)
      .where(
        and(
          inArray(accounts.personId, [...personIds]),
          isNull(accounts.passwordHash),
        ),
      );
}
