import type { Probe } from "db/seed/probe.ts";
import type { Role } from "~/domain/access/roles.ts";
import type { keepAliveClient } from "./keep-alive-client.ts";

/** Somebody who asks: one of the probe's accounts with its session, or a visitor. */
export interface Identity {
  readonly name: string;
  readonly email: string | null;
  readonly cookie?: string;
  readonly roles: ReadonlySet<Role>;
  /** programmes by role */
  readonly rows: readonly { role: Role; programme: string | null }[];
}

type Client = ReturnType<typeof keepAliveClient>;

/** Signs an account in over the wire; the device's name is its own address. */
export async function signIn(
  client: Client,
  { email, password }: { email: string; password: string },
) {
  const body = new URLSearchParams({ email, password }).toString();
  const answer = await client.ask({
    method: "POST",
    path: "/login",
    body,
    userAgent: `device of ${email}`,
  });
  const cookies = (answer.headers["set-cookie"] ?? []).map(
    (line) => line.split(";")[0] ?? "",
  );
  return { answer, cookie: cookies.join("; ") };
}

const SHUT = new Set(["deactivated", "unconfirmed"]);

/** The accounts that can sign in, signed in, and a visitor. */
export async function signInAll(
  client: Client,
  probe: Probe,
): Promise<Identity[]> {
  const identities: Identity[] = [
    { name: "visitor", email: null, roles: new Set(["visitor"]), rows: [] },
  ];
  for (const email of new Set(probe.accounts.map((row) => row.email))) {
    const rows = probe.accounts.filter((row) => row.email === email);
    const [first] = rows;
    if (first === undefined || SHUT.has(first.state)) continue;
    const { answer, cookie } = await signIn(client, first);
    if (answer.status !== 303 || cookie === "")
      throw new Error(`${email} cannot sign in: ${answer.status}`);
    identities.push({
      name: email.split(".")[0] ?? email,
      email,
      cookie,
      roles: new Set<Role>(["member", ...rows.map(({ role }) => role)]),
      rows,
    });
  }
  return identities;
}

/** The accounts that must not come in. */
export function shutAccounts(probe: Probe) {
  return probe.accounts.filter(({ state }) => SHUT.has(state));
}
