import fs from "node:fs";
import path from "node:path";
import { inject } from "vitest";

/** An empty folder for the calling test, removed after the run. */
export function testFolder(name: string): string {
  const folder = fs.mkdtempSync(path.join(inject("scratch"), `${name}-`));
  fs.chmodSync(folder, 0o711); // PostgreSQL started by root runs as someone else
  return folder;
}
