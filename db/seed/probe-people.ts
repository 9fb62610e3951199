import type { GrantedRole } from "../../app/domain/access/roles.ts";
import { CONSENT_VERSION } from "../../app/domain/enrolment/application.ts";
import type {
  EnrolmentRole,
  EnrolmentState,
} from "../../app/domain/enrolment/lifecycle.ts";
import { buildEnrolment, buildPerson, grantRole } from "../builders.ts";
import { consents, memberships } from "../schema/index.ts";
import {
  mark,
  newMarker,
  note,
  reveal,
  type Ledger,
  type ProbeAccount,
} from "./probe-ledger.ts";

/** Somebody with an account. */
export interface Member {
  readonly personId: string;
  readonly accountId: string;
  readonly email: string;
  /** e-mails of who may know the person's details, the person among them */
  readonly readers: readonly string[];
  /** nobody reads anything through an account that is shut */
  readonly isShut: boolean;
}

/** Somebody's place in a cohort. */
export interface Place {
  readonly member: Member;
  readonly id: string;
  readonly role: EnrolmentRole;
  readonly organisationId: string;
}

/** A programme with its two cohorts: one that is running, one that still recruits. */
export interface ProbeProgramme {
  readonly letter: "a" | "b";
  readonly id: string;
  readonly running: string;
  readonly recruiting: string;
  /** e-mail of its coordinator */
  readonly coordinator: string;
  /** e-mails of its coordinator and the administrator */
  readonly watchers: readonly string[];
}

interface NewMember {
  readonly label: string;
  /** e-mails of those who may know the address and the telephone */
  readonly knownTo: readonly string[];
  readonly shut?: "deactivated" | "unconfirmed";
  readonly isAdministrator?: boolean;
  /** of the first programme the person has to do with */
  readonly programmeId?: string;
}

/** A person with an account and a marker in each field about them. */
export async function addMember(
  ledger: Ledger,
  { label, knownTo, shut, isAdministrator, programmeId }: NewMember,
): Promise<Member> {
  const marker = newMarker();
  const email = `${label}.${marker}@probe.example`;
  const readers = [...(shut ? [] : [email]), ...knownTo];
  ledger.markers.push({
    marker,
    field: "accounts.email",
    owner: email,
    visibleTo: [...new Set(readers)],
  });
  const of = (field: string) => mark(ledger, field, email, readers);
  const built = await buildPerson(ledger.db, {
    email,
    passwordHash: ledger.passwordHash,
    isAdministrator,
    emailConfirmedAt: shut === "unconfirmed" ? null : ledger.now,
    deactivatedAt: shut === "deactivated" ? ledger.now : undefined,
    fullName: `Probe ${of("people.full_name")}`,
    callName: `Call ${of("people.call_name")}`,
    phone: `+33 ${of("people.phone")}`,
    bio: `About ${of("people.bio")}`,
  });
  const programme = programmeId ?? null;
  note(
    ledger,
    "person",
    built.personId,
    programme,
    `/people/${built.personId}`,
  );
  note(
    ledger,
    "account",
    built.accountId,
    null,
    `/admin/accounts/${built.accountId}`,
  );
  return { ...built, readers, isShut: shut !== undefined };
}

/** Gives a role by hand, and its row among the accounts. */
export async function addGrant(
  ledger: Ledger,
  member: Member,
  role: GrantedRole,
  programmeId: string,
  organisationId?: string,
): Promise<void> {
  await grantRole(
    ledger.db,
    member.personId,
    role,
    organisationId === undefined ? { programmeId } : { organisationId },
  );
  addRow(ledger, member, { role, programme: programmeId, state: "active" });
}

/** The row of an account and a role. */
export function addRow(
  { accounts, password }: Ledger,
  { email }: Member,
  row: Pick<ProbeAccount, "role" | "programme" | "state"> & {
    cohort?: string;
  },
): void {
  accounts.push({
    email,
    password,
    role: row.role,
    programme: row.programme,
    cohort: row.cohort ?? null,
    state: row.state,
  });
}

