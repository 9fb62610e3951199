import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "./project-root.server.ts";

let addresses: Readonly<Record<string, string>> | undefined;

/**
 * The address of a script that one page brings to the browser beside enhance.js; its name changes with its content.
 *
 * @throws {Error} if the build has no such script: a fault of ours
 */
export function islandAddress(name: string): string {
  addresses ??= JSON.parse(
    fs.readFileSync(path.join(projectRoot(), "build", "islands.json"), "utf8"),
  ) as Record<string, string>; // written by app/bundle.mjs
  const address = addresses[name];
  if (!address) throw new Error(`no island ${name} in the build`);
  return address;
}
