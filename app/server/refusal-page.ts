import type { Refusal } from "~/lib/load-context.ts";

/** An address of no route, so that the one for all others answers; nobody sees it. */
const NOWHERE = "/-/refused";

/**
 * Turns a bare refusal into a page. Routes without a page of their own (deeds that only redirect, files) refuse with
 * data or plain text, which a person who pressed a button cannot read. The page is that of the route for addresses
 * that lead nowhere, asked as the same person; requests for data keep the data.
 *
 * @param ask  asks the application again, with the refusal to show
 * @returns the answer itself if it is no such refusal
 */
export async function pageOfRefusal(
  answer: Response,
  request: Request,
  ask: (request: Request, refusal: Refusal) => Promise<Response>,
): Promise<Response> {
  const url = new URL(request.url);
  if (answer.status < 400 || url.searchParams.has("_data") || isPage(answer))
    return answer;
  const refusal = await refusalOf(answer, request.method);
  const headers = new Headers(request.headers);
  headers.delete("content-type");
  headers.delete("content-length");
  const asked = new Request(url.origin + NOWHERE, {
    method: request.method === "HEAD" ? "HEAD" : "GET",
    headers,
    signal: request.signal,
  });
  const page = await ask(asked, refusal);
  const retry = answer.headers.get("Retry-After");
  if (retry !== null) page.headers.set("Retry-After", retry);
  return page;
}

function isPage(answer: Response): boolean {
  return answer.headers.get("Content-Type")?.startsWith("text/html") ?? false;
}

async function refusalOf(answer: Response, method: string): Promise<Refusal> {
  // Remix's own answer where a route has no loader: there is nothing to read here
  if (
    answer.headers.has("X-Remix-Error") &&
    method !== "POST" &&
    answer.status < 500
  )
    return { status: 404, key: "not_found" };
  const body: unknown = await answer.json().catch(() => null);
  return { status: answer.status, key: keyIn(body) };
}

/** Only what our own guard wrote. */
function keyIn(body: unknown): string {
  const isOurs =
    typeof body === "object" &&
    body !== null &&
    "error" in body &&
    typeof body.error === "string";
  return isOurs ? (body.error as string) : "fault";
}
