import { z } from "zod";
import {
  type Quota,
  QUOTA_ATTRIBUTES,
  type QuotaAttribute,
  SIDES,
} from "~/domain/matching/settings.ts";
import { findCountry } from "~/domain/reference/countries.ts";
import { sectorEntry } from "~/domain/reference/sectors.ts";
import { fold } from "~/domain/text.ts";

/** Empty rows that a form offers besides those that are filled. */
const SPARE_ROWS = 2;
const MOST_ROWS = 50;
const MOST_PAIRS = 1_000_000;

const row = z.strictObject({
  side: z.enum(SIDES),
  by: z.enum(QUOTA_ATTRIBUTES),
  value: z.string().max(200).optional(),
  atLeast: z.int().min(0).max(MOST_PAIRS).optional(),
  atMost: z.int().min(0).max(MOST_PAIRS).optional(),
});
type Row = z.output<typeof row>;

/** How somebody may write a value; a country also by its name in any of the three languages. */
const CANONICAL: Readonly<
  Record<QuotaAttribute, (text: string) => string | null>
> = {
  country: findCountry,
  sector: sectorEntry,
  organisation: (text) => text,
};

/** The quotas of a form, row by row; rows without value and bounds are passed over. */
export const quotaRows = z
  .array(row)
  .max(MOST_ROWS)
  .transform((rows, ctx): Quota[] => {
    const quotas: Quota[] = [];
    const seen = new Set<string>();
    rows.forEach((given, at) => {
      if (isEmpty(given)) return;
      const read = quotaOf(given);
      if ("field" in read) {
        const path = [at, read.field];
        ctx.addIssue({ code: "custom", message: read.message, path });
        return;
      }
      const key = `${read.side} ${read.by} ${fold(read.value)}`;
      if (seen.has(key))
        ctx.addIssue({
          code: "custom",
          message: "criteria:errors.quota_twice",
          path: [at, "value"],
        });
      seen.add(key);
      quotas.push(read);
    });
    return quotas;
  });

function isEmpty({ value, atLeast, atMost }: Row): boolean {
  return value === undefined && atLeast === undefined && atMost === undefined;
}

function quotaOf(given: Row): Quota | { field: string; message: string } {
  const { side, by, atLeast, atMost } = given;
  const value = given.value === undefined ? null : CANONICAL[by](given.value);
  if (value === null)
    return { field: "value", message: `criteria:errors.quota_${by}` };
  if (atLeast === undefined && atMost === undefined)
    return { field: "atMost", message: "criteria:errors.quota_bound" };
  if ((atLeast ?? 0) > (atMost ?? MOST_PAIRS))
    return { field: "atMost", message: "criteria:errors.quota_range" };
  return {
    side,
    by,
    value,
    ...(atLeast !== undefined && { atLeast }),
    ...(atMost !== undefined && { atMost }),
  };
}

/** The rows that a form begins with: those there are, and some to fill in. */
export function quotaValues(quotas: readonly Quota[]) {
  const spare = Math.min(SPARE_ROWS, MOST_ROWS - quotas.length);
  return [
    ...quotas.map(({ side, by, value, atLeast, atMost }) => ({
      side,
      by,
      value,
      atLeast: atLeast === undefined ? "" : String(atLeast),
      atMost: atMost === undefined ? "" : String(atMost),
    })),
    ...Array.from({ length: spare }, () => ({
      side: "mentors" as const,
      by: "country" as const,
      value: "",
      atLeast: "",
      atMost: "",
    })),
  ];
}
