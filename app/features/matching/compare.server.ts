import type { Db } from "db/client.ts";
import { criteriaDifference } from "~/domain/reporting/criteria-difference.ts";
import {
  type MenteeDifference,
  RUN_CHANGES,
  runDifference,
} from "~/domain/reporting/run-difference.ts";
import { runFigures } from "~/domain/reporting/run-figures.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { coordinatedCohort } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { csvFile } from "~/lib/csv-file.server.ts";
import { readId } from "~/lib/ids.ts";
import { finishedRun, finishedRuns } from "./finished-runs.server.ts";
import { type NamedEnrolment, namesOf } from "./people.server.ts";

/** Mentees shown on the page; the file has them all. */
const ROWS_SHOWN = 200;

/** Two runs as an address names them; the newer two of the cohort where it names none. */
export interface Asked {
  readonly before: string | null;
  readonly after: string | null;
}

/** Reads which two runs an address asks for. */
export function askedRuns(params: URLSearchParams): Asked {
  const id = (name: string) => params.get(name)?.toLowerCase() || null;
  return { before: id("a"), after: id("b") };
}

/**
 * Two finished runs of a cohort side by side: figures, what of the criteria is not the same, and whose mentors are not.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes, or has no such finished run
 */
export async function comparePage(
  ctx: Context,
  cohortId: string,
  asked: Asked,
) {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const runs = await finishedRuns(ctx.db, cohortId);
  const compared = await compare(ctx.db, cohortId, runs, asked);
  return {
    cohort: {
      id: cohort.id,
      name: cohort.name,
      programmeId: cohort.programmeId,
      programmeName: cohort.programmeName,
    },
    runs,
    comparison: compared && (await shown(ctx.db, compared)),
  };
}

/**
 * All mentees whose mentors are not the same, as a file for a spreadsheet in the reader's language; only the header if
 * the cohort has no two runs.
 *
 * @throws {NotFoundError} if the cohort is not in the actor's programmes, or has no such finished run
 */
export async function comparisonCsv(
  ctx: Context,
  cohortId: string,
  asked: Asked,
  locale: Locale,
): Promise<Response> {
  const cohort = await coordinatedCohort(ctx, cohortId);
  const runs = await finishedRuns(ctx.db, cohortId);
  const compared = await compare(ctx.db, cohortId, runs, asked);
  const rows = compared?.difference.rows ?? [];
  const named = withNames(await namesOf(ctx.db, idsOf(rows)), rows);
  const t = translator(locale, "runs");
  return csvFile(
    `${cohort.name} ${t("compare.file")}`,
    [
      t("compare.mentee"),
      t("compare.organisation"),
      t("compare.change"),
      ...(["before", "after"] as const).flatMap((side) =>
        [1, 2].flatMap((number) => [
          t(`compare.mentor_${side}`, { number }),
          t(`compare.score_${side}`, { number }),
        ]),
      ),
    ],
    named.map(({ name, organisation, change, before, after }) => [
      name,
      organisation,
      t(`compare.kind.${change}`),
      ...[before, after].flatMap((side) =>
        [side[0], side[1]].flatMap((partner) => [
          partner?.name ?? null,
          partner ? partner.score / 100 : null,
        ]),
      ),
    ]),
  );
}

type Runs = Awaited<ReturnType<typeof finishedRuns>>;

/** Null if there are no two runs to compare. */
async function compare(db: Db, cohortId: string, runs: Runs, asked: Asked) {
  const after = asked.after ?? runs.find(({ id }) => id !== asked.before)?.id;
  const before = asked.before ?? runBefore(runs, after);
  if (!before || !after) return null;
  const [a, b] = await Promise.all(
    [before, after].map((id) => finishedRun(db, cohortId, readId(id))),
  );
  if (!a || !b) return null;
  return { before: a, after: b, difference: runDifference(a, b) };
}

/** The run before the one that is looked at; the newest other one for the first of all. */
function runBefore(runs: Runs, after: string | undefined): string | undefined {
  const at = runs.findIndex(({ id }) => id === after);
  return (runs[at + 1] ?? runs.find(({ id }) => id !== after))?.id;
}

type Compared = NonNullable<Awaited<ReturnType<typeof compare>>>;

async function shown(db: Db, { before, after, difference }: Compared) {
  const rows = difference.rows.slice(0, ROWS_SHOWN);
  const side = (run: Compared["before"]) => ({
    id: run.id,
    createdAt: run.createdAt.toISOString(),
    author: run.author,
    version: run.version,
    figures: runFigures({ ...run, mentees: run.mentees.length }),
  });
  return {
    before: side(before),
    after: side(after),
    sameInput: before.inputHash === after.inputHash,
    criteria: criteriaDifference(before, after),
    counts: RUN_CHANGES.map((change) => ({
      change,
      count: difference.rows.filter((row) => row.change === change).length,
    })),
    same: difference.same,
    rescored: difference.rescored,
    open: difference.open,
    all: difference.rows.length,
    rows: withNames(await namesOf(db, idsOf(rows)), rows),
  };
}

function idsOf(rows: readonly MenteeDifference[]): string[] {
  return rows.flatMap(({ mentee, before, after }) => [
    mentee,
    ...[...before, ...after].map(({ mentor }) => mentor),
  ]);
}

function withNames(
  names: ReadonlyMap<string, NamedEnrolment>,
  rows: readonly MenteeDifference[],
) {
  const partners = (list: MenteeDifference["before"]) =>
    list.map(({ mentor, score }) => ({
      id: mentor,
      name: names.get(mentor)?.name ?? "",
      score,
    }));
  return rows.map(({ mentee, change, before, after }) => ({
    id: mentee,
    name: names.get(mentee)?.name ?? "",
    organisation: names.get(mentee)?.organisation ?? null,
    change,
    before: partners(before),
    after: partners(after),
  }));
}
