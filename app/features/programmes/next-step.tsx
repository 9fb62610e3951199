import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import type { CohortBlocker, CohortState } from "~/domain/cohort/lifecycle.ts";
import type { CohortAction } from "~/domain/cohort/next-action.ts";
import { actionPath } from "./action-path.ts";

/** The one thing to do next, as the page's main button; on a page of several cohorts, of which one. */
export function NextStep({
  cohortId,
  cohortName,
  action,
}: {
  cohortId: string;
  cohortName?: string;
  action: CohortAction | null;
}) {
  const t = useTranslations("programmes.next");
  return (
    <section className="mb-6 rounded-card border border-sea bg-sea-soft p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-sm font-semibold text-sea">
            {t("title")}
            {cohortName && (
              <>
                {" · "}
                <bdi>{cohortName}</bdi>
              </>
            )}
          </h2>
          <p className="sm:text-lg">
            {action ? t(action.kind, { count: action.count }) : t("closed")}
          </p>
        </div>
        {action && <ActionButton cohortId={cohortId} action={action} />}
      </div>
    </section>
  );
}

function ActionButton({
  cohortId,
  action,
}: {
  cohortId: string;
  action: CohortAction;
}) {
  const t = useTranslations("programmes.next");
  const label = t(`${action.kind}_do`);
  if (action.to === null)
    return (
      <ButtonLink look="main" to={actionPath(cohortId, action.kind)}>
        {label}
      </ButtonLink>
    );
  return (
    <DeedForm action={`/cohorts/${cohortId}/state`} fields={{ to: action.to }}>
      <Button>{label}</Button>
    </DeedForm>
  );
}

interface PhaseChangeProps {
  cohortId: string;
  next: CohortState | null;
  blockers: readonly CohortBlocker[];
  previous: CohortState | null;
  returnBlockers: readonly CohortBlocker[];
}

/** The way on and the way back, each with what stands in it. */
export function PhaseChange(props: PhaseChangeProps) {
  const t = useTranslations("programmes.phase");
  const { cohortId, next, previous } = props;
  if (next === null && previous === null) return null;
  return (
    <details className="mb-6 rounded-card border border-line bg-surface">
      <summary className="flex min-h-11 cursor-pointer items-center px-4 font-semibold hover:bg-sea-soft">
        {t("more")}
      </summary>
      <div className="grid gap-6 p-4 sm:grid-cols-2">
        {next && (
          <Way
            cohortId={cohortId}
            to={next}
            kind="advance"
            blockers={props.blockers}
          />
        )}
        {previous && (
          <Way
            cohortId={cohortId}
            to={previous}
            kind="return"
            blockers={props.returnBlockers}
          />
        )}
      </div>
    </details>
  );
}

function Way(props: {
  cohortId: string;
  to: CohortState;
  kind: "advance" | "return";
  blockers: readonly CohortBlocker[];
}) {
  const t = useTranslations("programmes");
  const states = useTranslations("terms.cohort_state");
  const { cohortId, to, kind, blockers } = props;
  const state = states(to);
  if (blockers.length === 0)
    return (
      <div className="grid content-start justify-items-start gap-2">
        {kind === "advance" && <p>{t("phase.ready", { state })}</p>}
        <DeedForm action={`/cohorts/${cohortId}/state`} fields={{ to }}>
          <Button look="quiet">{t(`phase.${kind}`, { state })}</Button>
        </DeedForm>
      </div>
    );
  return (
    <div>
      <p className="font-semibold">
        {t(kind === "advance" ? "phase.before" : "phase.before_return", {
          state,
        })}
      </p>
      <ul className="list-disc ps-5">
        {blockers.map((blocker) => (
          <li key={blocker}>{t(`blockers.${blockerKey(blocker)}`)}</li>
        ))}
      </ul>
    </div>
  );
}

type BlockerKey = CohortBlocker extends `cohort.${infer Key}` ? Key : never;

function blockerKey(blocker: CohortBlocker): BlockerKey {
  return blocker.slice("cohort.".length) as BlockerKey; // every blocker begins so
}
