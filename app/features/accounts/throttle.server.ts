import type { Db } from "db/client.ts";
import { throttles } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { BlockList, isIP } from "node:net";
import { environment } from "~/lib/env.server.ts";
import { TooManyError } from "~/lib/errors.ts";

export interface Limit {
  readonly attempts: number;
  readonly seconds: number;
}

export const SIGN_IN_LIMIT: Limit = { attempts: 8, seconds: 15 * 60 };
/** Links by mail: for one account, and from one client address, behind which there may be an office. */
export const LINK_LIMIT: Limit = { attempts: 5, seconds: 60 * 60 };
export const LINK_LIMIT_OF_ADDRESS: Limit = { attempts: 20, seconds: 60 * 60 };

/**
 * Counts an attempt in each bucket (an address, an account) and refuses above the limit.
 * The count is in the database: it holds over restarts and for all processes.
 *
 * @throws {TooManyError} with the seconds to wait
 */
export async function countAttempt(
  db: Db,
  limit: Limit,
  clientAddress: string | null,
  buckets: readonly string[],
): Promise<void> {
  if (clientAddress !== null && isExempt(clientAddress)) return;
  const waits = await Promise.all(
    buckets.map((bucket) => count(db, limit, bucket)),
  );
  const wait = Math.max(...waits);
  if (wait > 0) throw new TooManyError(wait);
}

/** Takes one attempt back: a success. Others from the same address keep theirs. */
export async function uncountAttempt(db: Db, bucket: string): Promise<void> {
  await db
    .update(throttles)
    .set({ attempts: sql`greatest(0, ${throttles.attempts} - 1)` })
    .where(eq(throttles.bucket, bucket));
}

/** Forgets the attempts of an account that has just proved itself. */
export async function forgetAttempts(db: Db, bucket: string): Promise<void> {
  await db.delete(throttles).where(eq(throttles.bucket, bucket));
}

/** One more in the bucket; seconds to wait, or 0. */
async function count(db: Db, limit: Limit, bucket: string): Promise<number> {
  const windowEnd = sql`now() + make_interval(secs => ${limit.seconds})`;
  const [row] = await db
    .insert(throttles)
    .values({ bucket, attempts: 1, windowEndsAt: windowEnd })
    .onConflictDoUpdate({
      target: throttles.bucket,
      set: {
        attempts: sql`case when ${throttles.windowEndsAt} <= now() then 1 else ${throttles.attempts} + 1 end`,
        windowEndsAt: sql`case when ${throttles.windowEndsAt} <= now() then ${windowEnd} else ${throttles.windowEndsAt} end`,
      },
    })
    .returning({
      attempts: throttles.attempts,
      wait: sql<string>`ceil(extract(epoch from ${throttles.windowEndsAt} - now()))`,
    });
  return row && row.attempts > limit.attempts
    ? Math.max(1, Number(row.wait))
    : 0;
}

/** RATE_LIMIT_EXEMPT holds addresses and networks. */
function isExempt(clientAddress: string): boolean {
  const address = clientAddress.split("/")[0] ?? "";
  const list = new BlockList();
  for (const entry of environment().RATE_LIMIT_EXEMPT) {
    const [network = "", prefix] = entry.split("/");
    const family = isIP(network) === 6 ? "ipv6" : "ipv4";
    if (prefix) list.addSubnet(network, Number(prefix), family);
    else list.addAddress(network, family);
  }
  return (
    isIP(address) !== 0 &&
    list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")
  );
}
