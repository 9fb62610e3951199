import type { RequestHandler } from "express";
import { type Networks, throttleKey } from "./addresses.ts";
import { refuse } from "./refusal.ts";

const WINDOW_MS = 10_000;
const REQUESTS_PER_WINDOW = 300;
const MOST_ADDRESSES = 100_000;

/** Refuses what one address asks beyond 300 requests in ten seconds; assets are served before and not counted. */
export function guardFlood(exempt: Networks): RequestHandler {
  let counts = new Map<string, number>();
  let windowEnds = 0;
  return (_req, res, next) => {
    const address = res.locals.address;
    if (exempt.has(address)) return next();
    const now = performance.now();
    if (now > windowEnds || counts.size > MOST_ADDRESSES) {
      counts = new Map();
      windowEnds = now + WINDOW_MS;
    }
    const key = throttleKey(address);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count > REQUESTS_PER_WINDOW) return refuse(res, 429);
    next();
  };
}
