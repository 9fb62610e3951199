import pino, { type Logger } from "pino";
import { environment } from "./env.server.ts";

let logger: Logger | undefined;

/** The log: JSON lines on stderr. Never give it form contents, tokens or addresses of pages with a token. */
export function log(): Logger {
  return (logger ??= pino(
    {
      level: environment().LOG_LEVEL,
      base: undefined,
      serializers: { err: describeError },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: true }), // nothing is lost when the process ends
  ));
}

/** As deep as causes are followed. */
const MOST_CAUSES = 5;

/**
 * What the log keeps of an error: where it happened and of what kind, but neither the values of a
 * query nor PostgreSQL's detail, which quotes the row.
 */
export function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: typeof error };
  const { name, stack = "", cause } = error;
  const { code, constraint_name: constraint, query } = error as QueryError;
  const message =
    typeof query === "string" ? `query failed: ${query}` : error.message;
  const deeper = cause !== undefined && depth < MOST_CAUSES;
  return {
    type: name,
    message,
    code,
    constraint,
    // the stack begins with the message, which names the values
    stack: stack.slice(Math.max(0, stack.search(/^ {4}at /m))),
    ...(deeper ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

interface QueryError {
  code?: unknown;
  constraint_name?: unknown;
  /** drizzle's own errors and the driver's */
  query?: unknown;
}
