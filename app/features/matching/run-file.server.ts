import type { Db } from "db/client.ts";
import {
  cohorts,
  criteriaSets,
  matchingRuns,
  people,
  programmes,
  type StoredMatchingResult,
} from "db/schema/index.ts";
import { and, eq } from "drizzle-orm";
import { runFigures } from "~/domain/reporting/run-figures.ts";
import type { Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { coordinatedBy } from "~/features/programmes/access.server.ts";
import type { Context } from "~/lib/context.ts";
import { csvFile } from "~/lib/csv-file.server.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import {
  gatherRows,
  workbookFile,
  workbookInThread,
  type WriteWorkbook,
} from "~/lib/workbook.server.ts";
import { namesOf } from "./people.server.ts";
import { MOST_IN_WORKBOOK, pairsTable, unmatchedTable } from "./run-tables.ts";

/**
 * What came out of a run as a file for a spreadsheet, in the reader's language: `pairs.csv`, `unmatched.csv`, or both
 * with what the run was computed from as `run.xlsx`.
 *
 * @throws {NotFoundError} if there is no such file or run in the actor's programmes, or the run has not finished
 * @throws {ConflictError} `runs:errors.too_large` if a workbook could not hold it
 */
export async function runFile(
  ctx: Context,
  runId: string,
  file: string | undefined,
  locale: Locale,
  write: WriteWorkbook = workbookInThread,
): Promise<Response> {
  if (!isRunFile(file)) throw new NotFoundError();
  const run = await readRun(ctx, runId);
  const { input, result } = run;
  if (file === "run.xlsx" && result.pairs.length > MOST_IN_WORKBOOK)
    throw new ConflictError("runs:errors.too_large");
  const names = await namesOf(ctx.db, [
    ...input.mentees.map(({ id }) => id),
    ...input.mentors.map(({ id }) => id),
  ]);
  const facts = { ...input, names };
  const t = translator(locale, "runs");
  const title = (part: "pairs" | "unmatched" | "workbook") =>
    `${run.cohort} ${t(`files.${part}`)}`;
  if (file === "pairs.csv") {
    const { header, rows } = pairsTable(facts, result, locale);
    return csvFile(title("pairs"), header, rows);
  }
  if (file === "unmatched.csv") {
    const { header, rows } = unmatchedTable(facts, result, locale);
    return csvFile(title("unmatched"), header, rows);
  }
  const pairs = pairsTable(facts, result, locale);
  const unmatched = unmatchedTable(facts, result, locale);
  const sheets = [
    { name: t("sheet.pairs"), ...pairs, rows: await gatherRows(pairs.rows) },
    {
      name: t("sheet.unmatched"),
      ...unmatched,
      rows: await gatherRows(unmatched.rows),
    },
    { name: t("sheet.about"), ...aboutTable(run, locale) },
  ];
  const how = { rightToLeft: locale === "ar" };
  return workbookFile(title("workbook"), sheets, how, write);
}

const RUN_FILES = ["pairs.csv", "unmatched.csv", "run.xlsx"] as const;

function isRunFile(
  file: string | undefined,
): file is (typeof RUN_FILES)[number] {
  return RUN_FILES.some((known) => known === file);
}

async function readRun(ctx: Context, runId: string) {
  const [row] = await finished(ctx.db).where(
    and(
      eq(matchingRuns.id, runId),
      eq(matchingRuns.state, "finished"),
      coordinatedBy(ctx.actor, cohorts.programmeId),
    ),
  );
  if (!row?.result) throw new NotFoundError();
  return { ...row, result: row.result };
}

function finished(db: Db) {
  return db
    .select({
      id: matchingRuns.id,
      createdAt: matchingRuns.createdAt,
      finishedAt: matchingRuns.finishedAt,
      input: matchingRuns.input,
      inputHash: matchingRuns.inputHash,
      result: matchingRuns.result,
      resultHash: matchingRuns.resultHash,
      cohort: cohorts.name,
      programme: programmes.name,
      version: criteriaSets.version,
      objective: criteriaSets.objective,
      author: people.fullName,
    })
    .from(matchingRuns)
    .innerJoin(cohorts, eq(cohorts.id, matchingRuns.cohortId))
    .innerJoin(programmes, eq(programmes.id, cohorts.programmeId))
    .innerJoin(criteriaSets, eq(criteriaSets.id, matchingRuns.criteriaSetId))
    .leftJoin(people, eq(people.id, matchingRuns.requestedBy));
}

type Run = Awaited<ReturnType<typeof readRun>>;

/** What the run was computed from, its figures and its proof: enough to say that a file belongs to a run. */
function aboutTable(run: Run, locale: Locale) {
  const t = translator(locale, "runs");
  const matching = translator(locale, "matching");
  const terms = translator(locale, "terms");
  const { input, result } = run;
  const points = (value: number | null) => value && value / 100;
  const figures = runFigures({
    ...result,
    mentees: input.mentees.length,
    mentors: input.mentors,
  });
  const scores = ["mean", "median", "worst", "total"] as const;
  const counts = [
    "matched",
    "blocking",
    "taken",
    "places",
    "unused",
    "mentees",
    "mentors",
  ] as const;
  return {
    header: [t("about.what"), t("about.value")],
    rows: [
      [t("about.programme"), run.programme],
      [t("about.cohort"), run.cohort],
      [t("about.run"), run.id],
      [t("about.started"), run.createdAt.toISOString()],
      [t("about.finished"), run.finishedAt?.toISOString() ?? null],
      [t("about.author"), run.author],
      [
        t("about.criteria"),
        matching("criteria_version", { version: run.version }),
      ],
      [t("about.objective"), terms(`objective.${run.objective}`)],
      [t("about.reference_date"), input.referenceDate],
      ...counts.map((name) => [
        t(`compare.figure_name.${name}`),
        figures[name],
      ]),
      ...scores.map((name) => [
        t(`compare.figure_name.${name}`),
        points(figures[name]),
      ]),
      [matching("input_hash"), run.inputHash],
      [matching("result_hash"), run.resultHash],
      ...certificateRows(result, locale),
    ],
  };
}

function certificateRows(
  { certificate }: StoredMatchingResult,
  locale: Locale,
): [string, string | number][] {
  const t = translator(locale, "runs");
  if (certificate === null)
    return [
      [t("about.certificate"), translator(locale, "matching")("proof_none")],
    ];
  return (["primal", "dual", "pairsChecked", "violations"] as const).map(
    (name) => [t(`about.${name}`), certificate[name]],
  );
}
