import type { RequestHandler } from "express";
import { refuse } from "./refusal.ts";

/**
 * Refuses everything but reading unless it comes from a page of ours: the Origin header, which
 * browsers always send with a form, must be exactly one of the accepted origins, and
 * Sec-Fetch-Site, which newer ones add and no page can set, must agree.
 */
export function guardOrigin(accepted: readonly string[]): RequestHandler {
  const origins = new Set(accepted);
  return (req, res, next) => {
    if (req.method === "GET" || req.method === "HEAD") return next();
    const site = req.headers["sec-fetch-site"];
    const ours = origins.has(req.headers.origin ?? "");
    if (!ours || (site !== undefined && site !== "same-origin"))
      return refuse(res, 403);
    next();
  };
}
