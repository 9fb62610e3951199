import { buildCohort, buildProgramme } from "../builders.ts";
import { mark, note, type Ledger } from "./probe-ledger.ts";
import { addMeetings } from "./probe-meetings.ts";
import { addPairing, addSession } from "./probe-pairs.ts";
import {
  addGrant,
  addMember,
  addPlace,
  type Member,
  type Place,
  type ProbeProgramme,
} from "./probe-people.ts";
import { addQuestion } from "./probe-questions.ts";
import {
  addImport,
  addOrganisations,
  addRun,
  type ProbeOrganisations,
} from "./probe-surroundings.ts";

/** A programme with everybody in its running cohort. */
export interface Furnished {
  readonly programme: ProbeProgramme;
  readonly organisations: ProbeOrganisations;
  readonly coordinator: Member;
  readonly manager: Member;
  readonly eventStaff: Member;
  readonly places: Readonly<
    Record<
      | "mentor"
      | "mentee"
      | "askedMentor"
      | "askedMentee"
      | "plannedMentor"
      | "plannedMentee",
      Place
    >
  >;
}

/** A programme with its staff, its people and what happens between them. */
export async function addProgramme(
  ledger: Ledger,
  letter: "a" | "b",
  administrator: Member,
): Promise<Furnished> {
  const programmeId = crypto.randomUUID();
  const knownTo = [administrator.email];
  const staff = { programmeId, knownTo };
  const coordinator = await addMember(ledger, {
    ...staff,
    label: `coordinator-${letter}`,
  });
  const watchers = [administrator.email, coordinator.email];
  const programme = {
    ...(await addCohorts(ledger, letter, programmeId, watchers)),
    coordinator: coordinator.email,
  };
  const organisations = await addOrganisations(ledger, letter);
  const manager = await addMember(ledger, {
    ...staff,
    label: `manager-${letter}`,
  });
  const eventStaff = await addMember(ledger, {
    programmeId,
    knownTo: watchers,
    label: `staff-${letter}`,
  });
  await addGrant(ledger, coordinator, "coordinator", programmeId);
  await addGrant(ledger, eventStaff, "event_staff", programmeId);
  const { cluster } = organisations;
  await addGrant(ledger, manager, "organisation_manager", programmeId, cluster);
  const places = await addPlaces(ledger, programme, organisations, manager);
  await addQuestion(ledger, programme, Object.values(places));
  await addPairings(ledger, programme, coordinator, places);
  await addImport(ledger, programme, coordinator);
  return { programme, organisations, coordinator, manager, eventStaff, places };
}

/** The second programme invites openly: its purpose, and the cohort that recruits, are no secret. */
async function addCohorts(
  ledger: Ledger,
  letter: "a" | "b",
  id: string,
  watchers: readonly string[],
): Promise<Omit<ProbeProgramme, "coordinator">> {
  const isOpen = letter === "b";
  const staff = (field: string, owner: string) =>
    mark(ledger, field, owner, watchers);
  await buildProgramme(ledger.db, {
    id,
    name: `Probe programme ${letter.toUpperCase()}`,
    purpose: isOpen
      ? "A purpose that is no secret"
      : `Purpose ${staff("programmes.purpose", id)}`,
  });
  note(ledger, "programme", id, id, `/programmes/${id}`);
  const [running, recruiting] = [crypto.randomUUID(), crypto.randomUUID()];
  await buildCohort(ledger.db, {
    id: running,
    programmeId: id,
    state: "running",
    openApplications: false,
    name: `Running ${staff("cohorts.name", running)}`,
  });
  await buildCohort(ledger.db, {
    id: recruiting,
    programmeId: id,
    state: "recruiting",
    openApplications: isOpen,
    name: isOpen ? "Open" : `Recruiting ${staff("cohorts.name", recruiting)}`,
  });
  for (const cohort of [running, recruiting])
    note(ledger, "cohort", cohort, id, `/cohorts/${cohort}`);
  return { letter, id, running, recruiting, watchers };
}

async function addPlaces(
  ledger: Ledger,
  programme: ProbeProgramme,
  { cluster, company }: ProbeOrganisations,
  manager: Member,
): Promise<Furnished["places"]> {
  const add = async (label: string, role: "mentor" | "mentee") => {
    const member = await addMember(ledger, {
      label: `${label}-${programme.letter}`,
      knownTo: programme.watchers,
      programmeId: programme.id,
    });
    return addPlace(ledger, programme, member, {
      role,
      state: "accepted",
      cohortId: programme.running,
      organisationId: role === "mentor" ? cluster : company,
      keptBy: role === "mentor" ? [manager.email] : [],
    });
  };
  return {
    mentor: await add("mentor", "mentor"),
    mentee: await add("mentee", "mentee"),
    askedMentor: await add("asked-mentor", "mentor"),
    askedMentee: await add("asked-mentee", "mentee"),
    plannedMentor: await add("planned-mentor", "mentor"),
    plannedMentee: await add("planned-mentee", "mentee"),
  };
}

/** One pairing in each state that somebody else must not learn of. */
async function addPairings(
  ledger: Ledger,
  programme: ProbeProgramme,
  coordinator: Member,
  places: Furnished["places"],
): Promise<void> {
  const { mentor, mentee, askedMentor, askedMentee } = places;
  const { plannedMentor, plannedMentee } = places;
  // first: on its way it held the places that the live ones hold now
  const declined = "mentor_declined";
  await addPairing(ledger, programme, mentor, askedMentee, declined);
  const active = await addPairing(ledger, programme, mentor, mentee, "active");
  await addSession(ledger, programme, active, mentor, mentee);
  const asked = programme.letter === "a" ? "approved" : "mentor_accepted";
  await addPairing(ledger, programme, askedMentor, askedMentee, asked, true);
  await addPairing(
    ledger,
    programme,
    plannedMentor,
    plannedMentee,
    "approved",
    false,
  );
  await addRun(ledger, programme, coordinator, askedMentor, plannedMentee);
  await addPairing(ledger, programme, askedMentor, plannedMentee, "proposed");
  await addMeetings(
    ledger,
    programme,
    [mentor, mentee],
    [plannedMentor, plannedMentee],
  );
}
