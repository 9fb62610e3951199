import type { Request, Response } from "express";
import { inAllLanguages, plainPage } from "./plain-page.ts";

/** Never repeated in a page, not even to the person who sent them. */
const SECRET = /password|code|token|secret/i;

/** Answers 503 with a page that needs nothing, and offers to send a form again so that its text is not lost. */
export function answerPaused(req: Request, res: Response): void {
  const fields = keptFields(req, res);
  const again = req.method === "POST" ? resendForm(req, fields) : retryLink;
  res.status(503).set("Retry-After", "5").type("html");
  res.send(
    plainPage(
      ({ title, text, kept }) => ({
        title: title["503"],
        paragraphs: [text.unavailable, ...(fields.length > 0 ? [kept] : [])],
      }),
      again,
    ),
  );
}

const words = inAllLanguages((texts) => texts.again);
const retryLink = `<p><a href="">${words}</a></p>`;

function resendForm(req: Request, fields: readonly [string, string][]): string {
  if (fields.length === 0) return "";
  const inputs = fields.map(
    ([name, value]) =>
      `<textarea hidden name="${escape(name)}">\n${escape(value)}</textarea>`,
  );
  return `<form method="post" action="${escape(req.originalUrl)}">${inputs.join("")}<button>${words}</button></form>`;
}

function keptFields(req: Request, res: Response): [string, string][] {
  const body = res.locals.body;
  const type = req.headers["content-type"] ?? "";
  if (!body || !/^application\/x-www-form-urlencoded/i.test(type)) return [];
  const fields = [...new URLSearchParams(body.toString("utf8"))];
  return fields.some(([name]) => SECRET.test(name)) ? [] : fields;
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
