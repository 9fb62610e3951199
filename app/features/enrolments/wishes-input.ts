import { z } from "zod";
import { SHOWN_AS, WISH_DEEDS } from "~/domain/enrolment/wishes.ts";

/** The version is that of the wishes as the page showed them. */
const version = z.int().min(0);

/** One button of the page of wishes. */
export const WishInput = z.discriminatedUnion("deed", [
  z.strictObject({
    deed: z.literal("show"),
    /** As what the page said that the person will be shown. */
    as: z.enum(SHOWN_AS),
    version,
  }),
  z.strictObject({ deed: z.literal("hide"), version }),
  z.strictObject({ deed: z.enum(WISH_DEEDS), other: z.uuid(), version }),
]);
export type WishInput = z.output<typeof WishInput>;
