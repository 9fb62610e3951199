import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { scoreWord } from "~/domain/scoring/word.ts";
import type { BasisPoints } from "~/domain/scoring/types.ts";
import { useViewer } from "./viewer.ts";

/** With the month as a word: in Arabic the short styles are all digits. */
const DAY = { day: "numeric", month: "short", year: "numeric" } as const;

/** A moment in the viewer's zone (or the one given), with the zone in words when `zoned`. */
export function When({
  at,
  timeZone,
  zoned = false,
  dateOnly = false,
}: {
  at: string | Date;
  timeZone?: string;
  zoned?: boolean;
  dateOnly?: boolean;
}) {
  const viewer = useViewer();
  const format = useFormatter();
  const zone = timeZone ?? viewer.timeZone;
  const date = new Date(at);
  const text = format.dateTime(date, {
    ...DAY,
    ...(dateOnly ? {} : { hour: "numeric", minute: "2-digit" }),
    timeZone: zone,
  });
  return (
    <time dateTime={date.toISOString()} className="whitespace-nowrap">
      <bdi>{text}</bdi>
      {zoned && (
        <span className="text-muted">
          {" "}
          (<bdi>{zone.split("/").at(-1)?.replaceAll("_", " ")}</bdi>)
        </span>
      )}
    </time>
  );
}

/** A day of the calendar, the same wherever it is read. */
export function Day({ on }: { on: string }) {
  const format = useFormatter();
  return (
    <time dateTime={on}>
      <bdi>
        {format.dateTime(new Date(`${on}T12:00:00Z`), {
          ...DAY,
          timeZone: "UTC",
        })}
      </bdi>
    </time>
  );
}

const TONES = {
  plain: "border-line bg-sunken text-ink",
  info: "border-sea bg-sea-soft text-ink",
  good: "border-olive bg-olive-soft text-olive",
  warning: "border-clay bg-clay-soft text-clay",
  danger: "border-danger bg-danger-soft text-danger",
} as const;
export type Tone = keyof typeof TONES;

/** A state in words; the colour only repeats it. */
export function Badge({
  tone = "plain",
  children,
}: {
  tone?: Tone;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-block rounded-full border px-2.5 py-0.5 text-sm sm:whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

const SCORE_TONES = {
  strong: "good",
  good: "info",
  possible: "plain",
  weak: "warning",
} as const;

/** A score as 0–100 with its word; basis points in. */
export function Score({ value }: { value: BasisPoints }) {
  const t = useTranslations("terms");
  const word = scoreWord(value);
  return (
    <Badge tone={SCORE_TONES[word]}>
      <bdi>
        {t("score", {
          score: Math.round(value / 100),
          word: t(`score_word.${word}`),
        })}
      </bdi>
    </Badge>
  );
}

/** A share as a bar; the number stands beside it, so the picture is for the eye only. */
export function Bar({
  value,
  of,
  className = "w-24",
}: {
  value: number;
  of: number;
  className?: string;
}) {
  const width = of > 0 ? Math.max(0, Math.min(100, (100 * value) / of)) : 0;
  return (
    <svg
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={`inline-block h-2 rounded-full bg-sunken rtl:-scale-x-100 ${className}`}
    >
      <rect width={width} height="8" className="fill-sea" />
    </svg>
  );
}

/** Small print that only screen readers need. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
