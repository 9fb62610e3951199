import pino, { type Logger } from "pino";
import { environment } from "./env.server.ts";

let logger: Logger | undefined;

/** The log: JSON lines on stderr. Never give it form contents, tokens or addresses of pages with a token. */
export function log(): Logger {
  return (logger ??= pino(
    {
      level: environment().LOG_LEVEL,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }), // nothing is lost when the process ends
  ));
}
