import type { Db } from "db/client.ts";
import {
  accounts,
  cohorts,
  consents,
  enrolments,
  memberships,
  organisations,
  people,
  programmes,
} from "db/schema/index.ts";
import { and, eq, sql, type SQL } from "drizzle-orm";
import type { ApplicationFacts } from "~/domain/enrolment/application.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import type { Actor, Context } from "~/lib/context.ts";
import { NotFoundError } from "~/lib/errors.ts";

/** In which capacity somebody comes to an enrolment: for themselves, or for the programme. */
export type Editor = "participant" | "coordinator";

/** The enrolments that an actor reaches in a capacity; needs `enrolments` and `cohorts` in the query. */
function reachableBy(actor: Actor, as: Editor): SQL {
  return as === "participant"
    ? eq(enrolments.personId, actor.personId)
    : coordinatedBy(actor, cohorts.programmeId);
}

const CONSENT = sql<string | null>`(
  select c.text_version from ${consents} c
  where c.enrolment_id = ${enrolments.id} and c.withdrawn_at is null
  order by c.given_at desc, c.id limit 1)`;

const RECORD = {
  enrolment: enrolments,
  person: {
    id: people.id,
    fullName: people.fullName,
    callName: people.callName,
    locale: people.locale,
    timeZone: people.timeZone,
    country: people.country,
    phone: people.phone,
    isSample: people.isSample,
  },
  email: accounts.email,
  hasPassword: sql<boolean>`${accounts.passwordHash} is not null`,
  cohort: {
    id: cohorts.id,
    name: cohorts.name,
    state: cohorts.state,
    startsOn: cohorts.startsOn,
    endsOn: cohorts.endsOn,
    mentorsPerMentee: cohorts.mentorsPerMentee,
    wishMode: cohorts.wishMode,
    wishesUntil: cohorts.wishesUntil,
  },
  programme: { id: programmes.id, name: programmes.name },
  organisation: {
    id: organisations.id,
    name: organisations.name,
    kind: organisations.kind,
    country: organisations.country,
  },
  title: memberships.title,
  consentVersion: CONSENT,
};

function select(db: Db) {
  return db
    .select(RECORD)
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .leftJoin(organisations, eq(organisations.id, enrolments.organisationId))
    .leftJoin(
      memberships,
      and(
        eq(memberships.personId, people.id),
        eq(memberships.organisationId, enrolments.organisationId),
      ),
    );
}

/** An enrolment with the person, the organisation and the cohort around it. */
export type EnrolmentRecord = Awaited<ReturnType<typeof select>>[number];

/**
 * An enrolment as somebody may read it: their own, or one of a programme they coordinate.
 *
 * @throws {NotFoundError} if there is none
 */
export async function enrolmentRecord(
  ctx: Pick<Context, "db" | "actor">,
  enrolmentId: string,
  as: Editor,
): Promise<EnrolmentRecord> {
  const [record] = await select(ctx.db).where(
    and(eq(enrolments.id, enrolmentId), reachableBy(ctx.actor, as)),
  );
  if (!record) throw new NotFoundError();
  return record;
}

/** Records of a cohort that fulfil a condition, in the order of their ids; the caller has checked the cohort. */
export async function cohortRecords(
  db: Db,
  cohortId: string,
  condition: SQL | undefined,
): Promise<EnrolmentRecord[]> {
  return select(db)
    .where(and(eq(enrolments.cohortId, cohortId), condition))
    .orderBy(enrolments.id);
}

/**
 * The same with the row of the enrolment locked until the end of the transaction.
 *
 * @throws {NotFoundError} if there is none
 */
export async function lockRecord(
  tx: Db,
  actor: Actor,
  enrolmentId: string,
  as: Editor,
): Promise<EnrolmentRecord> {
  const [locked] = await tx
    .select({ id: enrolments.id })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(and(eq(enrolments.id, enrolmentId), reachableBy(actor, as)))
    .for("no key update", { of: enrolments }); // a run that proposes pairs refers to it meanwhile;
  if (!locked) throw new NotFoundError();
  return enrolmentRecord({ db: tx, actor }, enrolmentId, as);
}

/** What completeness depends on. */
export function factsOf(record: EnrolmentRecord): ApplicationFacts {
  const { enrolment, person } = record;
  return {
    role: enrolment.role,
    fullName: person.fullName,
    country: enrolment.country,
    organisationId: enrolment.organisationId,
    sectors: enrolment.sectors,
    topics: enrolment.topics,
    languages: enrolment.languages,
    availability: enrolment.availability,
    goals: enrolment.goals,
    consentVersion: record.consentVersion,
  };
}

/** Whether a pairing of this enrolment waits for an answer or is under way. */
export async function hasLivePairing(
  tx: Db,
  enrolmentId: string,
): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from pairings
    where (mentor_enrolment_id = ${enrolmentId} or mentee_enrolment_id = ${enrolmentId})
      and status in ('approved', 'mentor_accepted', 'active', 'on_hold') limit 1`);
  return rows.length > 0;
}
