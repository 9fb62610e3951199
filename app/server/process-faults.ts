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

/** The driver `postgres` may write to a socket just after it was closed. */
function isDriverFault(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /node_modules[\\/]postgres[\\/]/.test(error.stack ?? "") &&
    /reading '(write|destroy|once)'/.test(error.message)
  );
}
