import type { Db } from "db/client.ts";
import { accounts, instances } from "db/schema/index.ts";

/** Whether nobody has an account yet: the first start. */
export async function isEmptyInstance(db: Db): Promise<boolean> {
  const rows = await db.select({ id: accounts.id }).from(accounts).limit(1);
  return rows.length === 0;
}

/** The name of this installation, or null before the first start was completed. */
export async function instanceName(db: Db): Promise<string | null> {
  const [row] = await db.select({ name: instances.name }).from(instances);
  return row?.name ?? null;
}
