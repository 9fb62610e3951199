import type { RequestHandler } from "express";
import { randomBytes, randomUUID } from "node:crypto";

const FIXED = {
  "Cache-Control": "private, no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Gives each answer its request id, a script nonce of its own and the headers that browsers obey. */
export function setSecurityHeaders(secure: boolean): RequestHandler {
  return (_req, res, next) => {
    const nonce = randomBytes(16).toString("base64");
    const requestId = randomUUID();
    res.locals.nonce = nonce;
    res.locals.requestId = requestId;
    res.set(FIXED);
    res.set("X-Request-Id", requestId);
    res.set("Content-Security-Policy", contentPolicy(nonce));
    if (secure) res.set("Strict-Transport-Security", "max-age=31536000");
    next();
  };
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
