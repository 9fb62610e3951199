/** In this order: each browser also claims to be those after it. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|Chromium)\//],
  ["Safari", /\bSafari\//],
];
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ["iPad", /\biPad\b/],
  ["iPhone", /\biPhone\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
];

/** What a browser says it is, in two proper names; null where it says nothing we know. */
export function deviceOf(userAgent: string): {
  browser: string | null;
  system: string | null;
} {
  return {
    browser: first(BROWSERS, userAgent),
    system: first(SYSTEMS, userAgent),
  };
}

function first(
  names: readonly (readonly [string, RegExp])[],
  userAgent: string,
): string | null {
  return names.find(([, sign]) => sign.test(userAgent))?.[0] ?? null;
}
