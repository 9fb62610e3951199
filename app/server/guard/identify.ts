import type { RequestHandler } from "express";
import { type Networks, remoteAddress } from "./addresses.ts";

/** Notes in `res.locals.address` who is asking. */
export function identify(trustedProxies: Networks): RequestHandler {
  return (req, res, next) => {
    res.locals.address = remoteAddress(req, trustedProxies);
    next();
  };
}
