import { useFormatter, useTranslations } from "use-intl";
import { Bar, Hidden } from "~/components/values.tsx";
import type { FunnelRow } from "~/domain/reporting/funnel.ts";
import { spoken } from "./figure-page.tsx";

const CELL = "py-2 align-top";
const HEAD = "py-2 align-bottom font-normal";

/** The steps as a table that carries its own picture; on a phone shares, rates and times stand under their number and step. */
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
  return (
    <table className="w-full">
      <caption className="sr-only">{t("caption")}</caption>
      <thead className="text-sm text-muted">
        <tr>
          <th scope="col" className={`${HEAD} text-start`}>
            {t("step")}
          </th>
          <th scope="col" className={`${HEAD} text-end`}>
            {t("mentees")}
          </th>
          <th scope="col" className={`${HEAD} ps-6 text-start max-sm:hidden`}>
            {t("of_all")}
          </th>
          {!short && <BetweenHeads />}
        </tr>
      </thead>
      <tbody>
        {funnel.map((row) => (
          <tr key={row.step} className="border-t border-line">
            <th scope="row" className={`${CELL} text-start font-normal`}>
              {t(`steps.${row.step}`)}
              <span className="block sm:hidden">
                <Bar value={row.ofAll ?? 0} of={1} className="w-full" />
              </span>
              {!short && <BetweenBelow row={row} />}
            </th>
            <td className={`${CELL} ps-4 text-end`}>
              <bdi className="font-semibold">{format.number(row.reached)}</bdi>
              <span className="block text-sm text-muted sm:hidden">
                <Share value={row.ofAll} />
              </span>
            </td>
            <td className={`${CELL} ps-6 whitespace-nowrap max-sm:hidden`}>
              <Bar
                value={row.ofAll ?? 0}
                of={1}
                className={short ? "w-32" : "w-48"}
              />{" "}
              <Share value={row.ofAll} />
            </td>
            {!short && <BetweenCells row={row} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BetweenHeads() {
  const t = useTranslations("reports.funnel");
  return (["of_previous", "days"] as const).map((key) => (
    <th key={key} scope="col" className={`${HEAD} ps-6 text-end max-sm:hidden`}>
      {t(key)}
    </th>
  ));
}

function BetweenCells({ row }: { row: FunnelRow }) {
  return (
    <>
      <td className={`${CELL} ps-6 text-end max-sm:hidden`}>
        <Share value={row.ofPrevious} />
      </td>
      <td className={`${CELL} ps-6 text-end max-sm:hidden`}>
        <Duration days={row.medianDays} />
      </td>
    </>
  );
}

function BetweenBelow({ row }: { row: FunnelRow }) {
  const t = useTranslations("reports.funnel");
  if (row.ofPrevious === null) return null;
  return (
    <span className="block text-sm text-muted sm:hidden">
      {t("between", { share: row.ofPrevious })}
      {row.medianDays !== null && (
        <>
          {" · "}
          <Duration days={row.medianDays} />
        </>
      )}
    </span>
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
