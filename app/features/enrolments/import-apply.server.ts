import type { Db } from "db/client.ts";
import { imports } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { randomUUID } from "node:crypto";
import type { RosterProblem } from "~/domain/roster/table.ts";
import { fold } from "~/domain/text.ts";
import { addAccounts } from "~/features/accounts/import-accounts.server.ts";
import {
  joinOrganisations,
  type NewMembership,
} from "~/features/organisations/membership.server.ts";
import {
  addPeople,
  savePersonDetails,
} from "~/features/people/profile.server.ts";
import { lockCohort } from "~/features/programmes/access.server.ts";
import { isLocale } from "~/i18n/locales.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, refusing } from "~/lib/errors.ts";
import { readImportFile, type ImportRow } from "./import-file.ts";
import { answersFor, writeAnswers } from "./import-answers.server.ts";
import { importOrganisations } from "./import-organisations.server.ts";
import {
  lockImport,
  readImport,
  saveEnrolments,
} from "./import-rows.server.ts";
import type { ImportEffects } from "./import-effects.ts";
import { openQuestions } from "./questions.server.ts";
import { queueJoiners } from "./queue-joiners.server.ts";
import {
  planImport,
  saidProfile,
  type PlannedRow,
} from "./import-plan.server.ts";

type Creation = Extract<PlannedRow, { kind: "create" }>;
type Update = Extract<PlannedRow, { kind: "update" }>;

/** Rules of the database that somebody else's change can bring an import up against. */
const RULES = {
  enrolments_capacity_in_use: "imports:errors.moved_on",
  accounts_email_key_unique: "imports:errors.moved_on",
  enrolments_once: "imports:errors.moved_on",
  enrolments_import_key: "imports:errors.moved_on",
} as const;

/**
 * Imports a file in one transaction: people, accounts without a password, organisations, places.
 *
 * The people of the file are accepted: the coordinator has chosen them. Nobody gets a mail. Two
 * imports into one cohort wait for each other, so that the second sees what the first has done.
 *
 * @returns the problems, if there are any: then nothing is changed
 * @throws {NotFoundError} if there is no such import in the actor's programmes
 * @throws {ConflictError} if it was imported before, or the cohort is closed
 */
export async function applyImport(
  ctx: Context,
  importId: string,
): Promise<readonly RosterProblem[]> {
  // Read before the transaction: a long file takes a second, and its text never changes.
  const { content, mapping, role, cohortId } = await readImport(ctx, importId);
  const questions = await openQuestions(ctx.db, cohortId, role);
  const file = readImportFile(content ?? "", mapping, role, questions);
  if (content !== null && file.problems.length > 0) return file.problems;
  return refusing(RULES, () =>
    ctx.db.transaction(async (tx) => {
      const cohort = await lockCohort(tx, ctx.actor, cohortId);
      const before = await lockImport(tx, ctx.actor, importId);
      if (before.state !== "uploaded" || content === null)
        throw new ConflictError("imports:errors.done");
      if (cohort.state === "closed")
        throw new ConflictError("applications:errors.closed");
      const of = { cohortId, programmeId: cohort.programmeId, role };
      const plan = await planImport(tx, of, file.rows);
      if (plan.problems.length > 0) return plan.problems;
      const effects = await writePlan(tx, ctx, of, plan.rows);
      await queueJoiners(tx, cohortId);
      await finish(tx, ctx, before, cohort.programmeId, plan.rows, effects);
      return [];
    }),
  );
}

type Target = Parameters<typeof planImport>[1];

async function writePlan(
  tx: Db,
  ctx: Context,
  of: Target,
  rows: readonly PlannedRow[],
): Promise<ImportEffects> {
  const creations = rows.filter(
    (row): row is Creation => row.kind === "create",
  );
  const updates = rows.filter((row): row is Update => row.kind === "update");
  const named = [
    ...creations.map(({ row }) => row.person),
    ...updates.flatMap(({ row, changes }) =>
      changes.organisation ? [row.person] : [],
    ),
  ];
  const organisations = await importOrganisations(tx, named);
  const idOf = (name: string | null) =>
    name === null ? null : (organisations.ids.get(fold(name)) ?? null);
  const created = await writeCreations(tx, ctx, of, creations, idOf);
  const updated = await writeUpdates(tx, ctx, updates, idOf);
  await writeAnswers(tx, created.answers);
  const changed = updates.flatMap(({ place, changes }) =>
    answersFor(place.enrolment.id, changes.answers),
  );
  return {
    organisations: organisations.created,
    people: created.people,
    accounts: [...created.accounts, ...updated.accounts],
    enrolments: created.enrolments,
    memberships: [...created.memberships, ...updated.memberships],
    updates: updated.updates,
    answers: await writeAnswers(tx, changed),
  };
}

type OrganisationIds = (name: string | null) => string | null;

