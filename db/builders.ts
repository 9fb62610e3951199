import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { GrantedRole } from "../app/domain/access/roles.ts";
import type { EnrolmentRole } from "../app/domain/enrolment/lifecycle.ts";
import type { PairingStatus } from "../app/domain/pairing/lifecycle.ts";
import type { Db } from "./client.ts";
import * as t from "./schema/index.ts";

/** One valid row of each kind with defaults, for seeds and tests. */

type Insert<T extends { $inferInsert: unknown }> = Partial<T["$inferInsert"]>;

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error("an insert returned no row");
  return row;
}

let counter = 0;

/** A person with a confirmed account, who can sign in if a password hash is given. */
export async function buildPerson(
  db: Db,
  over: Insert<typeof t.people> & {
    email?: string;
    passwordHash?: string;
    isAdministrator?: boolean;
    emailConfirmedAt?: Date | null;
    deactivatedAt?: Date;
  } = {},
) {
  const {
    email,
    passwordHash,
    isAdministrator,
    emailConfirmedAt,
    deactivatedAt,
    ...rest
  } = over;
  counter += 1;
  const person = first(
    await db
      .insert(t.people)
      .values({ fullName: `Person ${counter}`, country: "FR", ...rest })
      .returning(),
  );
  const address = email ?? `person-${person.id}@passerelle.example`;
  const account = first(
    await db
      .insert(t.accounts)
      .values({
        personId: person.id,
        email: address,
        emailKey: address.normalize("NFKC").toLowerCase(),
        passwordHash,
        isAdministrator,
        emailConfirmedAt:
          emailConfirmedAt === undefined ? new Date() : emailConfirmedAt,
        deactivatedAt,
      })
      .returning(),
  );
  return {
    personId: person.id,
    accountId: account.id,
    email: address,
    fullName: person.fullName,
  };
}

export async function grantRole(
  db: Db,
  personId: string,
  role: GrantedRole,
  scope: { programmeId: string } | { organisationId: string },
) {
  await db.insert(t.roleGrants).values({ personId, role, ...scope });
}

export async function buildOrganisation(
  db: Db,
  over: Insert<typeof t.organisations> = {},
) {
  const name = over.name ?? `Organisation ${randomUUID().slice(0, 8)}`;
  return first(
    await db
      .insert(t.organisations)
      .values({
        kind: "cluster",
        country: "FR",
        sectors: ["35"],
        ...over,
        name,
        nameKey: over.nameKey ?? name.normalize("NFKC").toLowerCase(),
      })
      .returning(),
  );
}

export async function buildProgramme(
  db: Db,
  over: Insert<typeof t.programmes> = {},
) {
  return first(
    await db
      .insert(t.programmes)
      .values({ name: "Programme", ...over })
      .returning(),
  );
}

/** A cohort, in a programme of its own unless one is named. */
export async function buildCohort(db: Db, over: Insert<typeof t.cohorts> = {}) {
  const programmeId = over.programmeId ?? (await buildProgramme(db)).id;
  return first(
    await db
      .insert(t.cohorts)
      .values({ name: "Cohort", state: "matching", ...over, programmeId })
      .returning(),
  );
}

/** An accepted enrolment with a complete profile, of a new person unless one is named. */
export async function buildEnrolment(
  db: Db,
  over: Insert<typeof t.enrolments> & { cohortId: string; role: EnrolmentRole },
) {
  const personId = over.personId ?? (await buildPerson(db)).personId;
  const organisationId =
    over.organisationId === undefined
      ? (await buildOrganisation(db)).id
      : over.organisationId;
  return first(
    await db
      .insert(t.enrolments)
      .values({
        state: "accepted",
        country: over.role === "mentor" ? "FR" : "MA",
        sectors: ["35"],
        languages: [{ code: "fr", level: "C1" }],
        topics: [
          {
            group: null,
            topic: "Financing",
            priority: over.role === "mentee" ? 1 : null,
          },
        ],
        markets: ["MA"],
        timeZone: over.role === "mentor" ? "Europe/Paris" : "Africa/Casablanca",
        availability: [{ day: 0, startMinute: 540, endMinute: 720 }],
        goals: "To learn from each other",
        submittedAt: new Date(),
        ...over,
        personId,
        organisationId,
      })
      .returning(),
  );
}

