import { z } from "zod";
import { SUGGESTED_TOPICS } from "~/domain/enrolment/topics.ts";
import {
  ENROLMENT_ROLES,
  REJECTION_REASONS,
} from "~/domain/enrolment/lifecycle.ts";
import { BULK_DEEDS, MOST_AT_ONCE } from "~/domain/enrolment/bulk.ts";
import { minuteOf, PARTS_OF_WEEK } from "~/domain/enrolment/week.ts";
import { ORGANISATION_KINDS } from "~/domain/organisation/kinds.ts";
import { country } from "~/domain/reference/countries.ts";
import { parseSector } from "~/domain/reference/sectors.ts";
import { isLanguageCode } from "~/domain/roster/language-codes.ts";
import { LANGUAGE_LEVELS } from "~/domain/scoring/types.ts";
import {
  emailInput,
  nameInput,
  passwordInput,
} from "~/features/accounts/inputs.ts";
import { LOCALES } from "~/i18n/locales.ts";
import { isTimeZone } from "~/lib/time-zone-names.ts";

/** Pages of an application send the version they were filled from. */
const version = z.int();
const countryCode = z
  .string()
  .refine((code) => country(code) !== undefined, { error: "choose_one" });
const timeZone = z.string().refine(isTimeZone, { error: "choose_one" });
const sector = z
  .string()
  .refine((entry) => parseSector(entry).kind !== "unknown", {
    error: "choose_one",
  });
