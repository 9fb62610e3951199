import type { Request, RequestHandler, Response } from "express";
import { isWholeMultipart } from "./multipart.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { isWholeUrlencoded } from "./urlencoded.ts";

interface Limit {
  bytes: number;
  /** for the whole body; each pause within it is cut by the socket's timeout */
  ms: number;
}

const FORM: Limit = { bytes: 64 * 1024, ms: 10_000 };
const UPLOAD: Limit = { bytes: 5 * 1024 * 1024, ms: 60_000 };
/** Where files may be sent to; everywhere else a form is a form. */
const UPLOAD_PATHS = [/^\/cohorts\/[^/]+\/import$/];

/** Bytes that all bodies being read may take together. */
const MOST_BUFFERED_BYTES = 64 * 1024 * 1024;
/** How long a refused sender may go on, so that it can read the refusal, before its socket is cut. */
const LINGER_MS = 2_000;

let buffered = 0;

/**
 * Reads the body of a POST whole, within limits of size and time, and refuses what is no form:
 * the form parsers of the framework answer such bodies with a fault of the server.
 * The bytes end up in `res.locals.body`.
 */
export const guardBody: RequestHandler = (req, res, next) => {
  if (req.method !== "POST") return next();
  const type = formType(req);
  if (!type) return turnAway(req, res, 415);
  const limit = limitOf(req);
  if (Number(req.headers["content-length"] ?? 0) > limit.bytes)
    return turnAway(req, res, 413);
  readBody(req, limit).then(
    (body) => {
      if (!isWhole(type, req, body)) return refuse(res, 400);
      res.locals.body = body;
      next();
    },
    (status: Refusal) => turnAway(req, res, status),
  );
};

type FormType = "application/x-www-form-urlencoded" | "multipart/form-data";

function formType(req: Request): FormType | undefined {
  const [type = "", ...parameters] = (req.headers["content-type"] ?? "").split(
    ";",
  );
  if (req.headers["content-encoding"] !== undefined) return undefined;
  const name = type.trim().toLowerCase();
  const charset = parameters.find((text) => /^\s*charset\s*=/i.test(text));
  if (charset && !/=\s*"?utf-?8"?\s*$/i.test(charset)) return undefined;
  return name === "application/x-www-form-urlencoded" ||
    name === "multipart/form-data"
    ? name
    : undefined;
}

function limitOf(req: Request): Limit {
  return UPLOAD_PATHS.some((path) => path.test(req.path)) ? UPLOAD : FORM;
}

function isWhole(type: FormType, req: Request, body: Buffer): boolean {
  return type === "multipart/form-data"
    ? isWholeMultipart(req.headers["content-type"] ?? "", body)
    : isWholeUrlencoded(body);
}

/** Rejects with the status to answer. */
function readBody(req: Request, limit: Limit): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject: (status: Refusal) => void) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (act: () => void) => {
      clearTimeout(timer);
      req.off("data", take).off("end", finish).off("close", lose);
      buffered -= size;
      size = 0;
      act();
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      buffered += chunk.length;
      if (size > limit.bytes) return settle(() => reject(413));
      if (buffered > MOST_BUFFERED_BYTES) return settle(() => reject(503));
      chunks.push(chunk);
    };
    const finish = () => settle(() => resolve(Buffer.concat(chunks)));
    const lose = () => settle(() => reject(400));
    const timer = setTimeout(() => settle(() => reject(408)), limit.ms);
    req.on("data", take).on("end", finish).on("close", lose);
  });
}

/** Refuses before the body was read: reads on for a moment and throws away, or the sender would see a reset. */
function turnAway(req: Request, res: Response, status: Refusal): void {
  refuse(res, status);
  if (req.complete) return;
  req.resume();
  const cut = setTimeout(() => req.socket.destroy(), LINGER_MS);
  req.once("end", () => clearTimeout(cut));
  req.once("close", () => clearTimeout(cut));
}
