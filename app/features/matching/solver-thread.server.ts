import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Hindrance, Insisted } from "~/domain/matching/insist.ts";
import type { SolveProgress } from "~/domain/matching/progress.ts";
import type { Trial, TrialResult } from "~/domain/matching/what-if.ts";
import type { PairOfIds } from "~/domain/scoring/types.ts";
import { environment } from "~/lib/env.server.ts";
import { projectRoot } from "~/lib/project-root.server.ts";
import type { Solve } from "./carry-out.server.ts";
import type { MatchingTask } from "./compute.server.ts";
import type { Suggestion } from "./exchanging.server.ts";
import type { WantedPair } from "./insisting.ts";
import type { TrialStart } from "./what-if-messages.ts";

type Result = Awaited<ReturnType<Solve>>;

/**
 * What the thread is asked: the matching of a run, how another way of matching would differ, what a pair would do, or what
 * could follow a pair that fell through.
 */
export type SolverQuestion =
  | {
      readonly kind: "run";
      readonly task: MatchingTask;
      /** Whether what answers questions about the run later is made as well. */
      readonly keeps: boolean;
    }
  | {
      readonly kind: "trial";
      readonly start: Pick<TrialStart, "facts" | "saved" | "before">;
      readonly trial: Trial;
    }
  | ({ readonly kind: "insist" } & InsistQuestion)
  | {
      readonly kind: "exchange";
      readonly task: MatchingTask;
      /** Without pins. */
      readonly proposed: readonly PairOfIds[];
    };

/** What a pair would do to proposals as they stand; see `insistingById`. */
export interface InsistQuestion {
  readonly task: MatchingTask;
  /** Without pins. */
  readonly proposals: readonly PairOfIds[];
  /** Of the run's proof, by mentor; a quicker start. */
  readonly prices: Readonly<Record<string, number>> | null;
  readonly wanted: WantedPair;
}

/** What the thread says; when it fails it ends with the error itself. */
export type SolverAnswer =
  | { readonly kind: "progress"; readonly progress: SolveProgress }
  | { readonly kind: "done"; readonly result: Answered };

type Answered = Result | TrialResult | Insisted | Hindrance | Suggestion | null;

/** The bundle beside the server. */
const WORKER_FILE = path.join(projectRoot(), "build", "matching-worker.mjs");

/** A thread that has computed before answers several times sooner, so one is kept. It does not keep the process alive. */
const idle = new Map<string, Worker>();

/**
 * Computes a matching in a thread of its own, so that pages are served meanwhile; the signal ends it at once.
 *
 * @param file  the bundled worker; the one beside the server by default
 */
export function solverThread(file = WORKER_FILE): Solve {
  return async (task, { onProgress, signal }) =>
    // the thread answers each kind of question with its kind of result
    (await inThread(
      file,
      { kind: "run", task, keeps: true },
      onProgress,
      signal,
    )) as Result;
}

/** The same of which the pairs are all that is wanted, such as for first meetings. */
export const matchInThread: Solve = async (task, { onProgress, signal }) =>
  // as above
  (await inThread(
    WORKER_FILE,
    { kind: "run", task, keeps: false },
    onProgress,
    signal,
  )) as Result;

/** Matches anew in the same thread and says what would change; see `openTrials`. */
export async function tryInThread(
  start: Pick<TrialStart, "facts" | "saved" | "before">,
  trial: Trial,
  signal: AbortSignal,
): Promise<TrialResult | null> {
  const { facts, saved, before } = start;
  const question = {
    kind: "trial",
    start: { facts, saved, before },
    trial,
  } as const;
  // as above
  return (await inThread(
    WORKER_FILE,
    question,
    () => {},
    signal,
  )) as TrialResult | null;
}

/** What insisting on a pair does where that takes a whole matching. */
export async function insistInThread(
  asked: InsistQuestion,
  file = WORKER_FILE,
): Promise<Insisted | Hindrance> {
  const { task, proposals, prices, wanted } = asked;
  const question = {
    kind: "insist",
    task,
    proposals: proposals.map(({ mentee, mentor }) => ({ mentee, mentor })),
    prices,
    wanted,
  } as const;
  const { signal } = new AbortController();
  // as above
  return (await inThread(file, question, () => {}, signal)) as
    Insisted | Hindrance;
}

/** The proposals that would best follow a pair that fell through; see `exchangeOf`. */
export async function exchangeInThread(
  task: MatchingTask,
  proposed: readonly PairOfIds[],
  file = WORKER_FILE,
): Promise<Suggestion | null> {
  const question = { kind: "exchange", task, proposed } as const;
  const { signal } = new AbortController();
  // as above
  return (await inThread(
    file,
    question,
    () => {},
    signal,
  )) as Suggestion | null;
}

async function inThread(
  file: string,
  question: SolverQuestion,
  onProgress: (progress: SolveProgress) => void,
  signal: AbortSignal,
): Promise<Answered> {
  signal.throwIfAborted();
  const worker = take(file);
  try {
    const result = await ask(worker, question, onProgress, signal);
    keep(file, worker);
    return result;
  } catch (error) {
    void worker.terminate();
    throw error;
  }
}

/** Starts the thread that the first run will use, so that it does not wait for the thread to load. */
export function warmSolverThread(file = WORKER_FILE): void {
  if (!idle.has(file)) keep(file, take(file));
}

function take(file: string): Worker {
  const worker = idle.get(file);
  idle.delete(file);
  worker?.ref();
  return worker ?? begin(file);
}

function begin(file: string): Worker {
  const worker = new Worker(file, {
    resourceLimits: {
      maxOldGenerationSizeMb: environment().MATCHING_MEMORY_MB,
    },
  });
  const forget = () => {
    if (idle.get(file) === worker) idle.delete(file);
  };
  return worker.on("error", forget).on("exit", forget);
}

function keep(file: string, worker: Worker): void {
  if (idle.has(file)) {
    void worker.terminate();
    return;
  }
  worker.unref();
  idle.set(file, worker);
}

function ask(
  worker: Worker,
  question: SolverQuestion,
  onProgress: (progress: SolveProgress) => void,
  signal: AbortSignal,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const hear = (message: SolverAnswer) => {
      if (message.kind === "progress") return onProgress(message.progress);
      leave();
      resolve(message.result);
    };
    const stop = () => {
      leave();
      reject(new DOMException("the run was cancelled", "AbortError"));
    };
    const fail = (error: unknown) => {
      leave();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const end = (code: number) =>
      fail(new Error(`the matching thread ended with code ${code}`));
    // one by one: a worker has listeners of its own, which must stay
    const leave = () => {
      signal.removeEventListener("abort", stop);
      worker.off("message", hear).off("error", fail).off("exit", end);
    };
    signal.addEventListener("abort", stop);
    worker.on("message", hear).on("error", fail).on("exit", end);
    worker.postMessage(question);
  });
}
