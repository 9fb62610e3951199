import express, { type RequestHandler } from "express";
import fs from "node:fs";
import path from "node:path";

const YEAR = "public, max-age=31536000, immutable";
const HOUR = "public, max-age=3600";

/**
 * Serves the built files. Their paths are known from the start, so that a page's address costs no
 * look at the disk; an asset of another build is a plain 404, upon which the browser loads anew.
 */
export function serveFiles(folder: string): RequestHandler {
  const known = new Set(listFiles(folder, ""));
  const send = express.static(folder, {
    index: false,
    redirect: false,
    cacheControl: false,
    fallthrough: false,
  });
  return (req, res, next) => {
    const isAsset = req.path.startsWith("/assets/");
    if (req.method === "POST" || (!isAsset && !known.has(req.path)))
      return next();
    if (!known.has(req.path)) {
      res.status(404).type("text/plain").send("Not found\n");
      return;
    }
    res.set("Cache-Control", isAsset ? YEAR : HOUR);
    send(req, res, next);
  };
}

function listFiles(folder: string, prefix: string): string[] {
  const entries = fs.readdirSync(path.join(folder, prefix), {
    withFileTypes: true,
  });
  return entries.flatMap((entry) => {
    const name = `${prefix}/${entry.name}`;
    if (entry.name.startsWith(".")) return [];
    return entry.isDirectory() ? listFiles(folder, name) : [name];
  });
}
