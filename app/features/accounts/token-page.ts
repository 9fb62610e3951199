import type { HeadersFunction } from "@remix-run/node";

/**
 * Pages whose address is a key tell nobody their address. Not "no-referrer", under which browsers
 * send forms with `Origin: null`, and those are refused.
 */
export const tokenPageHeaders: HeadersFunction = () => ({
  "Referrer-Policy": "strict-origin",
});
