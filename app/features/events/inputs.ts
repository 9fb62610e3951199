import { z } from "zod";
import { country } from "~/domain/reference/countries.ts";
import { isTimeZone } from "~/lib/time-zone-names.ts";

const day = z.iso.date({ error: "date" });

export const EventInput = z
  .strictObject({
    name: z.string().min(1).max(200),
    startsOn: day,
    endsOn: day,
    city: z.string().min(1).max(120),
    country: z
      .string()
      .refine((code) => country(code) !== undefined, { error: "choose_one" }),
    timeZone: z.string().refine(isTimeZone, { error: "choose_one" }),
    venue: z.string().max(300).optional(),
    organiserId: z.uuid().optional(),
    description: z.string().max(4_000).optional(),
    attendance: z.int().min(0).max(1_000_000).optional(),
    /** Organisations that come as a delegation. */
    delegations: z.array(z.uuid()).max(500),
    version: z.int().optional(),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    error: "order",
    path: ["endsOn"],
  });
export type EventInput = z.output<typeof EventInput>;