/** The steps that lead from "proposed" to a status: the database accepts no short cut. */
export const PAIRING_PATHS: Readonly<
  Record<PairingStatus, readonly PairingStatus[]>
> = {
  proposed: [],
  approved: ["approved"],
  mentor_accepted: ["approved", "mentor_accepted"],
  active: ["approved", "mentor_accepted", "active"],
  on_hold: ["approved", "mentor_accepted", "active", "on_hold"],
  completed: ["approved", "mentor_accepted", "active", "completed"],
  ended_early: ["approved", "mentor_accepted", "active", "ended_early"],
  rejected: ["rejected"],
  mentor_declined: ["approved", "mentor_declined"],
  mentee_declined: ["approved", "mentor_accepted", "mentee_declined"],
  expired: ["approved", "expired"],
  withdrawn: ["approved", "withdrawn"],
  superseded: ["superseded"],
};

/** A pairing taken step by step to a status; answered ones count as sent, others as `sentAt` says. */
export async function buildPairing(
  db: Db,
  over: Insert<typeof t.pairings> & { status?: PairingStatus } = {},
) {
  const { status = "proposed", sentAt, startedAt, endedAt, reason } = over;
  const proposed = await buildProposal(db, over);
  const path = PAIRING_PATHS[status];
  const sent = sentAt ?? (path.length > 1 ? new Date() : null);
  for (const next of path)
    await db
      .update(t.pairings)
      .set({ status: next, sentAt: next === "rejected" ? null : sent })
      .where(eq(t.pairings.id, proposed.id));
  const started = startedAt ?? (path.includes("active") ? new Date() : null);
  return first(
    await db
      .update(t.pairings)
      .set({ startedAt: started, endedAt, reason })
      .where(eq(t.pairings.id, proposed.id))
      .returning(),
  );
}

async function buildProposal(db: Db, over: Insert<typeof t.pairings>) {
  const cohortId = over.cohortId ?? (await buildCohort(db)).id;
  const enrol = async (role: EnrolmentRole) =>
    (await buildEnrolment(db, { cohortId, role })).id;
  const proposal = {
    mentorPlace: 1,
    menteePlace: 1,
    score: 7_000,
    ...over,
    cohortId,
    mentorEnrolmentId: over.mentorEnrolmentId ?? (await enrol("mentor")),
    menteeEnrolmentId: over.menteeEnrolmentId ?? (await enrol("mentee")),
    // what comes with the later steps
    status: "proposed" as const,
    sentAt: null,
    startedAt: null,
    endedAt: null,
    reason: null,
  };
  return first(await db.insert(t.pairings).values(proposal).returning());
}

/** A session that was held in the past, logged by the mentor. */
export async function buildSession(
  db: Db,
  over: Insert<typeof t.mentoringSessions> & {
    pairingId: string;
    loggedBy: string;
  },
) {
  const startsAt = over.startsAt ?? new Date("2026-03-02T09:00:00Z");
  return first(
    await db
      .insert(t.mentoringSessions)
      .values({
        status: "held",
        form: "video",
        timeZone: "Europe/Paris",
        loggedAt: new Date(),
        startsAt,
        endsAt: new Date(startsAt.getTime() + 3_600_000),
        ...over,
      })
      .returning(),
  );
}

export async function buildEvent(
  db: Db,
  over: Insert<typeof t.events> & { programmeId: string },
) {
  return first(
    await db
      .insert(t.events)
      .values({
        name: "Forum",
        startsOn: "2026-03-01",
        endsOn: "2026-03-03",
        city: "Paris",
        country: "FR",
        timeZone: "Europe/Paris",
        ...over,
      })
      .returning(),
  );
}
