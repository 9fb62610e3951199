import type { RunPair } from "./run-figures.ts";

/** What became of a mentee from one run to another, the gravest first. */
export const RUN_CHANGES = [
  "lost",
  "changed",
  "gained",
  "left",
  "entered",
] as const;
export type RunChange = (typeof RUN_CHANGES)[number];

export type Partner = Pick<RunPair, "mentor" | "score">;

/** A mentee whose mentors are not the same in both runs, or who took part in one of them only. */
export interface MenteeDifference {
  readonly mentee: string;
  readonly change: RunChange;
  readonly before: readonly Partner[];
  readonly after: readonly Partner[];
}

export interface RunDifference {
  readonly rows: readonly MenteeDifference[];
  /** How many mentees keep their mentors; `rescored`: so many of them with another score. */
  readonly same: number;
  readonly rescored: number;
  /** Mentees without a mentor in both. */
  readonly open: number;
}

/** The people and pairs of one run. */
interface Side {
  readonly mentees: readonly string[];
  readonly pairs: readonly RunPair[];
}

/**
 * Compares two runs mentee by mentee. The rows go by kind of change, then by how much of the score is won or lost,
 * the most first, then by id.
 */
export function runDifference(before: Side, after: Side): RunDifference {
  const [had, has] = [partners(before), partners(after)];
  const rows: MenteeDifference[] = [];
  const counts = { same: 0, rescored: 0, open: 0 };
  for (const mentee of new Set([...before.mentees, ...after.mentees])) {
    const [old, young] = [had.get(mentee), has.get(mentee)];
    const change = changeOf(old, young);
    if (change !== null)
      rows.push({ mentee, change, before: old ?? [], after: young ?? [] });
    else if (old?.length === 0) counts.open += 1;
    else {
      counts.same += 1;
      if (scoreOf(old) !== scoreOf(young)) counts.rescored += 1;
    }
  }
  return { rows: rows.sort(inOrder), ...counts };
}

/** The mentors of everybody who took part, in the order of ids. */
function partners({ mentees, pairs }: Side): ReadonlyMap<string, Partner[]> {
  const of = new Map<string, Partner[]>(mentees.map((id) => [id, []]));
  for (const { mentee, mentor, score } of pairs)
    of.get(mentee)?.push({ mentor, score });
  for (const list of of.values())
    list.sort((a, b) => (a.mentor < b.mentor ? -1 : 1));
  return of;
}

function changeOf(
  before: readonly Partner[] | undefined,
  after: readonly Partner[] | undefined,
): RunChange | null {
  if (before === undefined) return "entered";
  if (after === undefined) return "left";
  const key = (list: readonly Partner[]) =>
    list.map(({ mentor }) => mentor).join(" ");
  if (key(before) === key(after)) return null;
  if (after.length === 0) return "lost";
  return before.length === 0 ? "gained" : "changed";
}

function scoreOf(list: readonly Partner[] | undefined): number {
  return list?.reduce((sum, { score }) => sum + score, 0) ?? 0;
}

function inOrder(a: MenteeDifference, b: MenteeDifference): number {
  const weight = ({ before, after }: MenteeDifference) =>
    Math.abs(scoreOf(after) - scoreOf(before));
  return (
    RUN_CHANGES.indexOf(a.change) - RUN_CHANGES.indexOf(b.change) ||
    weight(b) - weight(a) ||
    (a.mentee < b.mentee ? -1 : 1)
  );
}
