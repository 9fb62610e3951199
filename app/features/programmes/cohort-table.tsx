import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Table } from "~/components/table.tsx";
import { Badge, type Tone } from "~/components/values.tsx";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import type { CohortAction } from "~/domain/cohort/next-action.ts";
import { actionPath } from "./action-path.ts";
import type { CohortOverview } from "./figures.server.ts";

export type CohortRow = CohortOverview & { action: CohortAction | null };

const TONES: Readonly<Record<CohortState, Tone>> = {
  draft: "plain",
  recruiting: "info",
  matching: "warning",
  running: "good",
  closed: "plain",
};

/** The cohorts of a programme, each with its phase, its people and its next action. */
export function CohortTable(props: {
  programmeName: string;
  cohorts: readonly CohortRow[];
}) {
  const t = useTranslations("programmes");
  const states = useTranslations("terms.cohort_state");
  const format = useFormatter();
  return (
    <Table
      caption={t("cohorts_table", { name: props.programmeName })}
      rows={props.cohorts}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          head: t("cohort"),
          heading: true,
          cell: (row) => (
            <Link
              to={`/cohorts/${row.id}`}
              className="inline-block min-w-28 font-semibold"
            >
              <bdi>{row.name}</bdi>
            </Link>
          ),
        },
        {
          key: "state",
          head: t("state"),
          cell: (row) => (
            <Badge tone={TONES[row.state]}>{states(row.state)}</Badge>
          ),
        },
        {
          key: "next",
          head: t("columns.next"),
          cell: (row) => <NextCell row={row} />,
        },
        {
          key: "mentors",
          head: t("columns.mentors"),
          numeric: true,
          cell: (row) => format.number(row.mentors),
        },
        {
          key: "mentees",
          head: t("columns.mentees"),
          numeric: true,
          cell: (row) => format.number(row.mentees),
        },
        {
          key: "pairs",
          head: t("columns.pairs"),
          numeric: true,
          cell: (row) => (
            <bdi className="whitespace-nowrap">
              {row.pairsTarget === null
                ? format.number(row.funnel.active)
                : t("pairs_of_target", {
                    count: row.funnel.active,
                    target: row.pairsTarget,
                  })}
            </bdi>
          ),
        },
      ]}
    />
  );
}

function NextCell({ row }: { row: CohortRow }) {
  const t = useTranslations("programmes.action");
  const { action } = row;
  if (!action) return <span className="text-muted">{t("closed")}</span>;
  return (
    <Link
      to={actionPath(row.id, action.kind)}
      className="inline-block min-w-32"
    >
      {t(action.kind, { count: action.count })}
    </Link>
  );
}
