import { z } from "zod";

const storedAnswer = z.object({
  enrolmentId: z.string(),
  questionId: z.string(),
  before: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
    .nullable(),
});

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
  /** Answers of people who were there before; null where they had not answered. */
  answers: z.array(storedAnswer).default([]),
});
export type ImportEffects = z.output<typeof effectsSchema>;

/** The effects as they were stored. */
export function readEffects(stored: unknown): ImportEffects {
  return effectsSchema.parse(stored);
}
