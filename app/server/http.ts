import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
} from "express";
import http from "node:http";
import type { OpenDatabase } from "~/lib/database.server.ts";
import { acceptedOrigins, type Environment } from "~/lib/env.server.ts";
import { log } from "~/lib/log.server.ts";
import { noteAnswers } from "./drain.ts";
import { Networks, throttleKey } from "./guard/addresses.ts";
import { guardBody } from "./guard/body.ts";
import { guardFlood } from "./guard/flood.ts";
import { identify } from "./guard/identify.ts";
import { guardRequestLine } from "./guard/request-line.ts";
import { guardOrigin } from "./guard/same-origin.ts";
import { setSecurityHeaders } from "./guard/security-headers.ts";
import { answerHealth, pauseWithoutDatabase } from "./health.ts";
import { answerPaused } from "./pause-page.ts";
import { remixHandler } from "./remix-adapter.ts";
import { logRequests } from "./request-log.ts";
import { serveFiles } from "./static-files.ts";

const REQUEST_DEADLINE_MS = 30_000;
const QUIET_SOCKET_MS = 15_000;

/** What a server is made of. */
export interface ServerParts {
  settings: Environment;
  database: OpenDatabase;
  build: ServerBuild;
  /** the folder of the browser's files */
  files: string;
}

/** The whole application behind its guard. */
export function createApplication(parts: ServerParts): Express {
  const { settings, database } = parts;
  const origins = acceptedOrigins(settings);
  const app = express().disable("x-powered-by").disable("etag");
  app.set("query parser", false);
  app.use(setSecurityHeaders(origins[0].startsWith("https:")), logRequests);
  app.use(identify(new Networks(settings.TRUST_PROXY)));
  app.use(guardRequestLine, answerHealth(database), compression());
  app.use(serveFiles(parts.files));
  app.use(guardFlood(new Networks(settings.RATE_LIMIT_EXEMPT)));
  app.use(guardOrigin(origins), guardBody, limitTime);
  app.use(pauseWithoutDatabase(database), toRemix(parts, origins), answerFault);
  return app;
}

/** A server whose sockets cannot be held by senders or readers that have gone quiet. */
export function createServer(app: Express): http.Server {
  const server = http.createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 75_000, // guard/body.ts is stricter, by path
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 10_000,
      maxHeaderSize: 16 * 1024,
    },
    app,
  );
  server.timeout = QUIET_SOCKET_MS;
  server.maxHeadersCount = 100;
  noteAnswers(server);
  return server;
}

function toRemix(
  { build, database }: ServerParts,
  origins: readonly [string, ...string[]],
): RequestHandler {
  const byHost = new Map(origins.map((own) => [new URL(own).host, own]));
  const originOf = (req: express.Request) =>
    (req.method === "POST" && req.headers.origin) ||
    byHost.get(req.headers.host ?? "") ||
    origins[0];
  return remixHandler(
    build,
    (req, res) => ({
      nonce: res.locals.nonce,
      requestId: res.locals.requestId,
      clientAddress: throttleKey(res.locals.address),
      origin: originOf(req),
    }),
    originOf,
    (status, req, res) => {
      if (status !== 500 || database.losses() === res.locals.losses)
        return false;
      answerPaused(req, res);
      return true;
    },
  );
}

/** An answer that has not begun after half a minute is given up; thinking keeps the socket open that long. */
const limitTime: RequestHandler = (req, res, next) => {
  req.socket.setTimeout(REQUEST_DEADLINE_MS + 1_000);
  const timer = setTimeout(() => {
    if (res.headersSent) res.destroy();
    else answerPaused(req, res);
  }, REQUEST_DEADLINE_MS);
  res.once("close", () => {
    clearTimeout(timer);
    req.socket.setTimeout(QUIET_SOCKET_MS);
  });
  next();
};

/** What nobody expected: logged, and never shown. Express knows it by its four parameters. */
const answerFault: ErrorRequestHandler = (error, req, res, _next) => {
  log().error({ err: error as unknown, requestId: res.locals.requestId });
  if (res.headersSent) res.destroy();
  else if (res.locals.requestId)
    res.status(500).type("text/plain").send("Fault\n");
  else req.socket.destroy();
};
