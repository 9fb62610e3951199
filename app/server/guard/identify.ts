import type { RequestHandler } from "express";
import { type Networks, remoteAddress } from "./addresses.ts";

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the way Express lets its types be extended
  namespace Express {
    /** What the guard notes about a request on its way in. */
    interface Locals {
      /** security-headers.ts */
      nonce: string;
      /** security-headers.ts */
      requestId: string;
      /** who is asking */
      address: string;
      /** body.ts: only after a POST */
      body?: Buffer<ArrayBuffer>;
      /** health.ts: the database's failures before this request */
      losses: number;
    }
  }
}

/** Notes in `res.locals.address` who is asking. */
export function identify(trustedProxies: Networks): RequestHandler {
  return (req, res, next) => {
    res.locals.address = remoteAddress(req, trustedProxies);
    next();
  };
}
