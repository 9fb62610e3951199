import type { Db } from "db/client.ts";
import { enqueue } from "~/lib/queue.server.ts";

/** Has it worked out what could be proposed to the coordinator instead of a pair that came to nothing, once for each. */
export function queueNextBest(tx: Db, pairingId: string): Promise<void> {
  return enqueue(
    tx,
    "matching.next-best",
    { pairingId },
    { key: `matching.next-best:${pairingId}`, maxAttempts: 3 },
  );
}
