import type { Db } from "db/client.ts";
import { people } from "db/schema/index.ts";
import { eq, inArray, sql } from "drizzle-orm";
import type { Locale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";

export type PersonDetails = Partial<
  Pick<
    typeof people.$inferInsert,
    "fullName" | "callName" | "country" | "phone" | "timeZone"
  >
>;

/** Saves what an application says about a person, in the transaction of the caller, who has checked that it may. */
export async function savePersonDetails(
  tx: Db,
  personId: string,
  details: PersonDetails,
): Promise<void> {
  await tx
    .update(people)
    .set({ ...details, version: sql`${people.version} + 1` })
    .where(eq(people.id, personId));
}

/** The language that somebody chose on a page is also that of their mail. */
export async function chooseLanguage(
  ctx: Pick<Context, "db"> & { readonly actor: { readonly personId: string } },
  locale: Locale,
): Promise<void> {
  await ctx.db
    .update(people)
    .set({ locale })
    .where(eq(people.id, ctx.actor.personId));
}

/**
 * What somebody chose on the page where they signed in stands above what was known of them.
 *
 * @param chosen  the language chosen as a visitor, if any
 * @returns the sign-in with the language to go on in
 */
export async function keepChosenLanguage<
  SignedIn extends { readonly personId: string; readonly locale: string },
>(
  ctx: Pick<Context, "db">,
  signedIn: SignedIn,
  chosen: Locale | null,
): Promise<SignedIn> {
  if (chosen === null || chosen === signedIn.locale) return signedIn;
  await chooseLanguage({ db: ctx.db, actor: signedIn }, chosen);
  return { ...signedIn, locale: chosen };
}

/** Adds people that a file names; none of them has an account yet. */
export async function addPeople(
  tx: Db,
  rows: readonly (typeof people.$inferInsert & { id: string })[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await tx.insert(people).values(rows.slice(at, at + 500));
}

/** Takes people away again who were added by mistake and to whom nothing points. */
export async function removePeople(
  tx: Db,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0)
    await tx.delete(people).where(inArray(people.id, [...ids]));
}
