import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { PersonCell } from "~/components/person-cell.tsx";
import { FilterTabs, NextPage, Table } from "~/components/table.tsx";
import { Day } from "~/components/values.tsx";
import type { runsPage } from "./preflight.server.ts";

type Data = SerializeFrom<typeof runsPage>;

/** Places against demand, and what a run starts from. */
export function Balance({ data }: { data: Data }) {
  const t = useTranslations("matching");
  const spare = data.capacity - data.demand;
  return (
    <>
      <Facts
        items={[
          { term: t("mentees_in"), value: data.mentees },
          { term: t("mentors_in"), value: data.mentors },
          { term: t("demand"), value: data.demand },
          { term: t("places"), value: data.capacity },
          { term: t("pins"), value: data.pins },
          {
            term: t("exclusions"),
            value: (
              <>
                {data.exclusions}{" "}
                <span className="text-sm text-muted">
                  {t("exclusions_hint")}
                </span>
              </>
            ),
          },
          {
            term: t("criteria"),
            value: (
              <Link
                to={`/cohorts/${data.cohort.id}/criteria`}
                className="inline-block py-0.5"
              >
                {t("criteria_version", { version: data.criteria.version })}
              </Link>
            ),
          },
        ]}
      />
      {data.mentees > 0 && (
        <p className={`mt-4 ${spare < 0 ? "font-semibold text-clay" : ""}`}>
          {spare < 0
            ? t("balance.short", { missing: -spare })
            : t("balance.enough", { spare })}
        </p>
      )}
    </>
  );
}

const MISSING = [
  "markets",
  "needs",
  "offers",
  "menteeTime",
  "mentorTime",
] as const;
const COLLECTED = ["needs", "time", "targetMarkets"] as const;

/** A criterion that nobody was asked about is not missing data: it is not compared. */
const ASKED = {
  markets: "targetMarkets",
  needs: "needs",
  offers: "needs",
  menteeTime: "time",
  mentorTime: "time",
} as const;

export function MissingData({ missing }: { missing: Data["missing"] }) {
  const t = useTranslations("matching");
  const gaps = MISSING.filter(
    (item) => missing[item] > 0 && missing.collected[ASKED[item]],
  );
  const unused = COLLECTED.filter((item) => !missing.collected[item]);
  return (
    <Card title={t("missing")}>
      {gaps.length === 0 ? (
        <p>{t("missing_none")}</p>
      ) : (
        <>
          <ul className="list-disc ps-5">
            {gaps.map((item) => (
              <li key={item}>
                {t(`missing_item.${item}`, { count: missing[item] })}
              </li>
            ))}
          </ul>
          <p className="mt-2 text-sm text-muted">{t("missing_hint")}</p>
        </>
      )}
      {unused.length > 0 && (
        <p className="mt-2 text-sm text-muted">
          {t("unused", {
            list: unused.map((item) => t(`unused_name.${item}`)).join(" · "),
          })}
        </p>
      )}
    </Card>
  );
}

const LEFT_OUT_ID = "left-out";

/** How many are not in the run for which reason, and a page of them. */
export function LeftOut({ leftOut }: { leftOut: Data["leftOut"] }) {
  const t = useTranslations("matching");
  const { reason, counts, rows, after } = leftOut;
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="mb-8" id={LEFT_OUT_ID}>
      <h2 className="mb-3 text-xl">{t("left_out")}</h2>
      {all > 0 && (
        <FilterTabs
          name="left"
          anchor={LEFT_OUT_ID}
          current={reason}
          label={t("left_out_filter.label")}
          options={[
            { value: "all", label: t("left_out_filter.all"), count: all },
            ...counts.map(({ reason: value, count }) => ({
              value,
              label: t(`left_out_filter.${value}`),
              count,
            })),
          ]}
        />
      )}
      {rows.length > 0 ? (
        <LeftOutTable rows={rows} />
      ) : (
        <p className="text-muted">
          {all > 0 ? t("left_out_nobody") : t("left_out_none")}
        </p>
      )}
      <NextPage after={after} anchor={LEFT_OUT_ID} />
    </section>
  );
}

type Row = Data["leftOut"]["rows"][number];

function LeftOutTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("matching");
  const roles = useTranslations("terms.role");
  return (
    <Table
      caption={t("left_out")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "person",
          head: t("column.person"),
          heading: true,
          cell: (row) => (
            <PersonCell
              to={`/enrolments/${row.id}`}
              name={row.name}
              organisation={row.organisation}
            />
          ),
        },
        {
          key: "role",
          head: t("column.role"),
          cell: ({ role }) => roles(role),
        },
        {
          key: "why",
          head: t("column.why"),
          cell: (row) => <WhyLeftOut {...row} />,
        },
      ]}
    />
  );
}

function WhyLeftOut(row: Row): ReactNode {
  const t = useTranslations("matching.left_out_why");
  const states = useTranslations("terms.enrolment_state");
  if (row.reason === "not_accepted")
    return t("not_accepted", { state: states(row.state) });
  if (row.reason === "paused")
    return t.rich("paused", {
      date: () => <Day on={row.pausedUntil ?? ""} />,
    });
  return t(row.reason);
}
