import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Facts } from "~/components/page.tsx";
import { Bar, Score } from "~/components/values.tsx";
import type { UnmatchedCause } from "~/domain/matching/types.ts";
import { Remedy } from "./run-insights.tsx";
import type { runPage } from "./run-page.server.ts";

type Data = SerializeFrom<typeof runPage>;
type Outcome = NonNullable<Data["outcome"]>;

/** The figures of a run that people ask for first. */
export function Figures({ data, outcome }: { data: Data; outcome: Outcome }) {
  const t = useTranslations("matching");
  const { mentees } = data.run;
  return (
    <Card title={t("result")}>
      <Facts
        items={[
          {
            term: t("matched"),
            value: (
              <span className="flex flex-wrap items-center gap-3 font-semibold">
                {t("matched_of", { matched: outcome.matched, of: mentees })}
                <Bar value={outcome.matched} of={mentees} />
              </span>
            ),
          },
          ...(["mean", "median", "worst"] as const).map((figure) => ({
            term: t(figure),
            value: <ScoreOrNone value={outcome[figure]} />,
          })),
          {
            term: t("load"),
            value: t("load_text", {
              taken: outcome.load.taken,
              places: outcome.load.places,
              unused: outcome.load.unused,
            }),
          },
          { term: t("blocking"), value: outcome.blockingPairs },
        ]}
      />
      {outcome.pinned > 0 && (
        <p className="mt-3">{t("pinned_count", { count: outcome.pinned })}</p>
      )}
    </Card>
  );
}

function ScoreOrNone({ value }: { value: number | null }) {
  return value === null ? (
    <span aria-hidden="true">–</span>
  ) : (
    <Score value={value} />
  );
}

export function Unmatched({
  cohortId,
  rows,
  remedies,
}: {
  cohortId: string;
  rows: Outcome["unmatched"];
  remedies: NonNullable<Outcome["insights"]>["remedies"];
}) {
  const t = useTranslations("matching");
  const remedyOf = new Map(remedies.map((one) => [one.mentee, one]));
  return (
    <Card title={t("unmatched")}>
      {rows.length === 0 ? (
        <p>{t("unmatched_none")}</p>
      ) : (
        <ul className="grid gap-3">
          {rows.map((row) => (
            <li key={row.id}>
              <span className="font-semibold">
                <bdi>{row.name}</bdi>
              </span>
              {row.organisation && (
                <span className="text-muted">
                  {" · "}
                  <bdi>{row.organisation}</bdi>
                </span>
              )}
              <span className="block">
                <Cause row={row} />{" "}
                <Link
                  to={`/cohorts/${cohortId}/why-not?mentee=${row.id}`}
                  className="inline-block py-0.5"
                >
                  {t("ask_why")}
                </Link>
              </span>
              <RemedyOf remedy={remedyOf.get(row.id)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Cause({ row }: { row: Outcome["unmatched"][number] }) {
  const t = useTranslations("matching");
  const format = useFormatter();
  const { crowd } = row;
  if (crowd === null) return t(`cause.${row.cause as UnmatchedCause}`);
  return t("crowd", {
    mentees: crowd.mentees,
    places: crowd.places,
    mentors: format.list(
      crowd.more > 0
        ? [...crowd.mentors, t("crowd_more", { count: crowd.more })]
        : crowd.mentors,
    ),
  });
}

function RemedyOf(props: {
  remedy: NonNullable<Outcome["insights"]>["remedies"][number] | undefined;
}) {
  return props.remedy ? <Remedy remedy={props.remedy} /> : null;
}

export function Comparison({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("matching");
  const { comparison } = outcome;
  if (comparison === null)
    return (
      <Card title={t("compare")}>
        <p>{t("compare_first")}</p>
      </Card>
    );
  const { kept, addedCount, removedCount } = comparison;
  const isSame = addedCount === 0 && removedCount === 0;
  return (
    <Card
      title={t("compare")}
      actions={
        <Link to={`/runs/${comparison.runId}`} className="inline-block py-1">
          {t("see_busy")}
        </Link>
      }
    >
      <p>
        {isSame
          ? t("compare_same")
          : t("compare_text", {
              kept,
              added: addedCount,
              removed: removedCount,
            })}
      </p>
      <Pairs title={t("added")} pairs={comparison.added} all={addedCount} />
      <Pairs
        title={t("removed")}
        pairs={comparison.removed}
        all={removedCount}
      />
    </Card>
  );
}

function Pairs(props: {
  title: ReactNode;
  pairs: NonNullable<Outcome["comparison"]>["added"];
  all: number;
}) {
  const t = useTranslations("matching");
  const { title, pairs, all } = props;
  if (pairs.length === 0) return null;
  return (
    <details className="mt-3">
      <summary className="min-h-9 cursor-pointer py-1 font-semibold">
        {title} <bdi>({all})</bdi>
      </summary>
      <ul className="mt-2 list-disc ps-5">
        {pairs.map(({ mentee, mentor }, index) => (
          <li key={index}>
            {t.rich("pair", {
              ...isolated,
              mentee: mentee.name,
              mentor: mentor.name,
            })}
          </li>
        ))}
        {all > pairs.length && <li aria-hidden="true">…</li>}
      </ul>
    </details>
  );
}
