import type { z } from "zod";
import { CriteriaFields } from "~/features/programmes/criteria-form.ts";

/** What the page "What if" sends; the same fields as "How we match" has. */
export const WhatIfInput = CriteriaFields.pick({
  basedOn: true,
  weights: true,
  country: true,
  language: true,
  allowSameOrganisation: true,
  minimumScore: true,
  objective: true,
  questions: true,
});
export type WhatIfInput = z.output<typeof WhatIfInput>;
