import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { ORGANISATION_KINDS } from "../../app/domain/organisation/kinds.ts";
import { createdAt, id, oneOf, partOf, searchKey, version } from "./columns.ts";
import { people } from "./people.ts";

export const organisations = pgTable(
  "organisations",
  {
    id: id(),
    name: text().notNull(),
    /** Folded name: an import finds the organisation again, however it is typed. */
    nameKey: text().notNull(),
    kind: text({ enum: ORGANISATION_KINDS }).notNull(),
    country: text(),
    website: text(),
    description: text(),
    /** NACE Rev. 2.1 codes and ecosystem ids. */
    sectors: text().array().notNull().default([]),
    isSample: boolean().notNull().default(false),
    createdAt: createdAt(),
    version: version(),
  },
  (table) => [
    oneOf("organisations_kind", table.kind, ORGANISATION_KINDS),
    index("organisations_name_key").on(table.nameKey),
    index("organisations_name_order").on(searchKey(table.name), table.id),
    index("organisations_name_part").using("gin", partOf(table.name)),
    index("organisations_country").on(table.country, table.kind),
  ],
);

/** A company is a member of a cluster, a cluster of a network. */
export const organisationMemberships = pgTable(
  "organisation_memberships",
  {
    memberId: uuid()
      .notNull()
      .references(() => organisations.id),
    parentId: uuid()
      .notNull()
      .references(() => organisations.id),
    since: date(),
  },
  (table) => [
    primaryKey({ columns: [table.memberId, table.parentId] }),
    check(
      "organisation_memberships_not_itself",
      sql`${table.memberId} <> ${table.parentId}`,
    ),
    index("organisation_memberships_parent").on(table.parentId),
  ],
);

/** A person belongs to an organisation. */
export const memberships = pgTable(
  "memberships",
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    organisationId: uuid()
      .notNull()
      .references(() => organisations.id),
    title: text(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.organisationId] }),
    index("memberships_organisation").on(table.organisationId),
  ],
);

/** An agreement of partnership between two organisations, in force from its signature. */
export const partnershipAgreements = pgTable(
  "partnership_agreements",
  {
    id: id(),
    firstPartyId: uuid()
      .notNull()
      .references(() => organisations.id),
    secondPartyId: uuid()
      .notNull()
      .references(() => organisations.id),
    signedOn: date().notNull(),
    endsOn: date(),
    place: text(),
    objectives: text(),
    version: version(),
  },
  (table) => [
    check(
      "partnership_agreements_two_parties",
      sql`${table.firstPartyId} <> ${table.secondPartyId}`,
    ),
    check(
      "partnership_agreements_days",
      sql`${table.endsOn} is null or ${table.signedOn} <= ${table.endsOn}`,
    ),
    index("partnership_agreements_first").on(table.firstPartyId),
    index("partnership_agreements_second").on(table.secondPartyId),
  ],
);
