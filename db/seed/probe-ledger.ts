import { randomBytes } from "node:crypto";
import type { Role } from "../../app/domain/access/roles.ts";
import type { EnrolmentState } from "../../app/domain/enrolment/lifecycle.ts";
import type { Db } from "../client.ts";

/** One role of one account; who has two roles has two rows. */
export interface ProbeAccount {
  email: string;
  password: string;
  role: Role;
  /** id, or null for a role of the whole platform */
  programme: string | null;
  /** id, or null without an enrolment */
  cohort: string | null;
  /** of the enrolment, unless the account itself cannot sign in; "active" for staff */
  state: EnrolmentState | "active" | "deactivated" | "unconfirmed";
}

export interface ProbeObject {
  kind: string;
  id: string;
  /** id, or null for what belongs to the whole platform */
  programme: string | null;
  path: string;
}

/** A string that stands in one private field and nowhere else. */
export interface ProbeMarker {
  marker: string;
  /** table.column */
  field: string;
  /** the e-mail of a person, or the id of a thing */
  owner: string;
  /** e-mails of all who may read it */
  visibleTo: string[];
}

/** What the seed writes down while it writes rows. */
export interface Ledger {
  readonly db: Db;
  readonly now: Date;
  readonly password: string;
  readonly passwordHash: string;
  readonly accounts: ProbeAccount[];
  readonly objects: ProbeObject[];
  readonly markers: ProbeMarker[];
}

/** An empty ledger. */
export function openLedger(
  db: Db,
  now: Date,
  secret: { password: string; passwordHash: string },
): Ledger {
  return { db, now, ...secret, accounts: [], objects: [], markers: [] };
}

/** Makes a marker that these people may read. */
export function mark(
  { markers }: Ledger,
  field: string,
  owner: string,
  visibleTo: readonly string[],
): string {
  const marker = newMarker();
  markers.push({ marker, field, owner, visibleTo: [...new Set(visibleTo)] });
  return marker;
}

/** Letters and digits only, so that no page, file or form spells it otherwise. */
export function newMarker(): string {
  return `mk${randomBytes(8).toString("hex")}`;
}

/** Lets more people read fields of an owner. */
export function reveal(
  { markers }: Ledger,
  owner: string,
  fields: readonly string[],
  to: readonly string[],
): void {
  for (const marker of markers)
    if (marker.owner === owner && fields.includes(marker.field))
      marker.visibleTo = [...new Set([...marker.visibleTo, ...to])];
}

/** Writes down an object with the page that shows it. */
export function note(
  { objects }: Ledger,
  kind: string,
  id: string,
  programme: string | null,
  path: string,
): void {
  objects.push({ kind, id, programme, path });
}
