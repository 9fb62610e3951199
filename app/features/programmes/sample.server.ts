import type { Db } from "db/client.ts";
import { instances } from "db/schema/index.ts";
import { ADMINISTRATOR, COORDINATOR, SAMPLE_DOMAIN } from "db/seed/people.ts";
import { personId } from "db/seed/person.ts";
import { writeSample } from "db/seed/sample.ts";
import { createHash } from "node:crypto";
import { isEmptyInstance } from "~/features/accounts/instance.server.ts";
import { hashPassword } from "~/features/accounts/passwords.server.ts";
import { canonicalJson } from "~/lib/canonical-json.ts";
import type { Context } from "~/lib/context.ts";
import { database } from "~/lib/database.server.ts";

/** Everybody's in the demonstration, which only this machine can reach. */
const DEMO_PASSWORD = "passerelle-demo";

const DEMO_SIGN_INS = [COORDINATOR.key, "mentor", "mentee", ADMINISTRATOR.key];

/**
 * Loads the sample programme into an installation; loading it again changes nothing.
 *
 * Nobody of the sample can sign in, unless a password is given: then everybody invented can.
 *
 * @param options.coordinatorId  the person who coordinates it from now on, such as the administrator of the first start
 * @returns `isNew` is false if it was there already
 */
export async function loadSample(
  { db, now }: Pick<Context, "db" | "now">,
  options: { coordinatorId?: string; password?: string } = {},
): Promise<{ programmeId: string; isNew: boolean }> {
  const { coordinatorId, password } = options;
  // before the transaction: hashing takes its time
  const passwordHash =
    password === undefined ? null : await hashPassword(password);
  return db.transaction((tx) =>
    writeSample(tx, now, {
      hash: (value) =>
        createHash("sha256").update(canonicalJson(value)).digest("hex"),
      coordinators: coordinatorId === undefined ? [] : [coordinatorId],
      passwordHash,
    }),
  );
}

/**
 * Fills an empty database for the demonstration; one that is filled stays as its visitors left it.
 *
 * @returns lines for the terminal that say how to sign in
 */
export async function loadDemo(
  { db, now }: Pick<Context, "db" | "now"> = {
    db: database(),
    now: new Date(),
  },
): Promise<readonly string[]> {
  if (await isEmptyInstance(db)) await fillDemo(db, now);
  return [
    "",
    `Sign in with one of these addresses; the password is ${DEMO_PASSWORD}`,
    ...DEMO_SIGN_INS.map((key) => `  ${key}@${SAMPLE_DOMAIN}`),
    "Everybody else in the sample programme has the same password.",
  ];
}

async function fillDemo(db: Db, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    await loadSample({ db: tx, now }, { password: DEMO_PASSWORD });
    await tx.insert(instances).values({
      name: "Passerelle",
      locale: "en",
      createdAt: now,
      administratorId: personId(ADMINISTRATOR.key),
    });
  });
}
