import type { EnrolmentState } from "../../app/domain/enrolment/lifecycle.ts";
import type { Ledger } from "./probe-ledger.ts";
import { addMember, addPlace, type Member } from "./probe-people.ts";
import type { Furnished } from "./probe-programme.ts";

/** Those beside the running pairs: applicants in every state, people who left, and one who is in both programmes. */
export interface Newcomers {
  /** mentor in the first programme, mentee in the second */
  readonly both: Member;
  /** by organisation, those who belong to it and hold a role */
  readonly belonging: ReadonlyMap<string, readonly string[]>;
}

/** Adds them, most to the first programme. */
export async function addNewcomers(
  ledger: Ledger,
  a: Furnished,
  b: Furnished,
): Promise<Newcomers> {
  const both = await addBoth(ledger, a, b);
  await addLeavers(ledger, a);
  const mentors: string[] = [];
  const mentees: string[] = [];
  for (const state of ["draft", "submitted", "reserve"] as const)
    mentees.push(await addApplicant(ledger, a, "mentee", state));
  mentors.push(await addApplicant(ledger, a, "mentor", "submitted"));
  await addApplicant(ledger, a, "mentee", "rejected");
  const { cluster, company } = a.organisations;
  const belonging = new Map([
    [cluster, mentors],
    [company, mentees],
  ]);
  return { both, belonging };
}

async function addBoth(
  ledger: Ledger,
  a: Furnished,
  b: Furnished,
): Promise<Member> {
  const both = await addMember(ledger, {
    label: "both",
    knownTo: [...a.programme.watchers, ...b.programme.watchers],
    programmeId: a.programme.id,
  });
  await addPlace(ledger, a.programme, both, {
    role: "mentor",
    state: "accepted",
    cohortId: a.programme.running,
    organisationId: a.organisations.cluster,
    keptBy: [a.manager.email],
  });
  await addPlace(ledger, b.programme, both, {
    role: "mentee",
    state: "accepted",
    cohortId: b.programme.running,
    organisationId: b.organisations.company,
  });
  return both;
}

async function addApplicant(
  ledger: Ledger,
  { programme, organisations, manager }: Furnished,
  role: "mentor" | "mentee",
  state: EnrolmentState,
): Promise<string> {
  const member = await addMember(ledger, {
    label: `${state}-${role}`,
    knownTo: programme.watchers,
    programmeId: programme.id,
  });
  const { cluster, company } = organisations;
  await addPlace(ledger, programme, member, {
    role,
    state,
    cohortId: programme.recruiting,
    organisationId: role === "mentor" ? cluster : company,
    keptBy: role === "mentor" ? [manager.email] : [],
  });
  return member.email;
}

/** A former member, and two who cannot sign in: one no longer, one not yet. */
async function addLeavers(
  ledger: Ledger,
  { programme, organisations }: Furnished,
): Promise<void> {
  const { id, running, recruiting, watchers } = programme;
  const known = { knownTo: watchers, programmeId: id };
  const former = await addMember(ledger, { ...known, label: "former" });
  const deactivated = await addMember(ledger, {
    ...known,
    label: "deactivated",
    shut: "deactivated",
  });
  const unconfirmed = await addMember(ledger, {
    ...known,
    label: "unconfirmed",
    shut: "unconfirmed",
  });
  const organisationId = organisations.company;
  const place = { role: "mentee", organisationId } as const;
  await addPlace(ledger, programme, former, {
    ...place,
    state: "withdrawn",
    cohortId: running,
  });
  await addPlace(ledger, programme, deactivated, {
    ...place,
    state: "accepted",
    cohortId: running,
    accountState: "deactivated",
  });
  await addPlace(ledger, programme, unconfirmed, {
    ...place,
    state: "draft",
    cohortId: recruiting,
    accountState: "unconfirmed",
  });
}
