import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

interface DriverOptions {
  path?: string | false;
  host: string[];
  port: number[];
}

const CHECK_EVERY_MS = 1_000;

/** A server that hangs up at once is not called again sooner; the driver alone would do so without a pause. */
const REDIAL_PAUSE_MS = 200;

/**
 * Opens the driver's sockets and destroys those that went silent: something was sent and nothing
 * came back for longer than a query may take. Without it a connection whose other side vanished
 * keeps its place in the pool until the operating system gives up, about a quarter of an hour.
 * An idle connection may be closed too, which costs the next query about 10 ms.
 *
 * @param silenceMs how long an answer may take; 0 for as long as it likes
 */
export function openSocket(
  silenceMs: number,
): (options: DriverOptions) => Promise<net.Socket> {
  let last: net.Socket | undefined;
  return async ({ path, host, port }) => {
    if (last?.destroyed && last.bytesRead === 0) await sleep(REDIAL_PAUSE_MS);
    const socket = path
      ? net.connect(path)
      : net.connect(port[0] ?? 5432, host[0] ?? "localhost");
    Object.assign(socket, { host: host[0], port: port[0] }); // the driver names the server in TLS by these
    if (silenceMs) watch(socket, silenceMs + CHECK_EVERY_MS);
    last = socket;
    return socket;
  };
}

/** Counts bytes instead of listening: for TLS the driver removes every listener of the socket. */
function watch(socket: net.Socket, silenceMs: number): void {
  let said = 0;
  let heardThen = 0;
  let waitingSince: number | undefined;
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    if (socket.bytesRead !== heardThen) waitingSince = undefined;
    if (socket.bytesWritten !== said) {
      waitingSince ??= performance.now();
      said = socket.bytesWritten;
    }
    heardThen = socket.bytesRead;
    if (
      waitingSince !== undefined &&
      performance.now() - waitingSince > silenceMs
    )
      socket.destroy();
  }, CHECK_EVERY_MS);
  timer.unref();
}
