import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import type { joinersOf } from "./joiners.server.ts";
import { Changes, EffectSentences } from "./effect.tsx";
import { FloorOfNext } from "./next-best.tsx";

type Data = NonNullable<SerializeFrom<typeof joinersOf>>;
type Suggestion = NonNullable<Data["suggestion"]>;

/** Who joined after the last run, how they would best be taken in, and the deeds: propose, set aside, look again. */
export function Joiners(props: { cohortId: string; joiners: Data }) {
  const t = useTranslations("exchange.joined");
  const { cohortId, joiners } = props;
  const { suggestion } = joiners;
  return (
    <Card id="joined" title={t("title")}>
      <div className="grid gap-3">
        {suggestion === null ? (
          <p>{t("nobody")}</p>
        ) : (
          <>
            <Named joiners={joiners} />
            <Suggested suggestion={suggestion} />
          </>
        )}
        <Deeds cohortId={cohortId} suggestion={suggestion} />
      </div>
    </Card>
  );
}

function Named({ joiners: { count, named } }: { joiners: Data }) {
  const t = useTranslations("exchange.joined");
  const roles = useTranslations("terms.role");
  return (
    <>
      <p>{t("count", { count })}</p>
      <ul className="list-disc ps-5">
        {named.map(({ id, name, role }) => (
          <li key={id}>
            <Link to={`/enrolments/${id}`} className="inline-block py-0.5">
              <bdi>{name}</bdi>
            </Link>{" "}
            <span className="text-sm text-muted">{roles(role)}</span>
          </li>
        ))}
      </ul>
      {count > named.length && (
        <p>{t("more", { count: count - named.length })}</p>
      )}
    </>
  );
}

function Suggested({ suggestion }: { suggestion: Suggestion }) {
  const t = useTranslations("exchange");
  const { changes, gain, floor, hindrance } = suggestion;
  if (hindrance !== null) return <p>{t(`joined.hindrance.${hindrance}`)}</p>;
  if (changes.length === 0) return <p>{t("next.none")}</p>;
  return (
    <>
      <p>{t("joined.lead")}</p>
      <Changes changes={changes} />
      <h3 className="font-semibold">{t("effect.title")}</h3>
      {gain && <EffectSentences gain={gain} />}
      <FloorOfNext floor={floor} />
    </>
  );
}

function Deeds(props: { cohortId: string; suggestion: Suggestion | null }) {
  const t = useTranslations("exchange");
  const { cohortId, suggestion } = props;
  const action = `/cohorts/${cohortId}/joiners`;
  const aside = suggestion?.setAsideAt ?? null;
  const waits = suggestion !== null && aside === null;
  const mayTake = waits && suggestion.changes.length > 0;
  return (
    <>
      {aside !== null && (
        <p>
          {t.rich("joined.aside_since", { date: () => <When at={aside} /> })}
        </p>
      )}
      {mayTake && (
        <p className="text-sm text-muted">
          {suggestion.changes.some((change) => change?.from !== null)
            ? t("next.take_hint")
            : t("joined.send_hint")}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        {mayTake && <Deed action={action} deed="take" look="main" />}
        {waits && <Deed action={action} deed="aside" look="quiet" />}
        <Deed action={action} deed="look" look="quiet" />
      </div>
    </>
  );
}

function Deed(props: {
  action: string;
  deed: "take" | "aside" | "look";
  look: "main" | "quiet";
}) {
  const t = useTranslations("exchange.joined");
  return (
    <DeedForm action={props.action} fields={{ deed: props.deed }}>
      <Button look={props.look}>{t(props.deed)}</Button>
    </DeedForm>
  );
}
