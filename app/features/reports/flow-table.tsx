import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Table } from "~/components/table.tsx";
import {
  FLOW_STATES,
  type FlowState,
  type PairFlow,
} from "~/domain/reporting/pair-flows.ts";
import { pairsOf } from "./links.ts";
import { useCountryText } from "./country-text.ts";
import { spoken } from "./figure-page.tsx";

/** The numbers of the map; each leads to the pairs it counts. */
export function FlowTable({
  cohortId,
  flows,
}: {
  cohortId: string;
  flows: readonly PairFlow[];
}) {
  const t = useTranslations("reports");
  const name = useCountryText();
  const format = useFormatter();
  return (
    <Table
      caption={t("map.caption")}
      rows={flows}
      rowKey={({ from, to }) => `${from} ${to}`}
      columns={[
        {
          key: "from",
          head: t("map.from"),
          heading: true,
          cell: ({ from }) => <bdi>{name(from)}</bdi>,
        },
        {
          key: "to",
          head: t("map.to"),
          cell: ({ to }) => <bdi>{name(to)}</bdi>,
        },
        ...FLOW_STATES.map((state) => ({
          key: state,
          head: t(`state.${state}`),
          numeric: true,
          cell: (flow: PairFlow) => (
            <Count cohortId={cohortId} flow={flow} state={state} />
          ),
        })),
        {
          key: "total",
          head: t("total"),
          numeric: true,
          cell: ({ total }) => (
            <bdi className="font-semibold">{format.number(total)}</bdi>
          ),
        },
      ]}
    />
  );
}

/** Where a country is not stated, the list has no filter for it. */
function Count(props: { cohortId: string; flow: PairFlow; state: FlowState }) {
  const t = useTranslations("reports");
  const name = useCountryText();
  const format = useFormatter();
  const { cohortId, flow, state } = props;
  const { from, to, [state]: count } = flow;
  if (count === 0 || from === null || to === null)
    return (
      <bdi className={count === 0 ? "text-muted" : ""}>
        {format.number(count)}
      </bdi>
    );
  return (
    <Link
      to={pairsOf(cohortId, { from, to }, state)}
      className="-my-0.5 inline-block min-w-8 py-0.5"
    >
      {t.rich("map.show", {
        ...spoken,
        from: name(from),
        to: name(to),
        state: t(`state.${state}`),
        count,
      })}
    </Link>
  );
}

/** All pairs of the map in one sentence. */
export function FlowSums({ flows }: { flows: readonly PairFlow[] }) {
  const t = useTranslations("reports.map");
  const sum = (key: FlowState | "total") =>
    flows.reduce((total, flow) => total + flow[key], 0);
  return (
    <p>
      {t("sums", {
        total: sum("total"),
        on_the_way: sum("on_the_way"),
        active: sum("active"),
        ended: sum("ended"),
      })}
    </p>
  );
}
