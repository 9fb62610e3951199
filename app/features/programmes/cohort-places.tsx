import { Link } from "@remix-run/react";
import { Check, Circle } from "lucide-react";
import { useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import type { CohortState } from "~/domain/cohort/lifecycle.ts";
import type { CohortOverview } from "./figures.server.ts";

const PLACES = [
  ["enrolments", "enrolments"],
  ["import", "import"],
  ["invite", "invite"],
  ["criteria", "criteria"],
  ["first_meetings", "first-meetings"],
  ["runs", "runs"],
  ["pairings", "pairings"],
  ["send", "send"],
  ["why_not", "why-not"],
  ["figures", "figures/map"],
] as const;

/** Places that lead nowhere once a cohort is closed. */
const WHILE_OPEN: ReadonlySet<string> = new Set(["import", "invite", "send"]);

/** The other pages of a cohort. */
export function CohortPlaces({
  cohortId,
  state,
  hasMeetings,
}: {
  cohortId: string;
  state: CohortState;
  hasMeetings: boolean;
}) {
  const t = useTranslations("programmes.links");
  const isPlace = (path: string) =>
    (state !== "closed" || !WHILE_OPEN.has(path)) &&
    (hasMeetings || path !== "first-meetings");
  return (
    <nav aria-label={t("title")} className="mb-6 print:hidden">
      <ul className="flex flex-wrap gap-2">
        {PLACES.filter(([, path]) => isPlace(path)).map(([label, path]) => (
          <li key={path}>
            <Link
              to={`/cohorts/${cohortId}/${path}`}
              className="inline-flex min-h-9 items-center rounded-full border border-field bg-surface px-3 text-sm no-underline hover:border-sea"
            >
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What a cohort needs before its first pair, until it has one. */
export function Checklist({ overview }: { overview: CohortOverview }) {
  const t = useTranslations("programmes.checklist");
  const here = `/cohorts/${overview.id}`;
  const steps = [
    { key: "people", to: `${here}/import`, done: overview.enrolled > 0 },
    {
      key: "criteria",
      to: `${here}/criteria`,
      done: overview.criteriaVersion > 0,
    },
    { key: "run", to: `${here}/runs`, done: overview.runs > 0 },
    { key: "approve", to: `${here}/pairings`, done: overview.funnel.sent > 0 },
  ] as const;
  if (steps.every(({ done }) => done)) return null;
  return (
    <Card title={t("title")}>
      <ol className="grid gap-2">
        {steps.map(({ key, to, done }) => (
          <li key={key} className="flex items-start gap-3">
            {done ? (
              <Check
                aria-hidden="true"
                className="mt-1 size-5 shrink-0 text-olive"
              />
            ) : (
              <Circle
                aria-hidden="true"
                className="mt-1 size-5 shrink-0 text-muted"
              />
            )}
            <span>
              <Link to={to} className="inline-block py-0.5">
                {t(key)}
              </Link>{" "}
              <span className="text-sm text-muted">
                ({done ? t("done") : t("open")})
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** The address under which anybody may apply, or why there is none at the moment. */
export function JoinLink(props: {
  link: string;
  isOpen: boolean;
  state: CohortState;
}) {
  const t = useTranslations("programmes.join");
  const { link, isOpen, state } = props;
  const isPast = state !== "draft" && state !== "recruiting";
  if (!isOpen || isPast)
    return (
      <Card title={t("title")}>
        <p className="text-muted">{t(isOpen ? "over" : "closed")}</p>
      </Card>
    );
  return (
    <Card title={t("title")}>
      <p id="join-text" className="mb-2 text-muted">
        {t(state === "draft" ? "later" : "text")}
      </p>
      <input
        readOnly
        dir="ltr"
        value={link}
        aria-label={t("title")}
        aria-describedby="join-text"
        className="min-h-11 w-full rounded-lg border border-field bg-sunken px-3"
      />
    </Card>
  );
}
