import { topicName } from "~/domain/enrolment/topics.ts";
import type { UnmatchedCause } from "~/domain/matching/types.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { isConfidential } from "~/domain/scoring/reasons.ts";
import {
  CRITERIA,
  type CriterionLine,
  type MatchingFacts,
  type PairExplanation,
  type Party,
  type Reason,
} from "~/domain/scoring/types.ts";
import { scoreWord } from "~/domain/scoring/word.ts";
import type { Locale } from "~/i18n/locales.ts";
import { questionText, reasonText } from "~/i18n/reason-text.ts";
import { translator } from "~/i18n/translator.ts";

/** A workbook is made as a whole, in memory; CSV takes any number of pairs. */
export const MOST_IN_WORKBOOK = 5_000;

/** The people of a run, with the names that the frozen input leaves out. */
interface NamedFacts extends Pick<MatchingFacts, "mentees" | "mentors"> {
  readonly names: ReadonlyMap<string, { readonly name: string }>;
}

interface ResultPair {
  readonly mentee: string;
  readonly mentor: string;
  readonly score: number;
  readonly pinned: boolean;
  readonly explanation: PairExplanation;
}

type Row = (string | number | null)[];

export interface ResultTable {
  readonly header: string[];
  /** Made one by one, once. */
  readonly rows: Iterable<Row>;
}

/** All pairs of a run with the points and the sentence of every criterion; scores and points of a hundred. */
export function pairsTable(
  facts: NamedFacts,
  { pairs }: { readonly pairs: readonly ResultPair[] },
  locale: Locale,
): ResultTable {
  const t = translator(locale, "runs");
  const terms = translator(locale, "terms");
  const words = wordsIn(locale);
  const used = linesUsed(pairs);
  const cells = personCells(facts, locale);
  return {
    header: [
      ...personHeader(locale, "mentee"),
      ...personHeader(locale, "mentor"),
      t("table.score"),
      t("table.word"),
      t("table.pinned"),
      ...used.flatMap(({ criterion, reason }) => {
        const name =
          criterion === "question"
            ? questionText(reason, locale)
            : terms(`criterion.${criterion}`);
        return [t("table.points", { name }), t("table.reason", { name })];
      }),
      t("table.warnings"),
    ],
    rows: eachOf(pairs, ({ mentee, mentor, score, pinned, explanation }) => [
      ...cells(mentee),
      ...cells(mentor),
      score / 100,
      terms(`score_word.${scoreWord(score)}`),
      t(pinned ? "table.yes" : "table.no"),
      ...used.flatMap((column): Row => {
        const line = explanation.criteria.find(
          (each) => lineKey(each) === lineKey(column),
        );
        return line ? [line.points / 100, words(line.reason)] : [null, null];
      }),
      [...explanation.blockedBy, ...explanation.warnings]
        .map(words)
        .filter((text) => text !== "")
        .join("\n"),
    ]),
  };
}

function* eachOf<T>(items: Iterable<T>, row: (item: T) => Row): Generator<Row> {
  for (const item of items) yield row(item);
}

/** A line of every criterion that a pair was scored by, own questions last. */
function linesUsed(pairs: readonly ResultPair[]): CriterionLine[] {
  const lines = new Map<string, CriterionLine>();
  for (const { explanation } of pairs)
    for (const line of explanation.criteria) lines.set(lineKey(line), line);
  const known = CRITERIA.flatMap((name) => lines.get(name) ?? []);
  return [...known, ...[...lines.values()].filter(({ question }) => question)];
}

function lineKey({ criterion, question }: CriterionLine): string {
  return question === undefined ? criterion : `question ${question}`;
}

/** Everybody whom the run found no mentor for, and why. */
export function unmatchedTable(
  facts: NamedFacts,
  result: {
    readonly unmatched: readonly {
      readonly mentee: string;
      readonly cause: string;
    }[];
  },
  locale: Locale,
): ResultTable {
  const matching = translator(locale, "matching");
  const cells = personCells(facts, locale);
  return {
    header: [
      ...personHeader(locale, "mentee"),
      translator(locale, "runs")("table.cause"),
    ],
    rows: eachOf(result.unmatched, ({ mentee, cause }) => [
      ...cells(mentee),
      matching(`cause.${cause as UnmatchedCause}`),
    ]),
  };
}

function personHeader(locale: Locale, role: "mentee" | "mentor"): string[] {
  const t = translator(locale, "runs");
  return [
    t(`table.${role}`),
    t(`table.${role}_organisation`),
    t(`table.${role}_country`),
  ];
}

/** Name, organisation and country of somebody, the latter two as they were when the run was made. */
function personCells({ mentees, mentors, names }: NamedFacts, locale: Locale) {
  const parties = new Map<string, Party>(
    [...mentees, ...mentors].map((party) => [party.id, party]),
  );
  return (id: string): Row => {
    const party = parties.get(id);
    return [
      names.get(id)?.name ?? null,
      party?.organisation ?? null,
      party ? countryName(party.country, locale) : null,
    ];
  };
}

function wordsIn(locale: Locale): (reason: Reason) => string {
  const t = translator(locale, "reasons");
  const topic = (stored: string) => topicName(stored, locale);
  // files go from hand to hand: what was said in confidence is not in them
  return (reason) =>
    isConfidential(reason) ? "" : reasonText(t, locale, reason, topic);
}
