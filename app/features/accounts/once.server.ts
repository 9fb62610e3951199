import { idempotencyKeys } from "db/schema/index.ts";
import { and, eq, isNull, lt } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "~/lib/context.ts";
import { ConflictError } from "~/lib/errors.ts";
import { goTo, safePath } from "~/lib/reply.server.ts";
import { sha256 } from "./auth-sessions.server.ts";

/** How long a second submit waits for the first, and after which a claim without an answer is given up. */
const WAIT_MS = 8_000;
const STALE_MS = 60_000;

/**
 * Runs the deed of a form once: a second submit of the same form gets the answer of the first.
 * A claim is written before the deed and the answer after it; a refusal (4xx) gives the claim back.
 */
export async function once<T>(
  ctx: Context,
  request: Request,
  act: () => Promise<T>,
): Promise<T | Response> {
  const body = await request.clone().text();
  const key = keyOf(body, request.headers.get("Content-Type") ?? "");
  if (!key) return act();
  const claim = {
    accountId: ctx.actor.accountId,
    route: new URL(request.url).pathname,
    key,
  };
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const [won] = await ctx.db
      .insert(idempotencyKeys)
      .values({ ...claim, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning();
    if (won) return carryOut(ctx, claim, act);
    const [first] = await ctx.db
      .select()
      .from(idempotencyKeys)
      .where(matches(claim));
    if (first?.location) return goTo(safePath(first.location), "already_done");
    if (first && Date.now() > deadline) throw new ConflictError("conflict");
    if (first)
      await ctx.db
        .delete(idempotencyKeys)
        .where(
          and(
            matches(claim),
            isNull(idempotencyKeys.location),
            lt(idempotencyKeys.createdAt, new Date(Date.now() - STALE_MS)),
          ),
        );
    await sleep(50);
  }
}

type Claim = Pick<
  typeof idempotencyKeys.$inferSelect,
  "accountId" | "route" | "key"
>;

function matches(claim: Claim) {
  return and(
    eq(idempotencyKeys.accountId, claim.accountId),
    eq(idempotencyKeys.route, claim.route),
    eq(idempotencyKeys.key, claim.key),
  );
}

async function carryOut<T>(
  ctx: Context,
  claim: Claim,
  act: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await act();
    const location =
      answer instanceof Response && answer.status < 400
        ? answer.headers.get("Location")
        : null;
    if (location)
      await ctx.db
        .update(idempotencyKeys)
        .set({ location })
        .where(matches(claim));
    else await ctx.db.delete(idempotencyKeys).where(matches(claim));
    return answer;
  } catch (error) {
    await ctx.db.delete(idempotencyKeys).where(matches(claim));
    throw error;
  }
}

/**
 * What makes this deed this deed: the form's `_key` and everything it sent. The boundary of a
 * multipart body is chosen anew by the browser each time and does not count.
 */
function keyOf(body: string, contentType: string): string | null {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  const key = boundary
    ? /name="_key"\r\n\r\n([^\r\n]{1,200})\r\n/.exec(body)?.[1]
    : new URLSearchParams(body).get("_key");
  if (!key) return null;
  return sha256(boundary ? body.replaceAll(boundary, "") : body);
}