interface NewPlace {
  readonly role: EnrolmentRole;
  readonly state: EnrolmentState;
  readonly cohortId: string;
  readonly organisationId: string;
  /** e-mails of the managers of the organisation */
  readonly keptBy?: readonly string[];
  /** as the account's row has it; the state of the place unless the account is shut */
  readonly accountState?: ProbeAccount["state"];
}

/** Rejected and withdrawn people keep their account and no role. */
const WITHOUT_ROLE: readonly EnrolmentState[] = ["rejected", "withdrawn"];

/** A place in a cohort with a marker in each answer and note. */
export async function addPlace(
  ledger: Ledger,
  { id: programmeId, watchers }: ProbeProgramme,
  member: Member,
  place: NewPlace,
): Promise<Place> {
  const { role, state, cohortId, organisationId, keptBy = [] } = place;
  const id = crypto.randomUUID();
  const themselves = member.isShut ? [] : [member.email];
  const readers = [...watchers, ...themselves];
  await addMembership(ledger, member, organisationId, id);
  await buildEnrolment(ledger.db, {
    id,
    cohortId,
    role,
    state,
    personId: member.personId,
    organisationId,
    capacity: role === "mentor" ? 3 : 1,
    submittedAt: state === "draft" ? null : ledger.now,
    ...answers(ledger, id, role, readers),
    ...notes(ledger, id, watchers),
    ...decision(ledger, id, state, readers),
  });
  await ledger.db.insert(consents).values({
    enrolmentId: id,
    textVersion: CONSENT_VERSION,
    locale: "en",
    givenAt: ledger.now,
  });
  reveal(ledger, cohortId, ["cohorts.name"], themselves);
  // who keeps an organisation knows the names of its people
  reveal(ledger, member.email, ["people.full_name"], keptBy);
  reveal(ledger, id, ["memberships.title"], keptBy);
  note(ledger, "enrolment", id, programmeId, `/enrolments/${id}`);
  note(ledger, "application", id, programmeId, `/applications/${id}`);
  addRow(ledger, member, {
    role: WITHOUT_ROLE.includes(state) ? "member" : role,
    programme: programmeId,
    cohort: cohortId,
    state: place.accountState ?? state,
  });
  return { member, id, role, organisationId };
}

async function addMembership(
  ledger: Ledger,
  { personId, readers }: Member,
  organisationId: string,
  placeId: string,
): Promise<void> {
  await ledger.db.insert(memberships).values({
    personId,
    organisationId,
    title: `Title ${mark(ledger, "memberships.title", placeId, readers)}`,
  });
}

/** What the person wrote. */
function answers(
  ledger: Ledger,
  id: string,
  role: EnrolmentRole,
  readers: readonly string[],
) {
  const own = (field: string) => mark(ledger, field, id, readers);
  return {
    topics: [
      {
        group: null,
        topic: `Topic ${own("enrolments.topics")}`,
        priority: role === "mentee" ? (1 as const) : null,
      },
    ],
    goals: `Goals ${own("enrolments.goals")}`,
    motivation: `Motivation ${own("enrolments.motivation")}`,
  };
}

/** What coordinators keep to themselves. */
function notes(ledger: Ledger, id: string, watchers: readonly string[]) {
  const staff = (field: string) => mark(ledger, field, id, watchers);
  return {
    coordinatorNote: `Note ${staff("enrolments.coordinator_note")}`,
    importKey: staff("enrolments.import_key"),
  };
}

/** What coordinators told the person. */
function decision(
  ledger: Ledger,
  id: string,
  state: EnrolmentState,
  readers: readonly string[],
) {
  if (state !== "reserve" && state !== "rejected") return {};
  const message = mark(ledger, "enrolments.decision_message", id, readers);
  return {
    rejectionReason: state === "rejected" ? ("places" as const) : null,
    decisionMessage: `Message ${message}`,
  };
}
