/** The database cannot answer now: unreachable, restarting, or too slow. Trying again later makes sense. */
export class DatabaseUnavailableError extends Error {
  override name = "DatabaseUnavailableError";
}

/** Codes of the driver, the operating system and PostgreSQL that speak of the connection, not of the query. */
const CONNECTION_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "53300", // too many connections
  "57P01", // administrator's shutdown
  "57P02", // crash shutdown
  "57P03", // starting up
  "57P05", // idle session
  "25P03", // idle in transaction
]);

/** Whether an error says that the connection failed, rather than that the query was wrong. */
export function isConnectionError(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const code = (error as { code?: unknown }).code;
  return (
    typeof code === "string" &&
    (CONNECTION_CODES.has(code) || code.startsWith("08"))
  );
}

/** Whether an error, or what caused it, is the database being unavailable. */
export function isUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (
      cause instanceof DatabaseUnavailableError ||
      isConnectionError(cause) ||
      isStatementTimeout(cause)
    )
      return true;
  }
  return false;
}

function isStatementTimeout(error: Error): boolean {
  return (error as { code?: unknown }).code === "57014";
}
