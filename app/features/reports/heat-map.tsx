import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { useViewer } from "~/components/viewer.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import {
  type GridView,
  NO_SECTOR,
  type SectorGrid,
  shadeOf,
} from "~/domain/reporting/sector-grid.ts";
import { behind, EVERYWHERE } from "./links.ts";
import { useCountryText } from "./country-text.ts";
import { spoken } from "./figure-page.tsx";

/** Letters on each shade are at least 4.5 times lighter or darker than it, on a light and on a dark screen. */
const SHADE_LOOKS = [
  "text-muted",
  "bg-shade-1",
  "bg-shade-2",
  "bg-shade-3",
  "bg-shade-4 text-on-sea",
  "bg-shade-5 text-on-sea",
] as const;

const STICKY = "sticky start-0 z-1 bg-surface text-start font-normal";

/** Sectors down, countries across: a table whose cells carry a shade beside their number. */
export function HeatMap({
  cohortId,
  view,
  grid,
}: {
  cohortId: string;
  view: GridView;
  grid: SectorGrid;
}) {
  const t = useTranslations("reports.sectors");
  const sector = useSectorText();
  const label = t(`view.${view}`);
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={t("scroll", { view: label })}
      className="relative overflow-x-auto rounded-card border border-line bg-surface"
    >
      <table className="w-full border-separate border-spacing-0.5 text-sm">
        <caption className="sr-only">{t("caption", { view: label })}</caption>
        <Head cohortId={cohortId} view={view} grid={grid} />
        <tbody>
          {grid.rows.map((row) => (
            <tr key={row.sector}>
              <th
                scope="row"
                className={`${STICKY} max-w-32 min-w-28 p-2 sm:max-w-72 sm:min-w-52`}
              >
                <bdi>{sector(row.sector)}</bdi>
              </th>
              {row.counts.map((count, index) => (
                <td
                  key={grid.countries[index]}
                  className={`rounded-sm p-2 text-center [print-color-adjust:exact] ${SHADE_LOOKS[shadeOf(count, grid.most)]}`}
                >
                  <Count
                    cohortId={cohortId}
                    view={view}
                    sector={row.sector}
                    country={grid.countries[index] ?? null}
                    count={count}
                  />
                </td>
              ))}
              <td className="p-2 text-center font-semibold">
                <Count
                  cohortId={cohortId}
                  view={view}
                  sector={row.sector}
                  country={EVERYWHERE}
                  count={row.total}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <Foot grid={grid} />
      </table>
    </div>
  );
}

/** A sector by name; null is said to be not stated. */
export function useSectorText(): (entry: string | null) => string {
  const t = useTranslations("reports");
  const { locale } = useViewer();
  return (entry) =>
    entry === null ? t("not_stated") : sectorName(entry, locale);
}

function Head({
  cohortId,
  view,
  grid,
}: {
  cohortId: string;
  view: GridView;
  grid: SectorGrid;
}) {
  const t = useTranslations("reports");
  const name = useCountryText();
  return (
    <thead>
      <tr>
        <th scope="col" className={`${STICKY} p-2 align-bottom font-semibold`}>
          {t("sectors.sector")}
        </th>
        {grid.countries.map((code) => (
          <th
            key={code}
            scope="col"
            className="max-w-28 p-2 text-center align-bottom font-normal"
          >
            {code === null ? (
              name(code)
            ) : (
              <Link
                to={behind(cohortId, view, code)}
                className="inline-block py-1"
              >
                {t.rich("sectors.country_link", {
                  ...spoken,
                  view: t(`sectors.view.${view}`),
                  country: name(code),
                })}
              </Link>
            )}
          </th>
        ))}
        <th scope="col" className="p-2 text-center align-bottom font-semibold">
          {t("total")}
        </th>
      </tr>
    </thead>
  );
}

/** A number that leads to those whom it counts; where a country is not stated the lists have no filter for it. */
function Count(props: {
  cohortId: string;
  view: GridView;
  sector: string | null;
  country: string | null;
  count: number;
}) {
  const t = useTranslations("reports");
  const name = useCountryText();
  const sectorText = useSectorText();
  const format = useFormatter();
  const { cohortId, view, sector, country, count } = props;
  if (count === 0 || country === null) return <bdi>{format.number(count)}</bdi>;
  return (
    <Link
      to={behind(cohortId, view, country, sector ?? NO_SECTOR)}
      className="-my-0.5 inline-block min-w-8 py-0.5 text-inherit"
    >
      {t.rich("sectors.cell_link", {
        ...spoken,
        view: t(`sectors.view.${view}`),
        sector: sectorText(sector),
        country: country === EVERYWHERE ? t("total") : name(country),
        count,
      })}
    </Link>
  );
}

function Foot({ grid }: { grid: SectorGrid }) {
  const t = useTranslations("reports");
  const format = useFormatter();
  return (
    <tfoot className="font-semibold">
      <tr>
        <th
          scope="row"
          className={`${STICKY} border-t border-line p-2 font-semibold`}
        >
          {t("total")}
        </th>
        {[...grid.totals, grid.total].map((total, index) => (
          <td key={index} className="border-t border-line p-2 text-center">
            <bdi>{format.number(total)}</bdi>
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
