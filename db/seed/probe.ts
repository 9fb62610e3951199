import type { Db } from "../client.ts";
import { accounts, instances, people, programmes } from "../schema/index.ts";
import {
  openLedger,
  reveal,
  type Ledger,
  type ProbeAccount,
  type ProbeMarker,
  type ProbeObject,
} from "./probe-ledger.ts";
import { addNewcomers, type Newcomers } from "./probe-newcomers.ts";
import { addMember, addRow, type Member } from "./probe-people.ts";
import { addProgramme, type Furnished } from "./probe-programme.ts";
import { addEvent, addMail } from "./probe-surroundings.ts";

export interface Probe {
  accounts: ProbeAccount[];
  objects: ProbeObject[];
  markers: ProbeMarker[];
}

/** Whether nothing at all was entered yet: no account, person or programme, and no first start. */
export async function isUntouched(db: Db): Promise<boolean> {
  const found = await Promise.all([
    db.select({ id: accounts.id }).from(accounts).limit(1),
    db.select({ id: people.id }).from(people).limit(1),
    db.select({ id: programmes.id }).from(programmes).limit(1),
    db.select({ id: instances.id }).from(instances).limit(1),
  ]);
  return found.every((rows) => rows.length === 0);
}

/**
 * Fills an empty database with two programmes, people in every role and state, and a marker in every private field.
 *
 * @param db  an open transaction: half a probe is of no use
 * @param secret  one password for all accounts, and its hash
 */
export async function seedProbe(
  db: Db,
  now: Date,
  secret: { password: string; passwordHash: string },
): Promise<Probe> {
  const ledger = openLedger(db, now, secret);
  const administrator = await addMember(ledger, {
    label: "administrator",
    knownTo: [],
    isAdministrator: true,
  });
  const staff = { role: "administrator", programme: null } as const;
  addRow(ledger, administrator, { ...staff, state: "active" });
  await db.insert(instances).values({
    name: "Probe",
    locale: "en",
    administratorId: administrator.personId,
  });
  const a = await addProgramme(ledger, "a", administrator);
  const b = await addProgramme(ledger, "b", administrator);
  const newcomers = await addNewcomers(ledger, a, b);
  await addEvents(ledger, a, b, newcomers);
  revealOrganisations(ledger, [a, b], newcomers, administrator);
  await addMail(ledger, a.places.mentor.member, administrator);
  const { objects, markers } = ledger;
  return { accounts: ledger.accounts, objects, markers };
}

async function addEvents(
  ledger: Ledger,
  a: Furnished,
  b: Furnished,
  { both }: Newcomers,
): Promise<void> {
  for (const each of [a, b])
    await addEvent(ledger, each.programme, each.organisations.cluster, [
      ...each.programme.watchers,
      each.eventStaff.email,
      both.email,
      ...emailsOf(each),
    ]);
}

function emailsOf({ places }: Furnished): string[] {
  return Object.values(places).map(({ member }) => member.email);
}

/**
 * Coordinators keep one register of all organisations; besides them an organisation is read by its manager, its own
 * people, who takes part in a cohort with its people, and who works at an event it comes to.
 */
function revealOrganisations(
  ledger: Ledger,
  all: readonly Furnished[],
  { both, belonging }: Newcomers,
  administrator: Member,
): void {
  const keepers = [
    administrator.email,
    ...all.map(({ coordinator }) => coordinator.email),
  ];
  for (const each of all) {
    const { cluster, company } = each.organisations;
    const takingPart = [each.manager.email, both.email, ...emailsOf(each)];
    const readers = [...keepers, ...takingPart];
    const described = (id: string, to: readonly string[]) =>
      reveal(ledger, id, ["organisations.description"], to);
    described(cluster, [...readers, each.eventStaff.email]);
    described(cluster, belonging.get(cluster) ?? []);
    described(company, [...readers, ...(belonging.get(company) ?? [])]);
    // who keeps the register knows who keeps the profiles in it
    const known = ["accounts.email", "people.full_name"];
    reveal(ledger, each.manager.email, known, keepers);
    const { agreement } = each.organisations;
    reveal(ledger, agreement, ["partnership_agreements.objectives"], readers);
  }
}
