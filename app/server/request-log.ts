import type { RequestHandler } from "express";
import { log } from "~/lib/log.server.ts";

/** Long random words in a path are tokens of invitations, resets and feeds. Ids of rows (UUIDs) may stay. */
const TOKEN = /(?<=\/)(?![\da-f]{8}(?:-[\da-f]{4}){3}-)[\w-]{20,}/gi;

/** Logs each answered request: faults of ours as errors, the rest for debugging. Never a query or a token. */
export const logRequests: RequestHandler = (req, res, next) => {
  const began = performance.now();
  res.once("close", () => {
    const level = res.statusCode >= 500 ? "error" : "debug";
    log()[level]({
      requestId: res.locals.requestId,
      method: req.method,
      path: hideTokens(req.originalUrl),
      status: res.statusCode,
      ms: Math.round(performance.now() - began),
    });
  });
  next();
};

/** The path of an address without query and tokens. */
export function hideTokens(url: string): string {
  return (url.split("?")[0] ?? "").replace(TOKEN, ":token");
}
