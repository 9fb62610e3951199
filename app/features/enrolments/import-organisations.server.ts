import type { Db } from "db/client.ts";
import { organisations } from "db/schema/index.ts";
import { asc, inArray } from "drizzle-orm";
import type { Party } from "~/domain/scoring/types.ts";
import { fold } from "~/domain/text.ts";
import { findOrCreateOrganisation } from "~/features/organisations/commands.server.ts";

type Named = Pick<Party, "organisation" | "country">;

/**
 * The organisations that people of a file name, by folded name; new ones are added with the country
 * of the first person who names them.
 */
export async function importOrganisations(
  tx: Db,
  people: readonly Named[],
): Promise<{ ids: ReadonlyMap<string, string>; created: string[] }> {
  const wanted = new Map<string, { name: string; country: string }>();
  for (const { organisation, country } of people) {
    const key = fold(organisation ?? "");
    if (organisation && !wanted.has(key))
      wanted.set(key, { name: organisation, country });
  }
  const ids = await knownOrganisations(tx, wanted);
  const created: string[] = [];
  for (const [key, organisation] of wanted) {
    if (ids.has(key)) continue;
    const found = await findOrCreateOrganisation(tx, organisation);
    ids.set(key, found.id);
    if (found.created) created.push(found.id);
  }
  return { ids, created };
}

/** Of several with a name, the one in the person's country, else the oldest. */
async function knownOrganisations(
  tx: Db,
  wanted: ReadonlyMap<string, { country: string }>,
): Promise<Map<string, string>> {
  if (wanted.size === 0) return new Map();
  const rows = await tx
    .select({
      id: organisations.id,
      key: organisations.nameKey,
      country: organisations.country,
    })
    .from(organisations)
    .where(inArray(organisations.nameKey, [...wanted.keys()]))
    .orderBy(asc(organisations.createdAt), asc(organisations.id));
  const ids = new Map<string, string>();
  for (const { id, key } of rows) if (!ids.has(key)) ids.set(key, id);
  for (const { id, key, country } of rows.toReversed())
    if (country === wanted.get(key)?.country) ids.set(key, id);
  return ids;
}
