import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

/** A browser, and the arguments it needs to start anywhere, in a container as root too. */
export interface FoundBrowser {
  executablePath: string;
  args: string[];
}

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Finds a Chromium, in this order: $CHROMIUM_PATH, an installed one, Playwright's own, the one an
 * npm package carries (Linux on x64).
 *
 * @throws {Error} saying what to install: leaving browser tests out is a decision, not an accident
 */
export async function findChromium(): Promise<FoundBrowser> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return { executablePath: chosen, args: ARGS };
  const installed = [...usualPlaces(), chromium.executablePath()];
  const found = installed.find((file) => fs.existsSync(file));
  if (found) return { executablePath: found, args: ARGS };
  const carried = await carriedByNpm();
  if (carried)
    return {
      executablePath: carried,
      args: [...ARGS, "--disable-dev-shm-usage"],
    };
  throw new Error(
    "The browser tests need Chromium and found none. Install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium --with-deps) or set CHROMIUM_PATH. To leave them out on purpose: npm run test:no-browser.",
  );
}

function usualPlaces(): string[] {
  if (process.platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform === "win32") {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env;
    const bases = [
      PROGRAMFILES,
      process.env["PROGRAMFILES(X86)"],
      LOCALAPPDATA,
    ];
    return bases.flatMap((base) => [
      `${base}\\Google\\Chrome\\Application\\chrome.exe`,
      `${base}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]);
  }
  return [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/snap/bin/chromium",
  ];
}

/** Unpacks Chromium and the libraries it needs: no root, no download. */
async function carriedByNpm(): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = path.resolve(".cache/chromium");
  fs.mkdirSync(folder, { recursive: true });
  // the package unpacks to TMPDIR, and its libraries only where it believes to be in a cloud function
  const lent = { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
  const before = { ...process.env };
  Object.assign(process.env, lent);
  try {
    const { default: carried } = await import("@sparticuz/chromium");
    const file = await carried.executablePath();
    const tried = spawnSync(file, ["--version"], { timeout: 20_000 });
    return tried.status === 0 ? file : undefined;
  } finally {
    for (const name of Object.keys(lent)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}
