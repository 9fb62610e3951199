import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

/** A browser, with what it needs to start anywhere, in a container as root too. */
interface FoundBrowser {
  executablePath: string;
  args: string[];
  env?: Record<string, string>;
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
 * Starts a Chromium, the first found of: $CHROMIUM_PATH, an installed one, Playwright's own, the one
 * an npm package carries (Linux on x64).
 *
 * @throws {Error} saying what to install: leaving browser tests out is a decision, not an accident
 */
export async function launchChromium(): Promise<Browser> {
  const { env, ...found } = await findChromium();
  return chromium.launch({
    ...found,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

async function findChromium(): Promise<FoundBrowser> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return { executablePath: chosen, args: ARGS };
  const installed = [...usualPlaces(), chromium.executablePath()];
  const found = installed.find((file) => fs.existsSync(file));
  if (found) return { executablePath: found, args: ARGS };
  const carried = await carriedByNpm();
  if (carried) return carried;
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

/** Chromium with the libraries and fonts it needs, unpacked once: no root, no download. */
async function carriedByNpm(): Promise<FoundBrowser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = path.resolve(".cache/chromium");
  if (!fs.existsSync(folder)) await unpackInto(folder);
  const executablePath = path.join(folder, "chromium");
  const env = {
    LD_LIBRARY_PATH: path.join(folder, "al2023/lib"),
    FONTCONFIG_PATH: path.join(folder, "fonts"),
  };
  const tried = spawnSync(executablePath, ["--version"], {
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  if (tried.status !== 0) return undefined;
  return { executablePath, args: [...ARGS, "--disable-dev-shm-usage"], env };
}

async function unpackInto(folder: string): Promise<void> {
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const draft = fs.mkdtempSync(`${folder}-`);
  // the package unpacks to TMPDIR, and its libraries only where it believes to be in a cloud function
  const before = { ...process.env };
  Object.assign(process.env, {
    TMPDIR: draft,
    AWS_LAMBDA_JS_RUNTIME: "nodejs20.x",
  });
  try {
    const { default: carried } = await import("@sparticuz/chromium");
    await carried.executablePath();
  } finally {
    for (const name of Object.keys(process.env))
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  }
  // its own file names a folder of the cloud; a text field without any font ends the browser
  fs.writeFileSync(
    path.join(draft, "fonts/fonts.conf"),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts/cache</cachedir>
</fontconfig>
`,
  );
  fs.renameSync(draft, folder);
}
