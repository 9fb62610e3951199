import { isUnavailable } from "~/lib/database.server.ts";
import { log } from "~/lib/log.server.ts";

/**
 * Decides what the process survives: a promise nobody waited for, and the named faults of a
 * connection that went away. Any other exception leaves unknown damage, so the process ends and
 * whoever started it starts it again.
 */
export function surviveKnownFaults(): void {
  process.on("unhandledRejection", (reason) => {
    log().error({ err: reason }, "a promise failed and nobody was waiting");
  });
  process.on("uncaughtException", (error) => {
    if (isUnavailable(error) || isDriverFault(error)) {
      log().error({ err: error }, "survived");
      return;
    }
    log().fatal({ err: error }, "ending: this should not have happened");
    process.exit(1);
  });
  // a reader of ours that went away, as in `npm start | head`
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", () => {});
}

/**
 * What the two drivers throw at nobody in particular when a connection goes away: `postgres` may
 * still use the socket it has just let go of, and `pg`, which serves the job queue, says so by an
 * error without a code.
 */
export function isDriverFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const [origin = ""] = /^ {4}at .*$/m.exec(error.stack ?? "") ?? [];
  if (/node_modules[\\/]postgres[\\/]/.test(origin))
    return error instanceof TypeError && /of null /.test(error.message);
  return (
    /node_modules[\\/]pg(-pool)?[\\/]/.test(origin) &&
    /^(Connection terminated|timeout exceeded)/.test(error.message)
  );
}
