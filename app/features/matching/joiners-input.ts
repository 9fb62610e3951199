import { z } from "zod";

/** What a coordinator does about people who joined after the last run. */
export const JoinersInput = z.strictObject({
  deed: z.enum(["look", "take", "aside"]),
});
