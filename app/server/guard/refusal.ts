import type { Response } from "express";
import { plainPage } from "../plain-page.ts";

/** How the guard answers instead of the application, and which texts say so. */
const ANSWERS = {
  400: ["400", "bad_request"],
  403: ["403", "bad_request"],
  404: ["404", "not_found"],
  405: ["400", "bad_request"],
  408: ["400", "bad_request"],
  413: ["413", "bad_request"],
  414: ["400", "bad_request"],
  415: ["400", "bad_request"],
  429: ["429", "too_many"],
  503: ["503", "too_many"],
} as const;

export type Refusal = keyof typeof ANSWERS;

/** Refuses a request with a small page. */
export function refuse(res: Response, status: Refusal): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (status === 429 || status === 503) res.set("Retry-After", "10");
  if (status === 405) res.set("Allow", "GET, HEAD, POST");
  const [title, text] = ANSWERS[status];
  const page = plainPage((texts) => ({
    title: texts.title[title],
    paragraphs: [texts.text[text]],
  }));
  res.status(status).type("html").send(page);
}
