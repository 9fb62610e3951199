import type { StoredFigures } from "db/schema/matching.ts";
import type { StoredChange } from "db/schema/suggestions.ts";
import type { Insisted } from "~/domain/matching/insist.ts";
import type { Repaired } from "~/domain/matching/repair/repair.ts";
import type { MatchingProblem } from "~/domain/matching/types.ts";
import type { NamedEnrolment } from "./people.server.ts";

/** What there is to know besides; see `Insisted`. */
export type EffectNotes = Pick<Insisted, "isBest" | "floor" | "blocking">;

/** What an exchange does to the whole, and everybody it moves; by enrolment id. */
export interface Effect {
  readonly gain: StoredFigures;
  readonly changes: readonly StoredChange[];
  readonly notes: EffectNotes;
}

/** An effect with names instead of ids. */
export interface NamedEffect {
  readonly gain: StoredFigures;
  readonly notes: EffectNotes;
  readonly changes: readonly {
    readonly mentee: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly scoreBefore: number | null;
    readonly scoreAfter: number | null;
  }[];
}

/** What changes for the whole; negative where it loses. */
export function gainBetween(
  before: StoredFigures,
  after: StoredFigures,
): StoredFigures {
  return {
    people: after.people - before.people,
    secondPlaces: after.secondPlaces - before.secondPlaces,
    total: after.total - before.total,
  };
}

/** The effect of a repair of a run, or of insisting on a pair now, by id. */
export function effectOf(
  problem: MatchingProblem,
  repaired: Repaired | Insisted,
): Effect {
  const menteeId = (at: number) => problem.menteeIds[at] ?? "";
  const mentorId = (at: number | null) =>
    at === null ? null : (problem.mentorIds[at] ?? "");
  return {
    gain: gainBetween(repaired.before, repaired.after),
    changes: repaired.changes.map(({ mentee, from, to, ...scores }) => ({
      mentee: menteeId(mentee),
      from: mentorId(from),
      to: mentorId(to),
      ...scores,
    })),
    notes:
      "isBest" in repaired
        ? {
            isBest: repaired.isBest,
            floor: repaired.floor,
            blocking: repaired.blocking,
          }
        : { isBest: true, floor: null, blocking: null },
  };
}

/** Everybody whom effects name. */
export function peopleIn(
  effects: readonly (Pick<Effect, "changes"> | null | undefined)[],
): string[] {
  return effects.flatMap((effect) =>
    (effect?.changes ?? []).flatMap(({ mentee, from, to }) =>
      [mentee, from, to].filter((id) => id !== null),
    ),
  );
}

/** @param names of everybody in the effect (`peopleIn`) */
export function named(
  { gain, changes, notes }: Effect,
  names: ReadonlyMap<string, NamedEnrolment>,
): NamedEffect {
  return { gain, notes, changes: namedChanges(changes, names) };
}

/** @param names of everybody in the changes (`peopleIn`) */
export function namedChanges(
  changes: readonly StoredChange[],
  names: ReadonlyMap<string, NamedEnrolment>,
): NamedEffect["changes"] {
  const nameOf = (id: string) => names.get(id)?.name ?? "";
  return changes.map(({ mentee, from, to, ...scores }) => ({
    mentee: nameOf(mentee),
    from: from === null ? null : nameOf(from),
    to: to === null ? null : nameOf(to),
    ...scores,
  }));
}
