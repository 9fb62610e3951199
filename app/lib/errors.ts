/** Expected failures. The message is a key of the `errors` catalogue; the text of anything else never reaches a person. */
export class AppError extends Error {
  readonly status: number;
  readonly key: string;
  constructor(status: number, key: string) {
    super(key);
    this.status = status;
    this.key = key;
  }
}

/** There is no such thing, or not for this person. */
export class NotFoundError extends AppError {
  constructor(key = "not_found") {
    super(404, key);
  }
}

/** The person sees the thing but may not do this to it. */
export class ForbiddenError extends AppError {
  constructor(key = "access.denied") {
    super(403, key);
  }
}

/** The state of the thing does not allow the step: somebody was first, or a rule of the database says no. */
export class ConflictError extends AppError {
  constructor(key: string) {
    super(409, key);
  }
}

/** The request itself makes no sense. */
export class BadRequestError extends AppError {
  constructor(key = "bad_request") {
    super(400, key);
  }
}

/** Too many attempts; `retryAfterSeconds` goes into the header. */
export class TooManyError extends AppError {
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number, key = "too_many") {
    super(429, key);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

interface DatabaseError {
  code?: string;
  constraint_name?: string;
}

/** The constraint that refused a write, or null: drizzle hides the driver's error in `cause`. */
export function violatedConstraint(error: unknown): string | null {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause !== "object" || cause === null) return null;
  const { code, constraint_name: name } = cause as DatabaseError;
  return code?.startsWith("23") ? (name ?? null) : null;
}

/**
 * Runs a write and turns named constraint violations into conflicts; everything else passes through.
 *
 * @param keys  constraint name → key of the `errors` catalogue
 */
export async function refusing<T>(
  keys: Readonly<Record<string, string>>,
  write: () => Promise<T>,
) {
  try {
    return await write();
  } catch (error) {
    const key = keys[violatedConstraint(error) ?? ""];
    if (key) throw new ConflictError(key);
    throw error;
  }
}
