import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { actorForAccount } from "~/features/accounts/actor.server";
import { accountsList } from "~/features/accounts/administration.server";
import { auditPage } from "~/features/accounts/audit-log.server";
import { enrolmentFilters } from "~/features/enrolments/filters";
import { enrolmentList } from "~/features/enrolments/list.server";
import { runsPage } from "~/features/matching/preflight.server";
import { organisationFilters } from "~/features/organisations/filters";
import { organisationList } from "~/features/organisations/list.server";
import { readPairingQuery } from "~/features/pairings/filters";
import { pairingList } from "~/features/pairings/list.server";
import { attentionList } from "~/features/programmes/attention.server";
import { fillCrowd } from "~/features/programmes/crowd.server";
import { myPairs } from "~/features/sessions/pairs.server";
import type { Context } from "~/lib/context";
import { openDatabase, type OpenDatabase } from "~/lib/database.server";
import { readEnvironment } from "~/lib/env.server";

/** The lists of a cohort of ten thousand people, on an embedded database of their own. */
export const LISTS_CASE = "lists-10k";
const PEOPLE = 10_000;
const ROUNDS = 40;

interface ListLine {
  readonly case: typeof LISTS_CASE;
  readonly list: string;
  readonly query: string;
  readonly people: number;
  readonly rounds: number;
  /** Milliseconds from the call of the feature to its answer, database included. */
  readonly p50: number;
  readonly p95: number;
}

/**
 * Measures every list as the server answers it, without rendering.
 *
 * @param print  gets a line of JSON a list
 * Cost: about a minute, most of it inventing the people.
 */
export async function measureLists(
  print: (line: string) => void,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "passerelle-bench-"));
  const opened = await openDatabase(readEnvironment({ DATA_DIR: folder }));
  try {
    for (const { list, query, run } of await listsOf(opened)) {
      const times = await timesOf(run);
      const line: ListLine = {
        case: LISTS_CASE,
        list,
        query,
        people: PEOPLE,
        rounds: ROUNDS,
        p50: quantile(times, 0.5),
        p95: quantile(times, 0.95),
      };
      print(`${JSON.stringify(line)}\n`);
    }
  } finally {
    await opened.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function listsOf({ db, reports }: OpenDatabase) {
  const crowd = await fillCrowd(reports, PEOPLE);
  const now = new Date();
  const as = async (accountId: string): Promise<Context> => {
    const actor = await actorForAccount(db, accountId, "bench", now);
    if (!actor) throw new Error("the crowd has no such account");
    return { db, actor, now, requestId: null, origin: "http://127.0.0.1" };
  };
  const administrator = await as(crowd.administratorAccountId);
  const mentor = await as(crowd.mentorAccountId);
  return casesOf(administrator, mentor, crowd.cohortId).flatMap(
    ([list, queries, run]) =>
      queries.map((query) => ({
        list,
        query,
        run: () => run(new URLSearchParams(query)),
      })),
  );
}

type ListCase = readonly [
  name: string,
  queries: readonly string[],
  run: (params: URLSearchParams) => Promise<unknown>,
];

/** Every list with its addresses: without a filter, searched, and in each order. */
const casesOf = (
  administrator: Context,
  mentor: Context,
  cohortId: string,
): readonly ListCase[] => [
  [
    "people",
    ["", "q=lefevre", "sort=waiting", "sort=organisation", "state=submitted"],
    (params) =>
      enrolmentList(administrator, cohortId, enrolmentFilters(params)),
  ],
  [
    "organisations",
    ["", "q=rossi", "sort=country"],
    (params) => organisationList(administrator, organisationFilters(params)),
  ],
  [
    "pairings",
    ["", "status=all&sort=mentor", "status=all&q=rossi"],
    (params) => pairingList(administrator, cohortId, readPairingQuery(params)),
  ],
  ["sessions", [""], () => myPairs(mentor)],
  ["attention", [""], () => attentionList(administrator, cohortId)],
  [
    "audit",
    ["", "q=consent", "q=nothing"],
    (params) => auditPage(administrator, params),
  ],
  [
    "accounts",
    ["", "q=rossi"],
    (params) => accountsList(administrator, params),
  ],
  ["runs", [""], () => runsPage(administrator, cohortId)],
];

async function timesOf(run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = -3; round < ROUNDS; round += 1) {
    const from = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - from); // the first ones warm the caches
  }
  return times.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return Number((sorted[at] ?? 0).toFixed(1));
}
