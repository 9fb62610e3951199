import type { Db } from "db/client.ts";
import {
  accounts,
  cohorts,
  enrolments,
  people,
  roleGrants,
} from "db/schema/index.ts";
import { and, eq, isNull } from "drizzle-orm";
import type { Role } from "~/domain/access/roles.ts";
import { isLocale } from "~/i18n/locales.ts";
import type { Actor } from "~/lib/context.ts";
import {
  continueAuthSession,
  endAuthSession,
  readAuthSession,
} from "./auth-sessions.server.ts";

/** Enrolment states that make somebody a participant; rejected and withdrawn people keep no door open. */
const TAKING_PART = new Set(["draft", "submitted", "accepted", "reserve"]);

/**
 * Who a token belongs to, with the roles they hold at this moment; null for nobody.
 *
 * `renewCookie` says that the session lives longer than its cookie does.
 */
export async function actorOf(
  db: Db,
  token: string | null,
  now: Date,
): Promise<{ actor: Actor; renewCookie: boolean } | null> {
  const session = token ? await readAuthSession(db, token) : null;
  if (!session) return null;
  const actor = await actorForAccount(db, session.accountId, session.id, now);
  if (!actor) {
    await endAuthSession(db, session.id);
    return null;
  }
  const isStaff = actor.coordinates === null || actor.coordinates.length > 0;
  if (!(await continueAuthSession(db, session, isStaff, now))) return null;
  return {
    actor: { ...actor, signedInAt: session.createdAt },
    renewCookie: session.isProlonged,
  };
}

/** What an account may do at this moment, however it came in; null if it is unknown or deactivated. */
export async function actorForAccount(
  db: Db,
  accountId: string,
  sessionId: string,
  now: Date,
): Promise<Actor | null> {
  const account = await readAccount(db, accountId);
  return account ? describe(db, account, sessionId, now) : null;
}

async function readAccount(db: Db, accountId: string) {
  const [account] = await db
    .select({
      id: accounts.id,
      personId: accounts.personId,
      email: accounts.email,
      isAdministrator: accounts.isAdministrator,
      fullName: people.fullName,
      callName: people.callName,
      locale: people.locale,
      timeZone: people.timeZone,
    })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(and(eq(accounts.id, accountId), isNull(accounts.deactivatedAt)));
  return account;
}

async function describe(
  db: Db,
  account: NonNullable<Awaited<ReturnType<typeof readAccount>>>,
  sessionId: string,
  now: Date,
): Promise<Actor> {
  const [grants, places] = await Promise.all([
    grantsOf(db, account.personId),
    placesOf(db, account.personId),
  ]);
  const enrolled = places.filter((place) => TAKING_PART.has(place.state));
  const roles = new Set<Role>([
    "member",
    ...grants.map(({ role }) => role),
    ...enrolled.map(({ role }) => role),
    ...(account.isAdministrator ? ["administrator" as const] : []),
  ]);
  return {
    accountId: account.id,
    personId: account.personId,
    sessionId,
    fullName: account.fullName,
    callName: account.callName?.trim() || account.fullName,
    email: account.email,
    locale: isLocale(account.locale) ? account.locale : "en",
    timeZone: account.timeZone,
    roles,
    coordinates: account.isAdministrator
      ? null
      : programmesOf(grants, "coordinator"),
    staffs: programmesOf(grants, "event_staff"),
    manages: grants.flatMap((grant) =>
      grant.organisationId ? [grant.organisationId] : [],
    ),
    enrolments: enrolled,
    signedInAt: now,
  };
}

type Grants = Awaited<ReturnType<typeof grantsOf>>;

function grantsOf(db: Db, personId: string) {
  return db
    .select({
      role: roleGrants.role,
      programmeId: roleGrants.programmeId,
      organisationId: roleGrants.organisationId,
    })
    .from(roleGrants)
    .where(eq(roleGrants.personId, personId));
}

function programmesOf(grants: Grants, role: Role): string[] {
  return grants.flatMap((grant) =>
    grant.role === role && grant.programmeId ? [grant.programmeId] : [],
  );
}

function placesOf(db: Db, personId: string) {
  return db
    .select({
      id: enrolments.id,
      cohortId: enrolments.cohortId,
      programmeId: cohorts.programmeId,
      role: enrolments.role,
      state: enrolments.state,
    })
    .from(enrolments)
    .innerJoin(cohorts, eq(cohorts.id, enrolments.cohortId))
    .where(eq(enrolments.personId, personId));
}
