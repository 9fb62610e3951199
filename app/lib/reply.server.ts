import { json, redirect } from "@remix-run/node";
import { commitFlash, type FlashKey } from "./flash.server.ts";

/** Answers a loader or an action. The one place that knows how this version of Remix sends data. */
export function reply<T>(data: T, status = 200, headers?: HeadersInit) {
  return json(data, { status, headers });
}

/** After a deed: on to a page of ours (never a path that came from outside), with a word of what happened. */
export function goTo(path: `/${string}`, flash?: FlashKey) {
  return redirect(path, {
    status: 303,
    headers: flash ? { "Set-Cookie": commitFlash(flash) } : {},
  });
}

/**
 * A path of this site, or the fallback. Parsed with URL, because "/\t/evil" and "/\\evil" pass every
 * check that only looks at the first characters.
 */
export function safePath(
  candidate: string | null | undefined,
  fallback: `/${string}` = "/",
): `/${string}` {
  if (!candidate?.startsWith("/")) return fallback;
  const base = "http://passerelle.invalid";
  if (!URL.canParse(candidate, base)) return fallback;
  const url = new URL(candidate, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return fallback;
  return `/${url.pathname.slice(1)}${url.search}`;
}