const date = z
  .string()
  .refine((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && isDay(day), {
    error: "date",
  });

const MOST_SECTORS = 20;
export const MOST_TARGET_MARKETS = 5;
const MOST_KNOWN_MARKETS = 30;
export const LANGUAGE_ROWS = 6;
export const OWN_TOPIC_ROWS = 4;

export const AboutInput = z.strictObject({
  version,
  fullName: z.string().min(1).max(120),
  callName: z.string().max(60).optional(),
  country: countryCode,
  phone: z
    .string()
    .max(40)
    .regex(/^\+?[\d\s().\-/]{5,}$/, { error: "applications:errors.phone" })
    .optional(),
  timeZone,
});

export const OrganisationTaskInput = z.strictObject({
  version,
  name: z.string().min(1).max(200),
  title: z.string().max(120).optional(),
  kind: z.enum(ORGANISATION_KINDS).optional(),
  country: countryCode.optional(),
});

export const SectorsInput = z.strictObject({
  version,
  primary: sector.optional(),
  sectors: z.array(sector).max(MOST_SECTORS, {
    error: `applications:errors.sectors?limit=${MOST_SECTORS}`,
  }),
});

const ownTopic = z
  .string()
  .max(80)
  .regex(/^[^;:]*$/, { error: "applications:errors.topic_characters" });
const priority = z.enum(["1", "2", "3"]);

export const OffersInput = z.strictObject({
  version,
  offers: z.array(z.enum(SUGGESTED_TOPICS.map(({ id }) => id))),
  own: z
    .array(z.strictObject({ topic: ownTopic.optional() }).optional())
    .max(30),
});

export const NeedsInput = z.strictObject({
  version,
  needs: z
    .strictObject(
      Object.fromEntries(
        SUGGESTED_TOPICS.map(({ id }) => [id, priority.optional()]),
      ),
    )
    .optional(),
  own: z
    .array(
      z
        .strictObject({
          topic: ownTopic.optional(),
          priority: priority.optional(),
        })
        .optional(),
    )
    .max(30),
});

export const LanguagesInput = z.strictObject({
  version,
  languages: z
    .array(
      z
        .strictObject({
          code: z
            .string()
            .refine(isLanguageCode, { error: "choose_one" })
            .optional(),
          level: z.enum(LANGUAGE_LEVELS).optional(),
        })
        .refine((row) => !row.code || row.level, {
          path: ["level"],
          error: "applications:errors.level",
        })
        .optional(),
    )
    .max(30),
});

const clock = z
  .string()
  .refine((time) => minuteOf(time) !== null, { error: "invalid" });

export const AvailabilityInput = z.strictObject({
  version,
  timeZone,
  parts: z.array(z.enum(PARTS_OF_WEEK)),
  exact: z
    .array(
      z
        .strictObject({
          day: z.enum(["0", "1", "2", "3", "4", "5", "6"]).optional(),
          from: clock.optional(),
          to: clock.optional(),
        })
        .refine((row) => isFilled(row) || isEmpty(row), {
          path: ["to"],
          error: "applications:errors.exact_incomplete",
        })
        .refine((row) => !isFilled(row) || endMinute(row) > startMinute(row), {
          path: ["to"],
          error: "order",
        })
        .optional(),
    )
    .max(60),
  capacity: z.int().min(0).max(50).optional(),
  mentorsWanted: z.enum(["1", "2"]).optional(),
});

export const GoalsInput = z.strictObject({
  version,
  goals: z.string().min(1).max(2_000),
  motivation: z.string().max(2_000).optional(),
  markets: z.array(countryCode).max(MOST_KNOWN_MARKETS),
});

export const ConsentInput = z.discriminatedUnion("step", [
  z.strictObject({ step: z.literal("give"), consent: z.literal("on") }),
  z.strictObject({ step: z.literal("withdraw") }),
]);

export const PauseInput = z.strictObject({
  version: version.optional(),
  pausedUntil: date.optional(),
});

export const JoinInput = z.strictObject({ role: z.enum(ENROLMENT_ROLES) });

/** Joining without an account: the account is part of the form. */
export const NewcomerInput = z.strictObject({
  role: z.enum(ENROLMENT_ROLES),
  fullName: nameInput,
  email: emailInput,
  password: passwordInput,
});

export const DecisionInput = z.strictObject({
  step: z.enum(["accept", "reserve", "reject"]),
  reason: z.enum(REJECTION_REASONS).optional(),
  message: z.string().max(2_000).optional(),
});
export type DecisionInput = z.output<typeof DecisionInput>;

export const NoteInput = z.strictObject({
  note: z.string().max(4_000).optional(),
});

export const InviteInput = z.strictObject({
  role: z.enum(ENROLMENT_ROLES),
  locale: z.enum(LOCALES),
  people: z.string().min(1).max(30_000),
});
export type InviteInput = z.output<typeof InviteInput>;

export const AccessInput = z.strictObject({ email: emailInput });

const tagInput = z.string().trim().min(1).max(40);

/** A deed on many people of a cohort: those ticked, or all that the list shows. */
export const BulkInput = z
  .strictObject({
    deed: z.enum(BULK_DEEDS),
    tag: tagInput.optional(),
    scope: z.enum(["ticked", "all"]),
    ids: z.array(z.uuid()).max(MOST_AT_ONCE).default([]),
  })
  .superRefine(({ deed, tag, scope, ids }, issues) => {
    if ((deed === "tag" || deed === "untag") && !tag)
      issues.addIssue({ code: "custom", path: ["tag"], message: "required" });
    if (scope === "ticked" && ids.length === 0)
      issues.addIssue({
        code: "custom",
        path: ["scope"],
        message: "enrolments:errors.nobody_ticked",
      });
  });
export type BulkInput = z.output<typeof BulkInput>;

export const TagInput = z.strictObject({
  deed: z.enum(["tag", "untag"]),
  tag: tagInput,
});

/** A new view, or a change of one's own. */
export const ViewInput = z.discriminatedUnion("step", [
  z.strictObject({
    step: z.literal("save"),
    name: z.string().trim().min(1).max(60),
    query: z.string().max(1_000).default(""),
    isShared: z.boolean().default(false),
  }),
  z.strictObject({
    step: z.enum(["share", "keep", "remove"]),
    viewId: z.uuid(),
  }),
]);

export const BulkStepInput = z.strictObject({ step: z.enum(["do", "undo"]) });

export interface ExactRow {
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Minutes of a row that is filled in; a range that ends at midnight ends at 24:00. */
export function startMinute(row: ExactRow): number {
  return minuteOf(row.from ?? "") ?? 0;
}

export function endMinute(row: ExactRow): number {
  const minute = minuteOf(row.to ?? "") ?? 0;
  return minute === 0 ? 1440 : minute;
}

export function isFilled(row: ExactRow): boolean {
  return Boolean(row.day && row.from && row.to);
}

function isEmpty(row: ExactRow): boolean {
  return !row.day && !row.from && !row.to;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
