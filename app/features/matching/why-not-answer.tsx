import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Notice } from "~/components/page.tsx";
import { Score } from "~/components/values.tsx";
import { ReasonList, SumTable } from "~/features/pairings/explanation.tsx";
import { Changes, EffectSentences } from "./effect.tsx";
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
  if (!run?.explanation) return <Notice>{t("verdict.no_run")}</Notice>;
  if (run.isProposed)
    return <Notice look="good">{t("verdict.proposed")}</Notice>;
  return (
    <OfRun
      run={run}
      score={run.explanation.score}
      hasChanged={run.explanation.score !== explanation.score}
    />
  );
}

/** What the last run says of a pair that it allowed and did not propose. */
function OfRun(props: {
  run: NonNullable<Facts["run"]>;
  score: number;
  hasChanged: boolean;
}) {
  const t = useTranslations("matching.why");
  const { run, score, hasChanged } = props;
  if (score < run.minimumScore)
    return (
      <Notice look="warning">
        {t("verdict.below", {
          score: Math.round(score / 100),
          minimum: Math.round(run.minimumScore / 100),
        })}
      </Notice>
    );
  return <EffectNotice effect={run.effect} hasChanged={hasChanged} />;
}

/** What insisting on the pair would do: the sum, and the people it moves. */
function EffectNotice(props: {
  effect: NonNullable<Facts["run"]>["effect"];
  hasChanged: boolean;
}) {
  const t = useTranslations("matching.why");
  const exchange = useTranslations("exchange");
  const { effect, hasChanged } = props;
  if (effect === null) return <Notice title={t("verdict.cost")} />;
  const { people, secondPlaces, total } = effect.gain;
  const isFree = people >= 0 && secondPlaces >= 0 && total >= 0;
  return (
    <Notice title={t(isFree ? "verdict.free" : "verdict.cost")}>
      <div className="grid gap-2">
        <h3 className="font-semibold">{exchange("effect.title")}</h3>
        <EffectSentences gain={effect.gain} />
        <h3 className="font-semibold">
          {exchange("chain.title", { count: effect.changes.length })}
        </h3>
        <Changes changes={effect.changes} />
        <p className="text-sm">{exchange("effect.exact")}</p>
        {hasChanged && <p className="text-sm">{t("changed")}</p>}
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
