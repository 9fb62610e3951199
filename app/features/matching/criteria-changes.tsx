import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { Day } from "~/components/values.tsx";
import type { CriteriaChange } from "~/domain/reporting/criteria-difference.ts";
import type { comparePage } from "./compare.server.ts";

type Comparison = NonNullable<SerializeFrom<typeof comparePage>["comparison"]>;

/** What of the criteria is not the same in two runs, in words. */
export function CriteriaChanges({ before, after, criteria }: Comparison) {
  const t = useTranslations("runs.compare");
  const versions = useTranslations("matching");
  return (
    <Card title={t("criteria")}>
      <p className={criteria.length > 0 ? "mb-4" : ""}>
        {before.version === after.version
          ? t("same_version", {
              version: versions("criteria_version", {
                version: before.version,
              }),
            })
          : criteria.length === 0
            ? t("same_criteria")
            : t("versions", {
                before: versions("criteria_version", {
                  version: before.version,
                }),
                after: versions("criteria_version", {
                  version: after.version,
                }),
              })}
      </p>
      {criteria.length > 0 && (
        <Table
          caption={t("criteria")}
          rows={criteria}
          rowKey={({ part, ...rest }) => `${part} ${"of" in rest && rest.of}`}
          columns={[
            {
              key: "part",
              head: t("part"),
              heading: true,
              cell: (change) => <Part change={change} />,
            },
            {
              key: "before",
              head: t("before"),
              cell: (change) => <Value change={change} side="before" />,
            },
            {
              key: "after",
              head: t("after"),
              cell: (change) => <Value change={change} side="after" />,
            },
          ]}
        />
      )}
    </Card>
  );
}

function Part({ change }: { change: CriteriaChange }): ReactNode {
  const t = useTranslations("runs.compare.parts");
  const terms = useTranslations("terms");
  if (change.part === "weight")
    return t("weight", { name: terms(`criterion.${change.of}`) });
  if (change.part === "country")
    return t("country", { name: terms(`country_mode.${change.of}`) });
  return t(change.part);
}

type LinesChange = Extract<CriteriaChange, { added: number }>;
type ValueChange = Exclude<CriteriaChange, LinesChange>;

/** Of the tables it is counted how many lines came, went or have another value. */
function Value(props: {
  change: CriteriaChange;
  side: "before" | "after";
}): ReactNode {
  const t = useTranslations("runs.compare");
  const { change, side } = props;
  if (!("added" in change)) return <OneValue change={change} side={side} />;
  const { added, removed, changed } = change;
  return side === "after" ? t("lines", { added, removed, changed }) : null;
}

function OneValue(props: {
  change: ValueChange;
  side: "before" | "after";
}): ReactNode {
  const t = useTranslations("runs.compare");
  const terms = useTranslations("terms");
  const format = useFormatter();
  const { change, side } = props;
  switch (change.part) {
    case "objective":
      return terms(`objective.${change[side]}`);
    case "language":
      return terms(`level.${change[side]}`);
    case "reference_date":
      return <ReferenceDay on={change[side]} />;
    case "same_organisation":
    case "floor":
      return t(change[side] ? "yes" : "no");
    case "evenness":
      return t(`evenness.${change[side]}`);
    case "proposing":
      return t(`proposing.${change[side]}`);
    case "minimum_score":
      return <bdi>{format.number(change[side] / 100)}</bdi>;
    default:
      return <bdi>{format.number(change[side])}</bdi>;
  }
}

function ReferenceDay({ on }: { on: string | null }): ReactNode {
  const t = useTranslations("runs.compare");
  return on === null ? t("day_of_run") : <Day on={on} />;
}
