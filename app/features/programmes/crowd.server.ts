import type { Db } from "db/client.ts";
import { accounts, people } from "db/schema/index.ts";
import { writeCrowd, type Crowd } from "db/seed/crowd.ts";
import { eq } from "drizzle-orm";

/** A crowd, with the accounts through whose eyes its lists are measured. */
interface ManagedCrowd extends Crowd {
  readonly administratorAccountId: string;
  readonly mentorAccountId: string;
}

/**
 * Fills an empty database with a cohort of invented people, for measuring lists.
 *
 * @param db  without a short deadline for statements
 * @param size  people of the cohort
 */
export async function fillCrowd(db: Db, size: number): Promise<ManagedCrowd> {
  const crowd = await writeCrowd(db, size);
  const [person] = await db
    .insert(people)
    .values({ fullName: "Administrator", isSample: true })
    .returning();
  if (!person) throw new Error("an insert returned no row");
  const [administrator] = await db
    .insert(accounts)
    .values({
      personId: person.id,
      email: "admin@crowd.example",
      emailKey: "admin@crowd.example",
      emailConfirmedAt: new Date(),
      isAdministrator: true,
    })
    .returning();
  const [mentor] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.personId, crowd.mentorPersonId));
  if (!administrator || !mentor) throw new Error("the crowd has no accounts");
  return {
    ...crowd,
    administratorAccountId: administrator.id,
    mentorAccountId: mentor.id,
  };
}
