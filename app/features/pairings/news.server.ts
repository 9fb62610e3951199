import type { Db } from "db/client.ts";
import { auditEntries, enrolments, pairings, people } from "db/schema/index.ts";
import { and, asc, desc, eq, gt, isNull, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import type { Context } from "~/lib/context.ts";
import { lookAt } from "./presence.server.ts";

/** So many at once are news; whoever was away for longer loads the page anew. */
const MOST = 50;

const mentorPlace = alias(enrolments, "mentor_place");
const menteePlace = alias(enrolments, "mentee_place");
const mentor = alias(people, "mentor");
const mentee = alias(people, "mentee");

/** The newest entry of the audit of a programme: what comes later is news to a page that is made now. */
export async function newestEntry(
  db: Db,
  programmeId: string,
): Promise<number> {
  const [row] = await db
    .select({ id: auditEntries.id })
    .from(auditEntries)
    .where(eq(auditEntries.programmeId, programmeId))
    .orderBy(desc(auditEntries.id))
    .limit(1);
  return row?.id ?? 0;
}

/**
 * What others did to pairs of a cohort since a page was made, and who looks at which pair now; in words, ready to be shown.
 *
 * @param asked.pair  the pair that the reader looks at
 * @param asked.since  see `newestEntry`
 * @throws {NotFoundError} if the cohort is not in the actor's programmes
 */
export async function pairNews(
  ctx: Context,
  cohortId: string,
  asked: { readonly pair: string | null; readonly since: number },
  locale: Locale,
) {
  const { programmeId } = await coordinatedCohort(ctx, cohortId);
  const entries = await entriesSince(ctx, cohortId, programmeId, asked.since);
  const looking = lookAt(ctx, cohortId, asked.pair);
  const review = translator(locale, "review");
  return {
    since: entries.at(-1)?.entry ?? asked.since,
    looking: Object.fromEntries(
      [...looking].map(([id, names]) => [
        id,
        review("looking", { names: names.join(", ") }),
      ]),
    ),
    changes: entries.map((entry) => {
      const deed = deedOf(entry.action, locale);
      const who =
        entry.who ?? translator(locale, "pairings")("pair.by_platform");
      return {
        pair: entry.pair,
        short: review("news.short", { deed, who }),
        long: review("news.long", {
          deed,
          who,
          mentee: entry.mentee,
          mentor: entry.mentor,
        }),
      };
    }),
  };
}

function entriesSince(
  { db, actor }: Context,
  cohortId: string,
  programmeId: string,
  since: number,
) {
  return db
    .select({
      entry: auditEntries.id,
      action: auditEntries.action,
      who: people.fullName,
      pair: pairings.id,
      mentor: mentor.fullName,
      mentee: mentee.fullName,
    })
    .from(auditEntries)
    .innerJoin(
      pairings,
      // what an entry is about is kept as text; of a pairing it is its id
      sql`${pairings.id} = ${auditEntries.subjectId}::uuid`,
    )
    .innerJoin(mentorPlace, eq(mentorPlace.id, pairings.mentorEnrolmentId))
    .innerJoin(menteePlace, eq(menteePlace.id, pairings.menteeEnrolmentId))
    .innerJoin(mentor, eq(mentor.id, mentorPlace.personId))
    .innerJoin(mentee, eq(mentee.id, menteePlace.personId))
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.programmeId, programmeId),
        gt(auditEntries.id, since),
        eq(auditEntries.subjectKind, "pairing"),
        eq(pairings.cohortId, cohortId),
        or(
          isNull(auditEntries.actorId),
          ne(auditEntries.actorId, actor.personId),
        ),
      ),
    )
    .orderBy(asc(auditEntries.id))
    .limit(MOST);
}

function deedOf(action: string, locale: Locale): string {
  const t = translator(locale, "pairings");
  const key = `history.${action.replace("pairing.", "")}`;
  // audit rows outlive the code that wrote them
  return t(t.has(key as "title") ? (key as "title") : "history.other");
}
