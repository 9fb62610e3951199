import { z } from "zod";
import { emailInput, proofInput } from "~/features/accounts/inputs.ts";
import { ORGANISATION_KINDS } from "~/domain/organisation/kinds.ts";
import { country } from "~/domain/reference/countries.ts";
import { parseSector } from "~/domain/reference/sectors.ts";

/** An address of the web: nothing that a browser would run. */
const website = z
  .url({ protocol: /^https?$/, error: "organisations:errors.website" })
  .max(300);

export const OrganisationInput = z.strictObject({
  name: z.string().min(1).max(200),
  kind: z.enum(ORGANISATION_KINDS),
  country: z
    .string()
    .refine((code) => country(code) !== undefined, { error: "choose_one" })
    .optional(),
  website: website.optional(),
  description: z.string().max(4_000).optional(),
  sectors: z
    .array(
      z.string().refine((entry) => parseSector(entry).kind !== "unknown", {
        error: "choose_one",
      }),
    )
    .max(20, { error: "organisations:errors.sectors" }),
  /** Networks and clusters that it is a member of. */
  parents: z.array(z.uuid()).max(50),
  version: z.int().optional(),
});
export type OrganisationInput = z.output<typeof OrganisationInput>;

export const ManagersInput = z.discriminatedUnion("deed", [
  z.strictObject({
    deed: z.literal("add"),
    email: emailInput,
    fullName: z.string().min(1).max(150),
    password: proofInput,
  }),
  z.strictObject({
    deed: z.literal("remove"),
    grantId: z.uuid(),
    password: proofInput,
  }),
]);
