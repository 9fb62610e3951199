import { people } from "db/schema/index.ts";
import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import type { OwnProfileInput } from "./own-profile.ts";

/** What somebody says about themselves, for the form that changes it. */
export async function ownProfile(ctx: Context) {
  const [person] = await ctx.db
    .select({
      fullName: people.fullName,
      callName: people.callName,
      locale: people.locale,
      timeZone: people.timeZone,
      phone: people.phone,
      bio: people.bio,
      version: people.version,
    })
    .from(people)
    .where(eq(people.id, ctx.actor.personId));
  if (!person) throw new Error("an account has its person");
  return person;
}

/**
 * Saves the actor's own profile.
 *
 * @returns false if somebody saved it since the form was opened
 */
export async function saveOwnProfile(
  ctx: Context,
  { version, ...profile }: OwnProfileInput,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const saved = await tx
      .update(people)
      .set({
        ...profile,
        callName: profile.callName ?? null,
        phone: profile.phone ?? null,
        bio: profile.bio ?? null,
        version: sql`${people.version} + 1`,
      })
      .where(
        and(eq(people.id, ctx.actor.personId), eq(people.version, version)),
      )
      .returning({ id: people.id });
    if (saved.length === 0) return false;
    await recordAudit(tx, ctx, {
      action: "person.save_profile",
      subject: ["person", ctx.actor.personId],
    });
    return true;
  });
}
