import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { Bar } from "~/components/values.tsx";

interface Rated {
  readonly given: number;
  readonly missing: number;
}

/** That a run used ratings of first meetings, and how many were missing; nothing where nobody met. */
export function RunRatings({ rated }: { rated: Rated | null }) {
  const t = useTranslations("first-meetings.run");
  if (rated === null) return null;
  const { given, missing } = rated;
  return (
    <Card title={t("title")}>
      <Facts
        items={[
          {
            term: t("used"),
            value: (
              <span className="flex flex-wrap items-center gap-3 font-semibold">
                {t("used_of", { given, all: given + missing })}
                <Bar value={given} of={given + missing} />
              </span>
            ),
          },
        ]}
      />
      <p className="mt-3 text-muted">{t("missing", { count: missing })}</p>
    </Card>
  );
}

/** Before a run: how many ratings there are, and the way to those that are missing. */
export function RatingsBefore({
  rated,
  cohortId,
}: {
  rated: Rated | null;
  cohortId: string;
}) {
  const t = useTranslations("first-meetings.preflight");
  if (rated === null) return null;
  const { given, missing } = rated;
  return (
    <Card title={t("title")}>
      <p>{t("given", { given, all: given + missing })}</p>
      <p className={missing > 0 ? "font-semibold text-clay" : "text-muted"}>
        {t("missing", { count: missing })}
      </p>
      <p className="mt-2">
        <Link
          to={`/cohorts/${cohortId}/first-meetings`}
          className="inline-block py-1"
        >
          {t("see")}
        </Link>
      </p>
    </Card>
  );
}
