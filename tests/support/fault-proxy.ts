import net from "node:net";
import { freePort, listen } from "./listen.ts";

/** What a proxy does to the connections that go through it. */
export type Fault =
  /** passes everything on */
  | "none"
  /** nobody listens */
  | "refuse"
  /** resets connections as soon as the application sends something */
  | "reset"
  /** closes every connection, new ones as soon as they are opened */
  | "hang-up"
  /** takes everything and never answers */
  | "blackhole";

/** A TCP proxy in front of a PostgreSQL socket that can be told to fail. */
export class FaultProxy {
  port = 0;
  /** connections taken so far */
  taken = 0;
  #fault: Fault = "none";
  #server: net.Server | undefined;
  readonly #pairs = new Set<[net.Socket, net.Socket]>();

  constructor(private readonly socketPath: string) {}

  async start(): Promise<void> {
    this.port ||= await freePort();
    this.#server = net.createServer((near) => this.#join(near));
    await listen(this.#server, this.port);
  }

  /** Changes what happens, to open connections too. */
  async fail(fault: Fault): Promise<void> {
    const before = this.#fault;
    this.#fault = fault;
    if (before === "refuse" && fault !== "refuse") await this.start();
    if (fault === "refuse") await this.stop();
    if (fault === "hang-up") this.cut();
  }

  /** Resets every open connection, once. */
  cut(): void {
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.cut();
    await closed;
  }

  #join(near: net.Socket): void {
    this.taken += 1;
    if (this.#fault === "hang-up") {
      near
        .on("error", () => {})
        .resume()
        .end();
      return;
    }
    const far = net.connect(this.socketPath);
    const pair: [net.Socket, net.Socket] = [near, far];
    this.#pairs.add(pair);
    near.on("data", (bytes) => {
      if (this.#fault === "reset") near.resetAndDestroy();
      else if (this.#fault !== "blackhole") far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (this.#fault !== "blackhole" && near.writable) near.write(bytes);
    });
    const part = () => {
      this.#pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const end of pair) end.on("close", part).on("error", part);
  }
}
