import type { Response } from "express";

/** What the guard answers instead of the application: the status, and a word for whoever reads it. */
const WORDS = {
  400: "Bad request",
  403: "Forbidden: the form did not come from this site",
  404: "Not found",
  405: "Method not allowed",
  408: "The request took too long",
  413: "Too large",
  414: "Address too long",
  415: "Unsupported content type",
  429: "Too many requests",
  503: "Busy",
} as const;

export type Refusal = keyof typeof WORDS;

/** Refuses a request with a short plain text. */
export function refuse(res: Response, status: Refusal): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (status === 429 || status === 503) res.set("Retry-After", "10");
  if (status === 405) res.set("Allow", "GET, HEAD, POST");
  res.status(status).type("text/plain").send(`${WORDS[status]}\n`);
}
