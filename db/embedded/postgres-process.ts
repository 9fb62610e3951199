import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { StartupError } from "../startup-error.ts";
import { program } from "./binaries.ts";
import { postgresSurroundings } from "./cluster.ts";
import type { Identity } from "./identity.ts";
import { readPostmaster } from "./processes.ts";

/** Where the server listens: a socket's folder, or a loopback address where there are no unix sockets. */
export interface PostgresPlace {
  host: string;
  port: number;
  unix: boolean;
}

/**
 * Holds PostgreSQL by a pipe: when our end closes, however we end, the shell tells PostgreSQL to
 * shut down (SIGINT: end the sessions, lose nothing). When PostgreSQL ends first, so does the shell.
 */
const HOLD = `exec 3<&0
"$@" 3<&- </dev/null &
server=$!
( read _ <&3; kill -INT $server ) 2>/dev/null &
reader=$!
exec 3<&-
wait $server
status=$?
kill $reader 2>/dev/null
exit $status`;

const RESTART_PAUSE_MS = 250;

/** One PostgreSQL server process, started again whenever it ends without being asked to. */
export class Postgres {
  #child: ChildProcess | undefined;
  #gone: Promise<void> = Promise.resolve();
  #stopping = false;
  #lastWords = "";

  constructor(
    private readonly as: Identity,
    private readonly place: PostgresPlace,
    private readonly volatile: boolean,
    private readonly log: (line: string) => void,
  ) {}

  /**
   * Starts the server and waits until it accepts connections.
   *
   * @throws {StartupError} with PostgreSQL's last words if it ends, or after patienceMs
   */
  async start(patienceMs: number): Promise<void> {
    const until = Date.now() + patienceMs;
    const remains = readPostmaster(this.as.dataDir)?.writtenAt; // a killed server's file still says "ready"
    const child = this.#spawn();
    let ended = false;
    void this.#gone.then(() => (ended = true));
    while (!this.#isReady(remains)) {
      if (ended || Date.now() > until) {
        this.#stopping = true;
        child.stdin?.end();
        const why = this.#lastWords.trim().split("\n").at(-1) ?? "";
        throw new StartupError(
          `PostgreSQL did not start in ${this.as.dataDir} (${this.as.how}): ${why}`,
        );
      }
      await sleep(10);
    }
    void this.#gone.then(() => this.#restart());
  }

  /** Shuts the server down and waits for its end. */
  async stop(): Promise<void> {
    if (this.#stopping) return this.#gone;
    this.#stopping = true;
    this.#child?.ref();
    if (this.place.unix) this.#child?.stdin?.end("\n");
    else
      spawnSync(program(this.as.native, "pg_ctl"), [
        "stop",
        "-D",
        this.as.dataDir,
        "-m",
        "fast",
      ]);
    await this.#gone;
  }

  #isReady(remains: number | undefined): boolean {
    const running = readPostmaster(this.as.dataDir);
    return running?.status === "ready" && running.writtenAt !== remains;
  }

  async #restart(): Promise<void> {
    if (this.#stopping) return;
    this.log("PostgreSQL ended unexpectedly and is started again.");
    await sleep(RESTART_PAUSE_MS, undefined, { ref: false });
    try {
      if (!this.#stopping) await this.start(30_000);
    } catch (error) {
      this.log((error as Error).message);
      this.#stopping = false;
      void this.#restart();
    }
  }

  #spawn(): ChildProcess {
    const server = [...this.as.prefix, ...this.#commandLine()];
    const [command = "", ...rest] = this.place.unix
      ? ["/bin/sh", "-c", HOLD, "sh", ...server]
      : server;
    const child = spawn(command, rest, {
      ...this.as.spawn,
      ...postgresSurroundings(),
      detached: this.place.unix, // Ctrl-C must not stop the database before the application has finished
      stdio: ["pipe", "ignore", "pipe"],
    });
    this.#child = child;
    this.#gone = new Promise((resolve) =>
      child.once("exit", () => resolve()).once("error", () => resolve()),
    );
    child.stderr.on("data", (bytes: Buffer) => this.#hear(String(bytes)));
    child.stdin.on("error", () => {}); // it ended first
    for (const held of [child, child.stderr, child.stdin])
      (held as { unref?: () => void }).unref?.();
    return child;
  }

  #hear(words: string): void {
    this.#lastWords = (this.#lastWords + words).slice(-2_000);
    for (const line of words.split("\n")) if (line) this.log(line);
  }

  #commandLine(): string[] {
    const { unix, host, port } = this.place;
    const settings = {
      listen_addresses: unix ? "" : host,
      unix_socket_directories: unix ? `"${host}"` : "",
      port: String(port),
      max_connections: "200",
      shared_buffers: "128MB",
      dynamic_shared_memory_type: unix ? "mmap" : "windows", // a container's /dev/shm is 64 MB
      jit: "off",
      random_page_cost: "1.1", // the data is small and on a solid disk: an index costs what it reads
      log_min_messages: "fatal", // errors of queries reach whoever sent them
      ...(this.volatile ? VOLATILE : {}),
    };
    const options = Object.entries(settings).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]);
    return [
      program(this.as.native, "postgres"),
      "-D",
      this.as.dataDir,
      ...options,
    ];
  }
}

const VOLATILE = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum: "off",
};
