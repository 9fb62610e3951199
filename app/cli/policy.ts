import { policyRows } from "~/domain/access/policy";
import { ROLES, type Role } from "~/domain/access/roles";
import type { Command } from "./command";

interface Row {
  readonly route: string;
  readonly method: string;
  readonly roles: readonly Role[];
}

/** What the guard answers itself, before any route: the same for everybody. */
const OWN_DOORS: readonly Row[] = [
  { route: "/healthz", method: "GET", roles: ROLES },
  { route: "/readyz", method: "GET", roles: ROLES },
];

/** Who may do what on which route, as the running code decides it. */
export const policy: Command = {
  name: "policy",
  key: "policy",
  options: [{ name: "json", value: "flag" }],
  run: async ({ options, io }) => {
    const rows = [...policyRows(), ...OWN_DOORS];
    io.stdout(
      options.has("json")
        ? `${JSON.stringify(rows, null, 2)}\n`
        : table(rows.map(({ route, method, roles }) => [method, route, roles])),
    );
  },
};

function table(
  rows: readonly (readonly [string, string, readonly Role[]])[],
): string {
  const width = Math.max(...rows.map(([, route]) => route.length));
  return rows
    .map(([method, route, roles]) => {
      const who = roles.length === ROLES.length ? ["*"] : roles;
      return `${method.padEnd(4)}  ${route.padEnd(width)}  ${who.join(", ")}\n`;
    })
    .join("");
}
