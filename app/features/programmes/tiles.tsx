import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Bar } from "~/components/values.tsx";
import type { CohortOverview } from "./figures.server.ts";

interface Tile {
  readonly key: string;
  readonly to: string;
  readonly label: string;
  readonly value: number;
  readonly note?: string;
  readonly alarm?: boolean;
  /** What the value is measured against. */
  readonly target?: number;
}

/** What nobody waits for any more once a cohort is closed. */
const WHILE_OPEN: ReadonlySet<string> = new Set([
  "applications",
  "proposals",
  "answers",
  "quiet",
]);

/** The cohort in numbers, beside their targets; each number leads to what it counts. */
export function Tiles({
  overview,
  sessionsPlanned,
}: {
  overview: CohortOverview;
  /** Of each pair. */
  sessionsPlanned: number;
}) {
  const t = useTranslations("programmes.tiles");
  const format = useFormatter();
  const tiles = useTiles(overview, sessionsPlanned).filter(
    ({ key }) => overview.state !== "closed" || !WHILE_OPEN.has(key),
  );
  return (
    <section aria-label={t("title")} className="mb-6">
      <ul className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {tiles.map((tile) => (
          <li key={tile.key}>
            <Link
              to={tile.to}
              className="flex h-full flex-col rounded-card border border-line bg-surface p-3 text-ink no-underline hover:border-sea sm:p-4"
            >
              <span className="text-sm text-muted">{tile.label}</span>
              <span className="text-2xl font-semibold sm:text-3xl">
                <bdi>{format.number(tile.value)}</bdi>
              </span>
              {tile.target !== undefined && (
                <Bar
                  value={tile.value}
                  of={tile.target}
                  className="my-1.5 w-full"
                />
              )}
              {tile.note && (
                <span
                  className={`mt-auto text-sm ${tile.alarm ? "font-semibold text-clay" : "text-muted"}`}
                >
                  {tile.note}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useTiles(o: CohortOverview, sessionsPlanned: number): Tile[] {
  const t = useTranslations("programmes.tiles");
  const here = `/cohorts/${o.id}`;
  const formed = o.funnel.active;
  const planned = formed * sessionsPlanned;
  return [
    {
      key: "applications",
      to: `${here}/enrolments?state=submitted`,
      label: t("applications"),
      value: o.waitingApplications,
    },
    {
      key: "supply",
      to: `${here}/figures/load`,
      label: t("supply"),
      value: o.mentors,
      note: t("supply_note", { places: o.places, mentees: o.mentees }),
      alarm: o.places < o.mentees,
    },
    {
      key: "unmatched",
      to: `${here}/runs`,
      label: t("unmatched"),
      value: o.unmatchedMentees,
      note: t("unmatched_note"),
    },
    {
      key: "proposals",
      to: `${here}/pairings?status=proposed`,
      label: t("proposals"),
      value: o.undecidedProposals,
    },
    {
      key: "answers",
      to: `${here}/pairings?status=sent`,
      label: t("answers"),
      value: o.unansweredProposals,
      note: t("overdue", { count: o.overdueAnswers }),
      alarm: o.overdueAnswers > 0,
    },
    {
      key: "pairs",
      to: `${here}/pairings?status=${o.activePairings > 0 ? "active" : "ended"}`,
      label: t("pairs"),
      value: formed,
      note: t(o.pairsTarget === null ? "formed" : "formed_of", {
        active: o.activePairings,
        target: o.pairsTarget ?? 0,
      }),
      target: o.pairsTarget ?? undefined,
    },
    {
      key: "sessions",
      to: `${here}/figures/load?sort=sessions`,
      label: t("sessions"),
      value: o.sessionsHeld,
      note: t(planned > 0 ? "hours_of" : "hours", {
        hours: Math.round(o.minutesHeld / 60),
        planned,
      }),
      target: planned > 0 ? planned : undefined,
    },
    {
      key: "quiet",
      to: `${here}#attention`,
      label: t("quiet"),
      value: o.quietMentors,
      note: t("quiet_note"),
      alarm: o.quietMentors > 0,
    },
  ];
}
