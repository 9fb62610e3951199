import { DEFAULT_CRITERIA } from "../../app/domain/scoring/defaults.ts";
import type { PairExplanation } from "../../app/domain/scoring/types.ts";
import { buildEvent, buildOrganisation } from "../builders.ts";
import {
  criteriaSets,
  delegations,
  imports,
  mails,
  matchingRuns,
  organisationMemberships,
  partnershipAgreements,
  type StoredMatchingResult,
} from "../schema/index.ts";
import { mark, note, type Ledger } from "./probe-ledger.ts";
import { explain, factsOf } from "./probe-pairs.ts";
import type { Member, Place, ProbeProgramme } from "./probe-people.ts";

/** The organisations of a programme: a cluster that has a company as its member. */
export interface ProbeOrganisations {
  readonly cluster: string;
  readonly company: string;
  /** id of what they signed */
  readonly agreement: string;
}

/** Two organisations with an agreement; who reads them is revealed once everybody is there. */
export async function addOrganisations(
  ledger: Ledger,
  letter: string,
): Promise<ProbeOrganisations> {
  const add = async (kind: "cluster" | "company", country: string) => {
    const id = crypto.randomUUID();
    await buildOrganisation(ledger.db, {
      id,
      name: `Probe ${kind} ${letter.toUpperCase()}`,
      kind,
      country,
      description: `About ${mark(ledger, "organisations.description", id, [])}`,
    });
    note(ledger, "organisation", id, null, `/organisations/${id}`);
    return id;
  };
  const cluster = await add("cluster", "FR");
  const company = await add("company", "MA");
  await ledger.db
    .insert(organisationMemberships)
    .values({ memberId: company, parentId: cluster });
  const agreement = crypto.randomUUID();
  await ledger.db.insert(partnershipAgreements).values({
    id: agreement,
    firstPartyId: cluster,
    secondPartyId: company,
    signedOn: "2026-01-15",
    objectives: `Objectives ${mark(ledger, "partnership_agreements.objectives", agreement, [])}`,
  });
  return { cluster, company, agreement };
}

/** An event of a programme, to which its cluster comes. */
export async function addEvent(
  ledger: Ledger,
  programme: ProbeProgramme,
  cluster: string,
  readers: readonly string[],
): Promise<void> {
  const id = crypto.randomUUID();
  const own = (field: string) => mark(ledger, field, id, readers);
  await buildEvent(ledger.db, {
    id,
    programmeId: programme.id,
    name: `Forum ${own("events.name")}`,
    venue: `Hall ${own("events.venue")}`,
    description: `About ${own("events.description")}`,
  });
  await ledger.db
    .insert(delegations)
    .values({ eventId: id, organisationId: cluster });
  note(ledger, "event", id, programme.id, `/events/${id}`);
}

/** A file that was uploaded and not imported yet. */
export async function addImport(
  ledger: Ledger,
  programme: ProbeProgramme,
  uploadedBy: Member,
): Promise<void> {
  const id = crypto.randomUUID();
  const staff = (field: string) => mark(ledger, field, id, programme.watchers);
  await ledger.db.insert(imports).values({
    id,
    cohortId: programme.recruiting,
    role: "mentor",
    fileName: `${staff("imports.file_name")}.csv`,
    encoding: "utf-8",
    delimiter: ",",
    content: `id,name,country,sectors,languages\n1,Row ${staff("imports.content")},FR,35,fr\n`,
    mapping: {
      id: "id",
      name: "name",
      country: "country",
      sectors: "sectors",
      languages: "languages",
    },
    uploadedBy: uploadedBy.personId,
  });
  note(ledger, "import", id, programme.id, `/imports/${id}`);
}

/** How a programme matches, and a finished run of it that proposed this pair. */
export async function addRun(
  ledger: Ledger,
  programme: ProbeProgramme,
  author: Member,
  mentor: Place,
  mentee: Place,
): Promise<string> {
  const { db, now } = ledger;
  const id = crypto.randomUUID();
  const staff = (field: string) => mark(ledger, field, id, programme.watchers);
  const facts = await factsOf(ledger, [mentor.id], [mentee.id]);
  await db.insert(matchingRuns).values({
    id,
    cohortId: programme.running,
    criteriaSetId: await addCriteria(ledger, programme, author),
    state: "finished",
    phase: "save",
    input: facts,
    inputHash: staff("matching_runs.input_hash"),
    result: resultOf(mentor.id, mentee.id, explain(facts)),
    resultHash: staff("matching_runs.result_hash"),
    requestedBy: author.personId,
    startedAt: now,
    finishedAt: now,
  });
  note(ledger, "run", id, programme.id, `/runs/${id}`);
  return id;
}

async function addCriteria(
  ledger: Ledger,
  { running, watchers }: ProbeProgramme,
  author: Member,
): Promise<string> {
  const id = crypto.randomUUID();
  await ledger.db.insert(criteriaSets).values({
    id,
    cohortId: running,
    version: 1,
    criteria: DEFAULT_CRITERIA,
    objective: "stable", // the one without a certificate
    note: `Note ${mark(ledger, "criteria_sets.note", id, watchers)}`,
    createdBy: author.personId,
  });
  return id;
}

function resultOf(
  mentor: string,
  mentee: string,
  explanation: PairExplanation,
): StoredMatchingResult {
  const { score } = explanation;
  return {
    pairs: [{ mentee, mentor, score, pinned: false, explanation }],
    matched: 1,
    total: score,
    worst: score,
    unmatched: [],
    certificate: null,
    blockingPairs: 0,
  };
}

/** An e-mail that could not be sent, with a link that is a secret. */
export async function addMail(
  ledger: Ledger,
  to: Member,
  administrator: Member,
): Promise<void> {
  const id = crypto.randomUUID();
  const own = (field: string) => mark(ledger, field, id, [administrator.email]);
  await ledger.db.insert(mails).values({
    id,
    template: "pairing_active",
    toAddress: to.email,
    toPersonId: to.personId,
    locale: "en",
    args: {
      other: `Name ${own("mails.args")}`,
      link: "http://127.0.0.1:3000/pairs",
    },
    state: "failed",
    attempts: 3,
    lastError: `550 ${own("mails.last_error")}`,
  });
  note(ledger, "mail", id, null, `/admin/mail/${id}`);
}
