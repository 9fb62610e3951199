import { z } from "zod";
import {
  type Evenness,
  EVENNESS,
  type Quota,
  QUOTA_ATTRIBUTES,
  type QuotaAttribute,
  SIDES,
} from "~/domain/matching/settings";
import { findCountry } from "~/domain/reference/countries";
import { sectorEntry } from "~/domain/reference/sectors";
import { fold } from "~/domain/text";

/** Pairs a quota may speak of, and quotas in a criteria set. */
const MOST_PAIRS = 1_000_000;
const MOST_QUOTAS = 50;

const pairCount = z
  .int({ error: "criteria.quotaCount" })
  .min(0, { error: "criteria.quotaCount" })
  .max(MOST_PAIRS, { error: "criteria.quotaCount" });

const CANONICAL: Readonly<
  Record<QuotaAttribute, (text: string) => string | null>
> = {
  country: (text) => (text.trim().length === 2 ? findCountry(text) : null),
  sector: sectorEntry,
  organisation: (text) => text.trim() || null,
};

const BAD_VALUE = {
  country: "criteria.country",
  sector: "criteria.sector",
  organisation: "criteria.organisation",
} as const;

/**
 * One quota as a file or a form may state it; country and sector come out in their canonical form. Messages are keys of
 * the `roster` catalogue.
 */
export const quotaSchema = z
  .strictObject(
    {
      side: z.enum(SIDES, { error: "criteria.side" }),
      by: z.enum(QUOTA_ATTRIBUTES, { error: "criteria.quotaBy" }),
      value: z
        .string({ error: "criteria.organisation" })
        .max(500, { error: "criteria.organisation" }),
      atLeast: pairCount.optional(),
      atMost: pairCount.optional(),
    },
    { error: "criteria.quotas" },
  )
  .transform((given, ctx): Quota => {
    const value = CANONICAL[given.by](given.value);
    const refuse = (message: string, path: string) =>
      ctx.addIssue({ code: "custom", message, path: [path] });
    if (value === null) refuse(BAD_VALUE[given.by], "value");
    const { atLeast, atMost } = given;
    if (atLeast === undefined && atMost === undefined)
      refuse("criteria.quotaEmpty", "atLeast");
    if ((atLeast ?? 0) > (atMost ?? MOST_PAIRS))
      refuse("criteria.quotaRange", "atLeast");
    return { ...given, value: value ?? "" };
  });

/** A list of quotas, each thing counted once. */
export const quotasSchema = z
  .array(quotaSchema, { error: "criteria.quotas" })
  .max(MOST_QUOTAS, { error: "criteria.quotasMany" })
  .superRefine((quotas, ctx) => {
    const seen = new Set<string>();
    quotas.forEach(({ side, by, value }, at) => {
      const key = `${side} ${by} ${fold(value)}`;
      if (seen.has(key))
        ctx.addIssue({
          code: "custom",
          message: "criteria.quotaTwice",
          path: [at],
        });
      seen.add(key);
    });
  });

/** The keys of a criteria file that speak of matching itself; each may be left out. */
export const settingsShape = {
  floor: z.boolean({ error: "criteria.boolean" }).optional(),
  evenness: z
    .union(
      EVENNESS.map((level) => z.literal(level)) as [
        z.ZodLiteral<Evenness>,
        ...z.ZodLiteral<Evenness>[],
      ],
      { error: "criteria.evenness" },
    )
    .optional(),
  proposing: z.enum(SIDES, { error: "criteria.side" }).optional(),
  quotas: quotasSchema.optional(),
};
