import type { RequestHandler } from "express";
import type { OpenDatabase } from "~/lib/database.server.ts";
import { answerPaused } from "./pause-page.ts";

/** `/healthz`: the process lives. `/readyz`: its database answers and has this release's schema. */
export function answerHealth(database: OpenDatabase): RequestHandler {
  return (req, res, next) => {
    if (req.path === "/healthz") {
      res.type("text/plain").send("ok\n");
      return;
    }
    if (req.path !== "/readyz") return next();
    database.isReady().then((ready) => {
      res.status(ready ? 200 : 503).type("text/plain");
      res.send(ready ? "ready\n" : "not ready\n");
    }, next);
  };
}

/** While the database does not answer, pages say so at once instead of failing one by one. */
export function pauseWithoutDatabase(database: OpenDatabase): RequestHandler {
  return (req, res, next) => {
    res.locals.losses = database.losses();
    if (database.failures() === 0) return next();
    database
      .answers()
      .then((answers) => (answers ? next() : answerPaused(req, res)), next);
  };
}
