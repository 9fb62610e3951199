import { hash, verify } from "@node-rs/argon2";
import { TooManyError } from "~/lib/errors.ts";

/** argon2id, 19 MiB, 2 passes (OWASP); about 6 ms on another thread. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** More at once would only make everybody wait, pages included. */
const AT_ONCE = 2;
const WAITING = 40;

let running = 0;
const queue: (() => void)[] = [];

/** At most two hashes at a time and forty waiting; beyond that people are asked to come back. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (queue.length >= WAITING) throw new TooManyError(5);
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize("NFKC"), OPTIONS));
}

/** A hash of nothing anybody knows: checking against it takes as long as checking a real one. */
let decoy: Promise<string> | undefined;

/** Whether the password fits; without a stored hash the answer is no, after the same time. */
export async function passwordFits(
  stored: string | null,
  password: string,
): Promise<boolean> {
  const against = stored ?? (await (decoy ??= hash("\u0000decoy", OPTIONS)));
  const fits = await inTurn(() =>
    verify(against, password.normalize("NFKC"), OPTIONS),
  );
  return fits && stored !== null;
}
