import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  fillCrowd,
  type ManagedCrowd,
} from "~/features/programmes/crowd.server";
import { openDatabase } from "~/lib/database.server";
import { readEnvironment } from "~/lib/env.server";
import { LISTS_CASE, pagesOf, type Page } from "./pages";

const PEOPLE = 10_000;
const ROUNDS = 20;
const WARM_ROUNDS = 3;
const PATIENCE_MS = 600_000;

/** How long one page of a server with a crowd takes. */
export interface PageLine {
  readonly case: typeof LISTS_CASE;
  readonly page: string;
  readonly people: number;
  readonly rounds: number;
  /** Milliseconds from the request to the last byte: queries, rendering and compression included. */
  readonly p50: number;
  readonly p95: number;
  /** Processor time a request, in milliseconds, of the server and of its database; null where nobody can tell. */
  readonly cpu: number | null;
  readonly databaseCpu: number | null;
  /** Of the text, before compression. */
  readonly kilobytes: number;
}

/**
 * Measures the pages of a cohort of ten thousand people as the built server answers them, one request at a time.
 *
 * @throws {Error} if a page does not answer with 200
 * Cost: some minutes, one of them inventing the people and matching them.
 */
export async function measurePages(
  print: (line: PageLine) => void,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "passerelle-bench-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  try {
    const crowd = await fill(folder, origin);
    server = await startServer(folder, port);
    await runMatching(origin, crowd);
    const runId = await runMatching(origin, crowd); // there is something to compare it with
    const only = process.env.BENCH_PAGES;
    for (const page of pagesOf(crowd, runId))
      if (only === undefined || page.name.includes(only))
        print(await lineOf(origin, crowd, page, server));
  } finally {
    await stop(server);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(folder: string, origin: string): Promise<ManagedCrowd> {
  const opened = await openDatabase(readEnvironment({ DATA_DIR: folder }));
  try {
    return await fillCrowd(opened.reports, PEOPLE, origin);
  } finally {
    await opened.close();
  }
}

async function startServer(
  folder: string,
  port: number,
): Promise<ChildProcess> {
  const script = path.join(path.dirname(process.argv[1] ?? ""), "server.mjs");
  const child = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: "error",
      RATE_LIMIT_EXEMPT: "127.0.0.1",
      npm_lifecycle_event: "bench", // it ends when the benchmark does
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await until(async () => {
    if (child.exitCode !== null) throw new Error("the server ended");
    const url = `http://127.0.0.1:${port}/readyz`;
    return (await fetch(url).catch(() => null))?.status === 200;
  });
  return child;
}

async function stop(server: ChildProcess | undefined): Promise<void> {
  if (!server || server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.kill("SIGTERM");
  await ended;
}

/** Has the whole cohort matched, as a coordinator does, and waits for it. */
async function runMatching(
  origin: string,
  { cohortId, cookies }: ManagedCrowd,
): Promise<string> {
  const headers = { Cookie: cookies.coordinator };
  const asked = await fetch(`${origin}/cohorts/${cohortId}/runs`, {
    method: "POST",
    headers: {
      ...headers,
      Origin: origin,
      "Content-Type": "application/x-www-form-urlencoded",
    },
    redirect: "manual",
  });
  const place = asked.headers.get("Location") ?? "";
  if (!place.startsWith("/runs/"))
    throw new Error(`the run was refused: ${asked.status}`);
  await until(async () => {
    const files = await fetch(`${origin}${place}/files/unmatched.csv`, {
      headers,
    });
    await files.arrayBuffer();
    return files.status === 200;
  });
  return place.slice("/runs/".length);
}

async function lineOf(
  origin: string,
  { cookies }: ManagedCrowd,
  page: Page,
  server: ChildProcess,
): Promise<PageLine> {
  const headers = { Cookie: cookies[page.as] };
  const times: number[] = [];
  let bytes = 0;
  let before: ProcessorTime | null = null;
  for (let round = -WARM_ROUNDS; round < ROUNDS; round += 1) {
    if (round === 0) before = processorTime(server);
    const from = performance.now();
    const answer = await fetch(`${origin}${page.path}`, {
      headers,
      redirect: "manual",
    });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200)
      throw new Error(`${page.name} answered ${answer.status}`);
    if (round >= 0) times.push(performance.now() - from);
  }
  const after = processorTime(server);
  times.sort((a, b) => a - b);
  return {
    case: LISTS_CASE,
    page: page.name,
    people: PEOPLE,
    rounds: ROUNDS,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    cpu: each(before?.server, after?.server),
    databaseCpu: each(before?.database, after?.database),
    kilobytes: Math.round(bytes / 1000),
  };
}

/** The difference of two readings, for one request. */
function each(before = Number.NaN, after = Number.NaN): number | null {
  const ms = (after - before) / ROUNDS;
  return Number.isNaN(ms) ? null : Math.round(ms);
}

/** In milliseconds since the processes began. */
interface ProcessorTime {
  readonly server: number;
  /** Everything that the server started. */
  readonly database: number;
}

/** Linux tells it in hundredths of a second. */
function processorTime({ pid = 0 }: ChildProcess): ProcessorTime | null {
  try {
    const all = fs
      .readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap(readStat);
    const mine = new Set([pid]);
    // children have greater numbers than their parents, unless the numbers began anew
    for (const { id, parent } of all.toSorted((a, b) => a.id - b.id))
      if (mine.has(parent)) mine.add(id);
    const sum = (of: (id: number) => boolean) =>
      all.reduce((ms, { id, time }) => (of(id) ? ms + time : ms), 0);
    return {
      server: sum((id) => id === pid),
      database: sum((id) => id !== pid && mine.has(id)),
    };
  } catch {
    return null;
  }
}

function readStat(name: string) {
  try {
    const stat = fs.readFileSync(`/proc/${name}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // of the process, and of children of it that have ended
    const ticks = fields.slice(11, 15).reduce((sum, n) => sum + Number(n), 0);
    return [{ id: Number(name), parent: Number(fields[1]), time: ticks * 10 }];
  } catch {
    return []; // it has ended meanwhile
  }
}

function quantile(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  return Number((sorted[at] ?? 0).toFixed(1));
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("waited for too long");
    await sleep(200);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address ? address.port : 0),
      );
    });
  });
}
