import { useFormatter, useTranslations } from "use-intl";
import { Table } from "~/components/table.tsx";
import { Bar, Hidden } from "~/components/values.tsx";
import type { FunnelRow } from "~/domain/reporting/funnel.ts";
import { spoken } from "./figure-page.tsx";

/** The steps as a table that carries its own picture. */
export function FunnelTable({
  funnel,
  short = false,
}: {
  funnel: readonly FunnelRow[];
  /** Without the rates and times between the steps. */
  short?: boolean;
}) {
  const t = useTranslations("reports.funnel");
  const format = useFormatter();
  const between = [
    {
      key: "of_previous",
      head: t("of_previous"),
      numeric: true,
      cell: (row: FunnelRow) => <Share value={row.ofPrevious} />,
    },
    {
      key: "days",
      head: t("days"),
      numeric: true,
      cell: (row: FunnelRow) => <Duration days={row.medianDays} />,
    },
  ];
  return (
    <Table
      caption={t("caption")}
      rows={funnel}
      rowKey={({ step }) => step}
      columns={[
        {
          key: "step",
          head: t("step"),
          heading: true,
          cell: ({ step }) => t(`steps.${step}`),
        },
        {
          key: "mentees",
          head: t("mentees"),
          numeric: true,
          cell: ({ reached }) => (
            <bdi className="font-semibold">{format.number(reached)}</bdi>
          ),
        },
        {
          key: "of_all",
          head: t("of_all"),
          cell: ({ ofAll }) => (
            <span className="whitespace-nowrap">
              <Bar
                value={ofAll ?? 0}
                of={1}
                className={short ? "w-16 sm:w-24" : "w-16 sm:w-48"}
              />{" "}
              <Share value={ofAll} />
            </span>
          ),
        },
        ...(short ? [] : between),
      ]}
    />
  );
}

function Share({ value }: { value: number | null }) {
  const format = useFormatter();
  return value === null ? (
    <Unknown />
  ) : (
    <bdi>{format.number(value, { style: "percent" })}</bdi>
  );
}

function Duration({ days }: { days: number | null }) {
  const t = useTranslations("reports.funnel");
  return days === null ? (
    <Unknown />
  ) : (
    <span className="whitespace-nowrap">
      {t("duration", { days: shownDays(days) })}
    </span>
  );
}

/** Whole days from ten on; below, half days matter. */
export function shownDays(days: number): number {
  return days >= 10 ? Math.round(days) : Math.round(days * 2) / 2;
}

function Unknown() {
  const t = useTranslations("reports.funnel");
  return (
    <span className="text-muted">
      <span aria-hidden="true">{t("unknown")}</span>
      <Hidden>{t("unknown_read")}</Hidden>
    </span>
  );
}

/** What the numbers say in words: where most are lost, and what takes longest. */
export function FunnelWords({ funnel }: { funnel: readonly FunnelRow[] }) {
  const t = useTranslations("reports.funnel");
  const lost = funnel.map((row, index) => ({
    step: row.step,
    count: (funnel[index - 1]?.reached ?? row.reached) - row.reached,
  }));
  const loss = lost.reduce((a, b) => (b.count > a.count ? b : a));
  const slowest = funnel.reduce((a, b) =>
    (b.medianDays ?? 0) > (a.medianDays ?? 0) ? b : a,
  );
  const days = shownDays(slowest.medianDays ?? 0);
  return (
    <ul className="mb-4 grid gap-1">
      {loss.count > 0 && (
        <li>
          {t.rich("biggest_loss", {
            ...spoken,
            count: loss.count,
            step: t(`steps.${loss.step}`),
          })}
        </li>
      )}
      {days >= 1 && (
        <li>
          {t.rich("slowest", {
            ...spoken,
            days,
            step: t(`steps.${slowest.step}`),
          })}
        </li>
      )}
    </ul>
  );
}
