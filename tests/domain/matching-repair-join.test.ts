import { expect, test, vi } from "vitest";
import { pairsOfState } from "~/domain/matching/repair/figures";
import { joinPeople } from "~/domain/matching/repair/join-people";
import { openState } from "~/domain/matching/repair/open-state";
import { proofOf } from "~/domain/matching/repair/proof";
import { type MatchEvent, repair } from "~/domain/matching/repair/repair";
import { keepState, restoreState } from "~/domain/matching/repair/state-bytes";
import { solveMatching } from "~/domain/matching/solve";
import type { MatchingProblem } from "~/domain/matching/types";
import { randomFrom } from "../support/matching-cases";
import { crowd, randomEvent, World } from "../support/repair-world";

vi.setConfig({ testTimeout: 120_000 });

/** 1 % of the scale for the pair that ends, and for the one that begins. */
const PENALTY = 200;

/** The first so many of them. */
function first(
  whole: MatchingProblem,
  mentees: number,
  mentors: number,
): MatchingProblem {
  return {
    ...whole,
    menteeIds: whole.menteeIds.slice(0, mentees),
    mentorIds: whole.mentorIds.slice(0, mentors),
    demand: whole.demand.slice(0, mentees),
    capacity: whole.capacity.slice(0, mentors),
  };
}

/** Every so often the next one joins; until then nothing happens to them. */
const JOIN_EVERY = 12;

/** The next mentee or mentor who is not there yet, in turn; null when everybody is. */
function joining(
  whole: MatchingProblem,
  turn: number,
  n: number,
  m: number,
): MatchEvent | null {
  const isMentee = n < whole.menteeIds.length && turn % 2 === 0;
  if (isMentee)
    return {
      kind: "places",
      side: "mentee",
      person: n,
      places: whole.demand[n]!,
    };
  return m < whole.mentorIds.length
    ? {
        kind: "places",
        side: "mentor",
        person: m,
        places: whole.capacity[m]!,
      }
    : null;
}

/** Whether it happens to people who are there. */
function isAmong(event: MatchEvent, n: number, m: number): boolean {
  if (event.kind !== "places") return event.mentee < n && event.mentor < m;
  return event.person < (event.side === "mentee" ? n : m);
}

function walk(
  whole: MatchingProblem,
  seed: number,
  events: number,
  candidates?: number,
): number {
  const random = randomFrom(seed);
  const world = new World(whole);
  let [n, m] = [
    Math.ceil(0.6 * whole.menteeIds.length),
    Math.ceil(0.6 * whole.mentorIds.length),
  ];
  world.demand.fill(0, n);
  world.capacity.fill(0, m);
  const begun = first(whole, n, m);
  const { pairs, certificate } = solveMatching(begun);
  const { mentorPrice } = certificate!;
  let state = openState(begun, { pairs, mentorPrice }, { candidates });
  let joined = 0;
  for (let at = 0; at < events; at++) {
    const before = pairsOfState(state);
    const newcomer =
      at % JOIN_EVERY === 0 ? joining(whole, at / JOIN_EVERY, n, m) : null;
    const event = newcomer ?? randomEvent(world, before, random);
    if (event === null) continue;
    const where = `seed ${seed}, event ${at}: ${JSON.stringify(event)}`;
    if (newcomer?.kind === "places") {
      if (newcomer.side === "mentee") n++;
      else m++;
      state = joinPeople(state, first(whole, n, m));
      expect(pairsOfState(state), where).toEqual(before);
      joined++;
      if (joined % 5 === 0)
        state = restoreState(keepState(state), first(whole, n, m))!;
    } else if (!isAmong(event, n, m)) continue;
    world.base = new Set(
      before.map(({ mentee, mentor }) => `${mentee},${mentor}`),
    );
    world.take(event);
    repair(state, event);
    const now = pairsOfState(state);
    expect(world.faultOf(now), where).toBeNull();
    const { weights } = state.graph;
    expect(
      world.faultOfProof(now, shown(proofOf(state), whole), weights),
      where,
    ).toBeNull();
    expect(world.rankOf(now, PENALTY), where).toEqual(world.best(PENALTY));
  }
  return joined;
}

/** Whoever is not there yet has no value and no price. */
function shown(
  proof: ReturnType<typeof proofOf>,
  { menteeIds, mentorIds }: MatchingProblem,
): ReturnType<typeof proofOf> {
  return {
    value: proof.value,
    menteeValue: menteeIds.map((_, i) => proof.menteeValue[i] ?? 0),
    mentorPrice: mentorIds.map((_, j) => proof.mentorPrice[j] ?? 0),
  };
}

test.each(["coverage", "total"] as const)(
  "in 500 random events of %s people join whom nobody knew, and after each the pairs are the best there are, with a proof",
  (objective) => {
    expect(walk(crowd(1, objective, [44, 34]), 1, 500)).toBeGreaterThan(25);
  },
);

test("joins are exact in many small crowds, and where only few candidates are known", () => {
  let joined = 0;
  for (let seed = 2; seed < 40; seed++)
    joined += walk(
      crowd(seed, seed % 2 === 0 ? "coverage" : "total", [
        4 + (seed % 13),
        4 + (seed % 9),
      ]),
      seed,
      40,
      seed % 3 === 0 ? 1 + (seed % 4) : undefined,
    );
  expect(joined).toBeGreaterThan(80);
});

test("whoever is missing among the people of now, or would be one place too many, is refused", () => {
  const whole = crowd(3, "coverage", [12, 8]);
  const begun = first(whole, 2, 2);
  const { pairs } = solveMatching(begun);
  const state = openState(begun, { pairs });
  expect(() => joinPeople(state, first(whole, 1, 2))).toThrow(RangeError);
  const joined = joinPeople(state, whole);
  const all = whole.menteeIds.map((_, person): MatchEvent => ({
    kind: "places",
    side: "mentee",
    person,
    places: 2,
  }));
  expect(() => repair(joined, ...all)).toThrow("room");
});
