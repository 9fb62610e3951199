import {
  type AppLoadContext,
  createRequestHandler,
  type ServerBuild,
} from "@remix-run/node";
import type {
  Request as Incoming,
  RequestHandler,
  Response as Outgoing,
} from "express";
import { pageOfRefusal } from "./refusal-page.ts";

/** Headers of the connection, and those by which a proxy or a stranger could speak for us. */
const NOT_PASSED =
  /^(host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|forwarded|x-forwarded-.*|x-http-method.*)$/;

/**
 * Hands requests to Remix. Unlike the stock adapter it builds addresses from the configured
 * origin, never from the Host header; gives Remix the body that the guard has read; always aborts
 * the request's signal when the answer is over, since Remix keeps the request in memory until then;
 * and waits for readers that are slower than we are.
 */
export function remixHandler(
  build: ServerBuild,
  contextOf: (req: Incoming, res: Outgoing) => AppLoadContext,
  originOf: (req: Incoming) => string,
  intercept: (status: number, req: Incoming, res: Outgoing) => boolean,
): RequestHandler {
  const handle = createRequestHandler(build, "production");
  return (req, res, next) => {
    const ended = new AbortController();
    res.once("close", () => ended.abort());
    const serve = async () => {
      const request = toRequest(req, res, originOf(req), ended.signal);
      const load = contextOf(req, res);
      const isAnswered = (answer: Response) =>
        res.headersSent || intercept(answer.status, req, res);
      const answer = await handle(request, load);
      // a database that has just failed is not asked for a page that says so
      if (isAnswered(answer)) return answer.body?.cancel();
      const response = await pageOfRefusal(answer, request, (asked, refusal) =>
        handle(asked, { ...load, refusal }),
      );
      if (isAnswered(response)) return response.body?.cancel();
      writeHead(res, response);
      if (response.body) await pump(response.body, res);
      else res.end();
    };
    serve().catch(next);
  };
}

function toRequest(
  req: Incoming,
  res: Outgoing,
  origin: string,
  signal: AbortSignal,
): Request {
  const headers = new Headers({ host: new URL(origin).host });
  for (const [name, value] of Object.entries(req.headers)) {
    if (value === undefined || NOT_PASSED.test(name)) continue;
    headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  const body = res.locals.body;
  const { method } = req;
  return new Request(`${origin}${req.originalUrl}`, {
    method,
    headers,
    signal,
    body,
  });
}

function writeHead(res: Outgoing, response: Response): void {
  res.status(response.status);
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") res.append(name, value);
    else res.set(name, value);
  }
}

async function pump(
  body: ReadableStream<Uint8Array>,
  res: Outgoing & { flush?: () => void },
): Promise<void> {
  const roomAgain = roomIn(res);
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    if (res.destroyed) return;
    const room = res.write(chunk);
    res.flush?.(); // compression holds small chunks back otherwise
    if (!room && !res.destroyed) await roomAgain();
  }
  res.end();
}

/**
 * Waits until the reader takes more, or has gone. One listener an answer: compression hands them to a stream of its own,
 * from which they cannot be taken back.
 */
function roomIn(res: Outgoing): () => Promise<void> {
  let goOn = () => {};
  res.on("drain", () => goOn());
  res.once("close", () => goOn());
  return () =>
    new Promise((resolve) => {
      goOn = resolve;
    });
}
