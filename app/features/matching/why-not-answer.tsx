import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Notice } from "~/components/page.tsx";
import { Score } from "~/components/values.tsx";
import { ReasonList, SumTable } from "~/features/pairings/explanation.tsx";
import { Changes, EffectNotes, EffectSentences } from "./effect.tsx";
import type { whyNotPage } from "./why-not-page.server.ts";

type Facts = NonNullable<SerializeFrom<typeof whyNotPage>["answer"]>;

/** Why two people are not a pair, from the strongest reason to the sum. */
export function Answer(props: {
  mentee: string;
  mentor: string;
  answer: Facts;
  /** What can be done about it. */
  children: ReactNode;
}) {
  const { mentee, mentor, answer, children } = props;
  const t = useTranslations("matching.why");
  const { explanation } = answer;
  return (
    <Card title={t.rich("heading", { ...isolated, mentee, mentor })}>
      {explanation === null ? (
        <Notice look="warning">{t("unscored")}</Notice>
      ) : (
        <div className="grid gap-4">
          <p>
            <Score value={explanation.score} />
          </p>
          <Verdict answer={answer} explanation={explanation} />
          <LeftOutNotes answer={answer} />
          <SumTable explanation={explanation} />
          {explanation.warnings.length > 0 && (
            <ReasonList reasons={explanation.warnings} />
          )}
          {children}
        </div>
      )}
    </Card>
  );
}

function Verdict({
  answer,
  explanation,
}: {
  answer: Facts;
  explanation: NonNullable<Facts["explanation"]>;
}) {
  const t = useTranslations("matching.why");
  const { run } = answer;
  if (explanation.blockedBy.length > 0)
    return (
      <Notice look="danger" title={t("verdict.blocked")}>
        <ReasonList reasons={explanation.blockedBy} />
      </Notice>
    );
  if (!run) return <Notice>{t("verdict.no_run")}</Notice>;
  const hasChanged = run.score !== null && run.score !== explanation.score;
  return <OfProposals run={run} hasChanged={hasChanged} />;
}

/** What an allowed pair would do to the proposals, or what stands against it. */
function OfProposals(props: {
  run: NonNullable<Facts["run"]>;
  hasChanged: boolean;
}) {
  const t = useTranslations("matching.why");
  const { run, hasChanged } = props;
  const { score, minimumScore, hindrance } = run;
  if (hindrance === "stands")
    return <Notice look="good">{t("verdict.stands")}</Notice>;
  return (
    <>
      {score !== null && score < minimumScore && (
        <Notice look="warning">
          {t("verdict.below", {
            score: Math.round(score / 100),
            minimum: Math.round(minimumScore / 100),
          })}
        </Notice>
      )}
      {hindrance !== null && <Notice>{t(`verdict.${hindrance}`)}</Notice>}
      {run.effect && (
        <EffectNotice
          effect={run.effect}
          changed={
            hasChanged ? (run.isOfRun ? "changed" : "changed_criteria") : null
          }
        />
      )}
    </>
  );
}

/** What insisting on the pair would do: the sum, and the people it moves. */
function EffectNotice(props: {
  effect: NonNullable<NonNullable<Facts["run"]>["effect"]>;
  changed: "changed" | "changed_criteria" | null;
}) {
  const t = useTranslations("matching.why");
  const exchange = useTranslations("exchange");
  const { effect, changed } = props;
  const { people, secondPlaces, total } = effect.gain;
  const isFree = people >= 0 && secondPlaces >= 0 && total >= 0;
  return (
    <Notice title={t(isFree ? "verdict.free" : "verdict.cost")}>
      <div className="grid gap-2">
        <h3 className="font-semibold">{exchange("effect.title")}</h3>
        <EffectSentences gain={effect.gain} />
        <EffectNotes notes={effect.notes} />
        <h3 className="font-semibold">
          {exchange("chain.title", { count: effect.changes.length })}
        </h3>
        <Changes changes={effect.changes} />
        {effect.notes.isBest && (
          <p className="text-sm">{exchange("effect.exact")}</p>
        )}
        {changed && <p className="text-sm">{t(changed)}</p>}
      </div>
    </Notice>
  );
}

function LeftOutNotes({ answer }: { answer: Facts }) {
  const t = useTranslations("matching.why");
  const why = useTranslations("matching.left_out_short");
  const { menteeLeftOut, mentorLeftOut, places } = answer;
  return (
    <ul className="grid gap-1">
      {menteeLeftOut && <li>{t("out.mentee", { why: why(menteeLeftOut) })}</li>}
      {mentorLeftOut && <li>{t("out.mentor", { why: why(mentorLeftOut) })}</li>}
      {places && <li>{t("places", places)}</li>}
    </ul>
  );
}
