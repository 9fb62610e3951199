import type { Db } from "db/client.ts";
import { organisations } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import type { OrganisationKind } from "~/domain/organisation/kinds.ts";
import { fold } from "~/domain/text.ts";

/**
 * The organisation of this name, however it is typed; created if there is none. Of several with the
 * name, the one in the same country wins, then the oldest. An existing organisation is never changed.
 *
 * @param tx  a transaction: a lock on the name is held to its end, so that two imports at once create one
 * @param input.kind  used only for a new one; "other" unless given
 * @param input.country  alpha-2
 */
export async function findOrCreateOrganisation(
  tx: Db,
  input: { name: string; kind?: OrganisationKind; country?: string | null },
): Promise<{ id: string; created: boolean }> {
  const name = input.name.trim();
  const nameKey = fold(name);
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`organisation:${nameKey}`}, 0))`,
  );
  const country = input.country ?? null;
  const [found] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.nameKey, nameKey))
    .orderBy(
      sql`(${organisations.country} is not distinct from ${country}::text) desc`,
      organisations.createdAt,
      organisations.id,
    )
    .limit(1);
  if (found) return { id: found.id, created: false };
  const [created] = await tx
    .insert(organisations)
    .values({ name, nameKey, kind: input.kind ?? "other", country })
    .returning({ id: organisations.id });
  if (!created) throw new Error("an insert returned no row");
  return { id: created.id, created: true };
}
