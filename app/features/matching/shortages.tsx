import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { Hidden } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import type { Shortage } from "~/domain/reporting/shortages.ts";

/** The worst shortages that lie open. */
const SHOWN = 6;

/** Places wanted beside places free; where few or none are missing is folded away. */
export function Shortages({
  by,
  rows,
  cohortId,
}: {
  by: "sector" | "market";
  rows: readonly Shortage[];
  cohortId: string;
}) {
  const t = useTranslations("runs.preflight");
  const short = rows.filter(({ wanted, free }) => wanted > free).length;
  const shown = Math.min(short, SHOWN);
  const all = by === "sector" ? "sectors" : "markets";
  return (
    <Card title={t(all)}>
      <p className="mb-4 text-sm text-muted">{t(`${all}_hint`)}</p>
      {rows.length === 0 && <p>{t(`none_${all}`)}</p>}
      {shown > 0 && (
        <ShortageTable
          by={by}
          rows={rows.slice(0, shown)}
          cohortId={cohortId}
        />
      )}
      {rows.length > shown && (
        <details className="mt-3">
          <summary className="min-h-9 cursor-pointer py-1 font-semibold">
            {t("more_rows", { count: rows.length - shown })}
          </summary>
          <ShortageTable by={by} rows={rows.slice(shown)} cohortId={cohortId} />
        </details>
      )}
    </Card>
  );
}

function ShortageTable(props: {
  by: "sector" | "market";
  rows: readonly Shortage[];
  cohortId: string;
}) {
  const t = useTranslations("runs.preflight");
  const format = useFormatter();
  const { locale } = useViewer();
  const { by, rows, cohortId } = props;
  const name = (of: string | null) => {
    if (of === null) return t("no_ecosystem");
    return by === "sector" ? sectorName(of, locale) : countryName(of, locale);
  };
  const number = (value: number) => <bdi>{format.number(value)}</bdi>;
  return (
    <Table
      caption={t(by === "sector" ? "sectors" : "markets")}
      rows={rows}
      rowKey={({ of }) => of ?? ""}
      columns={[
        {
          key: "of",
          head: t(by),
          heading: true,
          cell: ({ of }) => <bdi>{name(of)}</bdi>,
        },
        {
          key: "wanted",
          head: t("wanted"),
          numeric: true,
          cell: ({ wanted }) => number(wanted),
        },
        {
          key: "free",
          head: t("free"),
          numeric: true,
          cell: ({ free }) => number(free),
        },
        {
          key: "missing",
          head: t("missing"),
          numeric: true,
          cell: ({ wanted, free }) =>
            wanted > free && (
              <span className="font-semibold text-clay">
                {number(wanted - free)}
              </span>
            ),
        },
        {
          key: "people",
          head: t("people"),
          cell: ({ of }) =>
            of !== null && (
              <People cohortId={cohortId} by={by} of={of} name={name(of)} />
            ),
        },
      ]}
    />
  );
}

/** The list of the people concerned; it also has those who are accepted but left out of the run. */
function People(props: {
  cohortId: string;
  by: "sector" | "market";
  of: string;
  name: string;
}) {
  const t = useTranslations("runs.preflight");
  const { cohortId, by, of, name } = props;
  return (
    <span className="flex flex-wrap gap-x-3">
      {(["mentee", "mentor"] as const).map((role) => (
        <Link
          key={role}
          to={`/cohorts/${cohortId}/enrolments?${new URLSearchParams({ role, state: "accepted", [by]: of })}`}
          className="inline-block py-0.5"
        >
          {t.rich(`${role}s_of`, {
            name,
            hidden: (text) => <Hidden>{text}</Hidden>,
          })}
        </Link>
      ))}
    </span>
  );
}
