import type { Db } from "db/client.ts";
import { accounts, enrolments, people, roleGrants } from "db/schema/index.ts";
import { and, eq, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { isLocale, type Locale } from "~/i18n/locales.ts";

/** Somebody who can be written to. */
export interface Recipient {
  readonly personId: string;
  readonly address: string;
  readonly locale: Locale;
  readonly name: string;
}

const COLUMNS = {
  personId: people.id,
  address: accounts.email,
  locale: people.locale,
  fullName: people.fullName,
  callName: people.callName,
};

interface Row {
  personId: string;
  address: string;
  locale: string;
  fullName: string;
  callName: string | null;
}

function recipient(row: Row): Recipient {
  return {
    personId: row.personId,
    address: row.address,
    locale: isLocale(row.locale) ? row.locale : "en",
    name: row.callName ?? row.fullName,
  };
}

/** The people behind enrolments, by enrolment id; those without an active account are missing. */
export async function enrolledRecipients(
  db: Db,
  enrolmentIds: readonly string[],
): Promise<ReadonlyMap<string, Recipient>> {
  if (enrolmentIds.length === 0) return new Map();
  const rows = await db
    .select({ enrolmentId: enrolments.id, ...COLUMNS })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .innerJoin(accounts, eq(accounts.personId, people.id))
    .where(
      and(
        inArray(enrolments.id, [...enrolmentIds]),
        isNull(accounts.deactivatedAt),
      ),
    );
  return new Map(rows.map((row) => [row.enrolmentId, recipient(row)]));
}

/** Everybody who coordinates a programme, or the administrators if nobody does. */
export async function coordinatorsOf(
  db: Db,
  programmeId: string,
): Promise<Recipient[]> {
  const rows = await db
    .select({ ...COLUMNS, grantId: roleGrants.id })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .leftJoin(
      roleGrants,
      and(
        eq(roleGrants.personId, people.id),
        eq(roleGrants.role, "coordinator"),
        eq(roleGrants.programmeId, programmeId),
      ),
    )
    .where(
      and(
        isNull(accounts.deactivatedAt),
        or(isNotNull(roleGrants.id), eq(accounts.isAdministrator, true)),
      ),
    )
    .orderBy(people.id);
  const coordinators = rows.filter((row) => row.grantId !== null);
  return (coordinators.length > 0 ? coordinators : rows).map(recipient);
}
