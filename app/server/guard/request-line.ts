import type { RequestHandler } from "express";
import { refuse, type Refusal } from "./refusal.ts";

const METHODS = new Set(["GET", "HEAD", "POST"]);
const LONGEST_URL = 8_192;
// oxlint-disable-next-line no-control-regex -- they are what it looks for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const VISIBLE_ASCII = /^[\u0021-\u007e]*$/;

/** Lets only the methods of forms and links through, with an address that can mean one thing only. */
export const guardRequestLine: RequestHandler = (req, res, next) => {
  if (!METHODS.has(req.method)) return refuse(res, 405);
  const fault = judgeUrl(req.url);
  if (fault) return refuse(res, fault);
  if (req.method !== "POST" && hasBody(req.headers)) return refuse(res, 400);
  next();
};

/** @returns why an address (path and query, as sent) is refused, or undefined if it is fine */
function judgeUrl(url: string): Refusal | undefined {
  if (url.length > LONGEST_URL) return 414;
  if (!url.startsWith("/") || !VISIBLE_ASCII.test(url)) return 400;
  const [path = "", ...rest] = url.split("?");
  const decodedPath = decode(path);
  const decodedQuery = decode(rest.join("?").replaceAll("+", " "));
  if (decodedPath === undefined || decodedQuery === undefined) return 400;
  if (CONTROL.test(decodedPath) || CONTROL.test(decodedQuery)) return 400;
  return isAmbiguous(path) ? 404 : undefined;
}

/** Spellings that URL parsers read differently: `//`, `\`, and dot segments, plain or encoded. */
function isAmbiguous(path: string): boolean {
  if (path.includes("//") || path.includes("\\")) return true;
  return path
    .replace(/%2e/gi, ".")
    .split(/\/|%2f|%5c/i)
    .some((segment) => segment === "." || segment === "..");
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a stray % or bytes that are not UTF-8
  }
}

function hasBody(headers: NodeJS.Dict<string | string[]>): boolean {
  const length = headers["content-length"];
  return (
    headers["transfer-encoding"] !== undefined ||
    (length !== undefined && length !== "0")
  );
}
