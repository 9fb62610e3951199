import type http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** How long running requests may go on after the signal to stop. */
const PATIENCE_MS = 10_000;

const answering = new WeakMap<http.Server, Set<http.ServerResponse>>();

/** Keeps in mind which requests a server is answering. */
export function noteAnswers(server: http.Server): void {
  const open = new Set<http.ServerResponse>();
  answering.set(server, open);
  server.on("request", (_req, res: http.ServerResponse) => {
    open.add(res);
    res.once("close", () => open.delete(res));
  });
}

/**
 * Stops a server without breaking anybody's request: answers go out with `Connection: close`, new
 * connections are refused, idle ones closed, and running requests get ten seconds.
 *
 * @param headStartMs  how long to go on accepting, for a balancer in front to notice
 */
export async function drain(
  server: http.Server,
  headStartMs: number,
): Promise<void> {
  server.prependListener("request", (_req, res: http.ServerResponse) => {
    res.setHeader("Connection", "close");
  });
  for (const res of answering.get(server) ?? [])
    if (!res.headersSent) res.setHeader("Connection", "close");
  if (headStartMs > 0) await sleep(headStartMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
