import postgres from "postgres";
import { DatabaseUnavailableError, isConnectionError } from "./unavailable.ts";

/** The driver's query, with the parts that a deadline has to reach. */
interface DriverQuery extends Promise<unknown> {
  values(): DriverQuery;
  handler: (query: DriverQuery) => unknown;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** set once the query is on a connection */
  state: unknown;
  strings: string[];
  args: unknown[];
  options: { simple?: boolean };
}

interface DriverScope {
  unsafe(query: string, parameters?: unknown[], options?: object): DriverQuery;
  savepoint<T>(work: (scope: DriverScope) => Promise<T>): Promise<T>;
}

interface Driver extends DriverScope {
  options: {
    parsers: Record<string, unknown>;
    serializers: Record<string, unknown>;
  };
  begin<T>(work: (scope: DriverScope) => Promise<T>): Promise<T>;
  end(options: { timeout: number }): Promise<void>;
}

/** How long to wait before another broken pool is replaced, so that an outage does not make pools by the hundred. */
const REPLACE_PAUSE_MS = 250;
/** Consecutive failures after which queries are refused at once, except one try each pause. */
const OPEN_CIRCUIT_AFTER = 3;
const CIRCUIT_PAUSE_MS = 500;
/** An answer this recent says that the database works and the pool is merely busy. */
const BUSY_MS = 1_000;

/**
 * The driver behind a deadline. `postgres` alone leaves queued queries waiting for ever after a
 * lost connection, and a connection lost inside a transaction may never work again; so every
 * query gets a deadline, and a pool that lost a connection is replaced by a fresh one while its
 * running queries end. Queries are never sent twice.
 */
export class GuardedClient {
  /** drizzle writes its parsers here; each new pool takes them over */
  readonly options = {
    parsers: {} as Record<string, unknown>,
    serializers: {} as Record<string, unknown>,
  };
  #pool: Driver | undefined;
  #replacedAt = 0;
  #failures = 0;
  #losses = 0;
  #answeredAt = 0;
  #triedAt = 0;
  #ended = false;

  /** @param deadlineMs for each query, from being sent to being answered, waiting included; 0 for none */
  constructor(
    private readonly makePool: () => postgres.Sql,
    private readonly deadlineMs: number,
  ) {}

  /** Connection failures since the last answer; 0 means healthy as far as known. */
  get failures(): number {
    return this.#failures;
  }

  /** Connection failures since the pool was made. */
  get losses(): number {
    return this.#losses;
  }

  unsafe(text: string, parameters?: unknown[], options?: object): DriverQuery {
    const pool = this.#admit();
    return this.#timed(pool, pool.unsafe(text, parameters, options));
  }

