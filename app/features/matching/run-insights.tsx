import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card } from "~/components/page.tsx";
import { ReasonText } from "~/features/pairings/explanation.tsx";
import { EffectSentences } from "./effect.tsx";
import type { runInsights } from "./run-insights.server.ts";

type Insights = NonNullable<SerializeFrom<typeof runInsights>>;

/** What one more place at the most wanted mentors would bring. */
export function MorePlaces(props: {
  cohortId: string;
  places: Insights["places"];
}) {
  const { cohortId, places } = props;
  const t = useTranslations("exchange.places");
  return (
    <Card title={t("title")}>
      {places.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <>
          <p className="mb-3 text-muted">{t("lead")}</p>
          <ul className="grid gap-3">
            {places.map(({ mentor, name, gain, moves }) => (
              <li key={mentor}>
                <Link
                  to={`/cohorts/${cohortId}/why-not?mentor=${mentor}`}
                  className="inline-block py-0.5 font-semibold"
                >
                  <bdi>{name}</bdi>
                </Link>
                <EffectSentences gain={gain} />
                <p className="text-sm text-muted">
                  {t("moves", { count: moves })}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

/** The cheapest thing that would give an unmatched mentee a pair, and what it brings. */
export function Remedy({ remedy }: { remedy: Insights["remedies"][number] }) {
  const t = useTranslations("exchange.remedy");
  const { kind, name, reason, score, gain } = remedy;
  return (
    <div>
      <p>
        {t.rich(kind, {
          ...isolated,
          mentor: name,
          score: Math.round((score ?? 0) / 100),
          rule: () => reason && <ReasonText reason={reason} />,
        })}
      </p>
      <EffectSentences gain={gain} />
    </div>
  );
}
