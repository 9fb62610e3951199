import { z } from "zod";

/** What an import changed, so that it can be undone. Instants are ISO text, as JSON keeps them. */
const effectsSchema = z.object({
  organisations: z.array(z.string()),
  people: z.array(z.string()),
  /** People who got an account. */
  accounts: z.array(z.string()),
  enrolments: z.array(z.string()),
  memberships: z.array(
    z.object({ personId: z.string(), organisationId: z.string() }),
  ),
  updates: z.array(
    z.object({
      before: z.record(z.string(), z.unknown()),
      fullName: z
        .object({ personId: z.string(), before: z.string() })
        .nullable(),
    }),
  ),
});
export type ImportEffects = z.output<typeof effectsSchema>;

/** The effects as they were stored. */
export function readEffects(stored: unknown): ImportEffects {
  return effectsSchema.parse(stored);
}