  /** Runs work in a transaction; the deadline covers waiting for a connection and each query in it. */
  async begin<T>(work: (scope: DriverScope) => Promise<T>): Promise<T> {
    const pool = this.#admit();
    const fate = new Fate();
    const waiting = this.#countdown(
      pool,
      () => true,
      (error) => fate.lose(error),
    );
    const transaction = pool.begin((scope) => {
      clearTimeout(waiting);
      if (fate.lost) throw fate.lost;
      return fate.follow(work(this.#scope(pool, scope, fate)));
    });
    try {
      const result = await Promise.race([transaction, fate.loss]);
      this.#answered();
      return result;
    } catch (error) {
      throw this.#judge(pool, error);
    } finally {
      clearTimeout(waiting);
      fate.lost ??= new Error("the transaction is over");
      transaction.catch(() => {}); // after the deadline nobody else is listening
    }
  }

  /** Waits up to 5 s for running queries, then closes every connection; later queries are refused. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#pool?.end({ timeout: 5 });
  }

  #scope(pool: Driver, scope: DriverScope, fate: Fate): DriverScope {
    return {
      unsafe: (text, parameters, options) => {
        if (fate.lost) throw fate.lost; // the driver would write to a socket that is gone
        return this.#timed(pool, scope.unsafe(text, parameters, options), fate);
      },
      savepoint: async (work) => {
        if (fate.lost) throw fate.lost;
        return scope.savepoint((inner) =>
          fate.follow(work(this.#scope(pool, inner, fate))),
        );
      },
    };
  }

  #timed(pool: Driver, query: DriverQuery, fate?: Fate): DriverQuery {
    const { handler, resolve, reject } = query;
    let timer: NodeJS.Timeout | undefined;
    query.handler = (self) => {
      timer = this.#countdown(
        pool,
        () => !query.state,
        (error) => {
          if (!query.state) disarm(query);
          query.reject(error);
        },
      );
      return handler(self);
    };
    query.resolve = (value) => {
      clearTimeout(timer);
      this.#answered();
      resolve.call(query, value);
    };
    query.reject = (error) => {
      clearTimeout(timer);
      const judged = this.#judge(pool, error);
      if (judged instanceof DatabaseUnavailableError) fate?.lose(judged);
      reject.call(query, judged);
    };
    return query;
  }

  #countdown(
    pool: Driver,
    isWaiting: () => boolean,
    expire: (error: DatabaseUnavailableError) => void,
  ): NodeJS.Timeout | undefined {
    if (!this.deadlineMs) return undefined;
    return setTimeout(() => {
      // others are answered: the pool is busy, not broken
      const starved =
        isWaiting() && performance.now() - this.#answeredAt < BUSY_MS;
      if (!starved) this.#failed(pool);
      expire(
        new DatabaseUnavailableError(`no answer within ${this.deadlineMs} ms`),
      );
    }, this.deadlineMs);
  }

  /** Turns failures of the connection into one kind of error, and sees to a fresh pool after them. */
  #judge(pool: Driver, error: unknown): unknown {
    if (!isConnectionError(error)) return error;
    this.#failed(pool);
    return new DatabaseUnavailableError((error as Error).message, {
      cause: error,
    });
  }

  #answered(): void {
    this.#failures = 0;
    this.#answeredAt = performance.now();
  }

  #failed(pool: Driver): void {
    this.#failures += 1;
    this.#losses += 1;
    const now = performance.now();
    if (pool !== this.#pool || now - this.#replacedAt < REPLACE_PAUSE_MS)
      return;
    this.#replacedAt = now;
    this.#pool = undefined;
    pool.end({ timeout: 5 }).catch(() => {});
  }

  #admit(): Driver {
    if (this.#ended)
      throw new DatabaseUnavailableError("the connection pool is closed");
    const now = performance.now();
    if (this.#failures >= OPEN_CIRCUIT_AFTER) {
      if (now - this.#triedAt < CIRCUIT_PAUSE_MS)
        throw new DatabaseUnavailableError("the database does not answer");
      this.#triedAt = now;
    }
    return (this.#pool ??= this.#freshPool());
  }

  #freshPool(): Driver {
    const pool = this.makePool() as unknown as Driver; // the parts of it that drizzle uses
    Object.assign(pool.options.parsers, this.options.parsers);
    Object.assign(pool.options.serializers, this.options.serializers);
    return pool;
  }
}

/** What has become of a transaction's connection. */
class Fate {
  lost: Error | undefined;
  readonly loss: Promise<never>;
  #reject: (error: Error) => void = () => {};

  constructor() {
    this.loss = new Promise((_, reject) => (this.#reject = reject));
    this.loss.catch(() => {}); // it is only one side of a race
  }

  lose(error: Error): void {
    this.lost ??= error;
    this.#reject(error);
  }

  /**
   * Like work, but never settled once the connection is lost: the driver would send a commit or a
   * rollback to a socket that is gone, which spoils the connection for good or ends the process.
   */
  async follow<T>(work: Promise<T>): Promise<T> {
    const settled = await Promise.allSettled([work]);
    if (this.lost) return new Promise<never>(() => {});
    const [outcome] = settled;
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  }
}

/** A query given up while it waited for a connection must not act when one comes. */
function disarm(query: DriverQuery): void {
  query.strings = ["select 1"];
  query.args = [];
}
