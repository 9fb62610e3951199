import { NotFoundError } from "./errors.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether something may be asked for as an id. */
export function isId(value: string): boolean {
  return UUID.test(value);
}

/** An id from a URL. Anything else does not exist: PostgreSQL would turn a mistyped link into an error of ours. */
export function readId(value: string | undefined): string {
  if (value === undefined || !isId(value)) throw new NotFoundError();
  return value.toLowerCase();
}
