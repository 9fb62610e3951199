import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { Day } from "~/components/values.tsx";
import type { runPage } from "./run-page.server.ts";

type Data = SerializeFrom<typeof runPage>;
type Outcome = NonNullable<Data["outcome"]>;

/** The certificate in words, and what the result was computed from. */
export function Proof({ data, outcome }: { data: Data; outcome: Outcome }) {
  const t = useTranslations("matching");
  const { run } = data;
  return (
    <Card title={t("proof")}>
      <Claims data={data} outcome={outcome} />
      <Facts
        items={[
          {
            term: t("input"),
            value: t.rich("input_text", {
              mentees: run.mentees,
              mentors: run.mentors,
              date: () => <Day on={run.referenceDate} />,
            }),
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
          {
            term: t("input_hash"),
            value: <Fingerprint value={run.inputHash} />,
          },
          {
            term: t("result_hash"),
            value: <Fingerprint value={run.resultHash ?? ""} />,
          },
        ]}
      />
      <p className="mt-4 text-sm text-muted">
        {t("took", { seconds: Math.max(1, Math.round(run.seconds)) })}
        {". "}
        {t("frozen")}
      </p>
    </Card>
  );
}

/** What was proved, over how many pairs, and what that means for whoever changes a pair by hand. */
function Claims({ data, outcome }: { data: Data; outcome: Outcome }) {
  const t = useTranslations("matching");
  const format = useFormatter();
  const { certificate, floor } = outcome;
  const { criteria } = data;
  const { objective } = criteria;
  if (certificate === null || objective === "stable")
    return (
      <div className="mb-4 grid gap-2">
        <p>{t("proof_none")}</p>
        <p>{t(`proved.by_${criteria.proposing}`)}</p>
      </div>
    );
  const { primal, dual, pairsChecked } = certificate;
  const pairs = t("proof_pairs", { count: pairsChecked });
  const isExact = primal === dual;
  return (
    <div className="mb-4 grid gap-2">
      <p className="font-semibold">
        {isExact
          ? t("proof_text", { primal: format.number(primal), pairs })
          : t("proved.gap", {
              primal: format.number(primal),
              dual: format.number(dual),
              pairs,
            })}
      </p>
      <ul className="list-disc ps-5">
        {isExact && <li>{t(`proved.${objective}`)}</li>}
        {floor !== null && <li>{t("proved.floor", { score: floor / 100 })}</li>}
        {criteria.evenness > 0 && (
          <li>{t("proved.even", { times: String(criteria.evenness + 1) })}</li>
        )}
        {criteria.quotas.length > 0 && (
          <li>{t("proved.quotas", { count: criteria.quotas.length })}</li>
        )}
        {isExact && <li>{t("proved.means")}</li>}
      </ul>
    </div>
  );
}

/** Why a run failed, with the quota that could not be kept. */
export function Failure({ failure }: { failure: Data["run"]["failure"] }) {
  const t = useTranslations("matching");
  const criteria = useTranslations("criteria");
  if (failure === null) return null;
  const { quota, possible } = failure;
  if (quota === null) return t(`failure.${failure.key as "fault"}`);
  return t(`failure.${failure.key as "quota_few"}`, {
    side: criteria(`side.${quota.side}`),
    by: criteria(`quota_attribute.${quota.by}`),
    value: quota.value,
    atLeast: quota.atLeast ?? 0,
    atMost: quota.atMost ?? 0,
    possible,
  });
}

function Fingerprint({ value }: { value: string }) {
  return (
    <code dir="ltr" className="text-sm break-all">
      {value}
    </code>
  );
}
