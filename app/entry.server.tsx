import {
  createReadableStreamFromReadable,
  type ActionFunctionArgs,
  type AppLoadContext,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { PassThrough } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import { NOBODY, type Viewer, ViewerContext } from "~/components/viewer.ts";
import { viewerOf } from "~/features/accounts/viewer.server.ts";
import { localeOf } from "~/lib/locale.server.ts";
import { log } from "~/lib/log.server.ts";
import { NonceContext } from "~/lib/nonce.ts";

export { loadDemo } from "~/features/programmes/sample.server.ts";
export { startWorker } from "~/jobs/worker.ts";

const RENDER_DEADLINE_MS = 10_000;

/** Renders a page; the whole of it is sent at once when it is ready, so that a failure can still change the status. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  load: AppLoadContext,
): Promise<Response> {
  const viewer = remix.staticHandlerContext.loaderData.root
    ? NOBODY
    : await unknownViewer(request, status, load);
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={load.nonce}>
        <ViewerContext.Provider value={viewer}>
          <RemixServer context={remix} url={request.url} />
        </ViewerContext.Provider>
      </NonceContext.Provider>,
      {
        nonce: load.nonce,
        onAllReady() {
          clearTimeout(timer);
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          headers.append("Vary", "Accept-Language, Cookie");
          resolve(
            new Response(createReadableStreamFromReadable(body), {
              headers,
              status: failed ? 500 : status,
            }),
          );
          pipe(body);
        },
        onShellError(error) {
          clearTimeout(timer);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
        onError(error) {
          failed = true;
          log().error(
            { err: error, requestId: load.requestId },
            "rendering failed",
          );
        },
      },
    );
    const timer = setTimeout(abort, RENDER_DEADLINE_MS);
  });
}

/**
 * Whom an answer speaks to when the root loader said nothing: after a refused deed the same person;
 * after a fault only the language is known, since a database that has just failed is not asked again.
 */
async function unknownViewer(
  request: Request,
  status: number,
  load: AppLoadContext,
): Promise<Viewer> {
  const anybody = { ...NOBODY, locale: localeOf(request) };
  if (status >= 500) return anybody;
  return viewerOf(request, load).catch(() => anybody);
}

/** Errors of ours go to the log with the id of the request; what the person sees says nothing of them. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (request.signal.aborted) return;
  log().error({ err: error, requestId: context.requestId }, "a request failed");
}
