import { parseCookies } from "./cookies.server.ts";
import flashes from "~/i18n/en/flash.json";

/** What can be said after a redirect; a key of the `flash` catalogue. */
export type FlashKey = keyof typeof flashes;

const NAME = "flash";

export function commitFlash(key: FlashKey): string {
  return `${NAME}=${key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60`;
}

/** The waiting word, if it is one of ours, and the header that takes it away. */
export function takeFlash(request: Request): {
  key: FlashKey | null;
  headers: HeadersInit;
} {
  const value = parseCookies(request).get(NAME);
  if (value === undefined) return { key: null, headers: {} };
  const key = Object.hasOwn(flashes, value) ? (value as FlashKey) : null; // own key of the catalogue, just checked
  return {
    key,
    headers: {
      "Set-Cookie": `${NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    },
  };
}