async function writeCreations(
  tx: Db,
  ctx: Context,
  of: Target,
  creations: readonly Creation[],
  idOf: OrganisationIds,
) {
  const placed = creations.map((creation) => ({
    ...creation,
    isNew: creation.personId === null,
    personId: creation.personId ?? randomUUID(),
    enrolmentId: randomUUID(),
    organisationId: idOf(creation.row.person.organisation),
  }));
  const newcomers = placed.filter(({ isNew }) => isNew);
  await addPeople(
    tx,
    newcomers.map(({ personId, row: { person } }) => ({
      id: personId,
      fullName: person.name ?? person.id,
      // what they would rather read: their first language that the platform speaks
      locale:
        person.languages.map(({ code }) => code).find(isLocale) ??
        ctx.actor.locale,
      country: person.country,
      timeZone: person.timeZone,
    })),
  );
  const accounts = newcomers.flatMap(({ personId, row }) =>
    row.email === null ? [] : [{ personId, email: row.email }],
  );
  await addAccounts(tx, accounts, ctx.now);
  await saveEnrolments(
    tx,
    placed.map((place) => newPlace(ctx, of, place)),
  );
  const memberships = placed.flatMap(({ personId, organisationId }) =>
    organisationId ? [{ personId, organisationId }] : [],
  );
  const joined = await joinOrganisations(tx, memberships);
  return {
    people: newcomers.map(({ personId }) => personId),
    accounts: accounts.map(({ personId }) => personId),
    enrolments: placed.map(({ enrolmentId }) => enrolmentId),
    answers: placed.flatMap(({ enrolmentId, row }) =>
      answersFor(enrolmentId, row.answers),
    ),
    memberships: idsOf(joined),
  };
}

/** Somebody of a file is accepted: the coordinator has chosen them. */
function newPlace(
  ctx: Context,
  of: Target,
  place: {
    row: ImportRow;
    personId: string;
    enrolmentId: string;
    organisationId: string | null;
  },
) {
  const { row, personId, enrolmentId, organisationId } = place;
  return {
    timeZone: row.person.timeZone,
    ...saidProfile(row),
    id: enrolmentId,
    cohortId: of.cohortId,
    role: of.role,
    personId,
    organisationId,
    importKey: row.person.id,
    state: "accepted" as const,
    decidedAt: ctx.now,
    decidedBy: ctx.actor.personId,
  };
}

async function writeUpdates(
  tx: Db,
  ctx: Context,
  updates: readonly Update[],
  idOf: OrganisationIds,
) {
  const changed = updates.map(({ place, changes }) => {
    const organisationId = changes.organisation
      ? idOf(changes.organisation)
      : place.enrolment.organisationId;
    const after = {
      ...place.enrolment,
      ...changes.enrolment,
      organisationId,
      version: place.enrolment.version + 1,
    };
    return { place, changes, after, organisationId };
  });
  await saveEnrolments(
    tx,
    changed.map(({ after }) => after),
  );
  const accounts = changed.flatMap(({ place, changes }) =>
    changes.email ? [{ personId: place.personId, email: changes.email }] : [],
  );
  await addAccounts(tx, accounts, ctx.now);
  for (const { place, changes } of changed)
    if (changes.fullName)
      await savePersonDetails(tx, place.personId, {
        fullName: changes.fullName,
      });
  const memberships = changed.flatMap(({ place, changes, organisationId }) =>
    changes.organisation && organisationId
      ? [{ personId: place.personId, organisationId }]
      : [],
  );
  const joined = await joinOrganisations(tx, memberships);
  return {
    accounts: accounts.map(({ personId }) => personId),
    memberships: idsOf(joined),
    updates: changed.map(({ place, changes }) => ({
      before: place.enrolment,
      fullName: changes.fullName
        ? { personId: place.personId, before: place.fullName }
        : null,
    })),
  };
}

function idsOf(rows: readonly NewMembership[]) {
  return rows.map(({ personId, organisationId }) => ({
    personId,
    organisationId,
  }));
}

async function finish(
  tx: Db,
  ctx: Context,
  { id, cohortId }: { id: string; cohortId: string },
  programmeId: string,
  rows: readonly PlannedRow[],
  effects: ImportEffects,
): Promise<void> {
  const count = (kind: PlannedRow["kind"]) =>
    rows.filter((row) => row.kind === kind).length;
  const counts = {
    createdCount: count("create"),
    updatedCount: count("update"),
    unchangedCount: count("same"),
  };
  await tx
    .update(imports)
    .set({
      ...counts,
      state: "imported",
      importedAt: ctx.now,
      content: null,
      effects,
    })
    .where(eq(imports.id, id));
  await recordAudit(tx, ctx, {
    action: "import.apply",
    subject: ["import", id],
    programmeId,
    cohortId,
    details: counts,
  });
}
