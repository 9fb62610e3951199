import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { ProposalCard } from "~/features/pairings/proposal-card.tsx";
import { QuestionForm, Thread } from "~/features/pairings/questions.tsx";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "proposals", "title");

export const loader = loaderFor(
  "/proposals/:pairingId",
  async ({ ctx, params }) =>
    reply(await proposalPage(ctx, readId(params.pairingId))),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Proposal() {
  const t = useTranslations("proposals");
  const { locale } = useViewer();
  const data = useLoaderData<typeof loader>();
  const { card, side, state } = data;
  return (
    <Page
      width="narrow"
      title={
        card
          ? t.rich(`heading.${side}`, { ...isolated, name: card.firstName })
          : t("title")
      }
      lead={<bdi>{data.cohortName}</bdi>}
    >
      {state !== "open" && <Standing data={data} state={state} />}
      {card && <ProposalCard card={card} locale={locale} />}
      {state === "open" && card && (
        <Answer
          id={data.id}
          side={side}
          name={card.firstName}
          approvedBy={data.approvedBy}
        />
      )}
      {state === "accepted" && <ChangeOfMind id={data.id} />}
      <Card id="questions" title={t("questions.title")}>
        {state === "open" && <p className="mb-4">{t("questions.lead")}</p>}
        <Thread messages={data.messages} />
        <QuestionForm pairingId={data.id} />
      </Card>
    </Page>
  );
}

function Standing({
  data,
  state,
}: {
  data: Data;
  state: Exclude<Data["state"], "open">;
}) {
  const t = useTranslations("proposals");
  const isGood = state === "active" || state === "accepted";
  return (
    <>
      <Notice look={isGood ? "good" : "info"} title={t(`state.${state}.title`)}>
        <p>
          {state === "accepted"
            ? t.rich("state.accepted.text", {
                ...isolated,
                name: data.card?.firstName ?? "",
              })
            : t(`state.${state}.text`)}
        </p>
      </Notice>
      <p className="mb-6">
        {state === "active" || state === "over" ? (
          <ButtonLink to={`/pairs/${data.id}`} look="main">
            {t("to_pair")}
          </ButtonLink>
        ) : (
          <ButtonLink to="/home">{t("home")}</ButtonLink>
        )}
      </p>
    </>
  );
}

function Answer(props: {
  id: string;
  side: "mentor" | "mentee";
  name: string;
  /** Who of the coordination did; null for somebody who has been erased. */
  approvedBy: string | null;
}) {
  const { id, side, name, approvedBy } = props;
  const t = useTranslations("proposals");
  const action = `/proposals/${id}/decision`;
  return (
    <Card title={t("decide")}>
      <p className="mb-4">
        {t.rich(`accept_hint.${side}`, { ...isolated, name })}
      </p>
      <div className="flex flex-wrap gap-3">
        <DeedForm action={action} fields={{ step: "accept" }}>
          <Button look="agree" className="px-8">
            {t(`accept.${side}`)}
          </Button>
        </DeedForm>
        <ButtonLink to={`${action}?step=decline`}>{t("decline")}</ButtonLink>
      </div>
      <p className="mt-4 text-sm text-muted">
        {t("decline_hint")}{" "}
        {approvedBy === null
          ? t("human")
          : t.rich("human_named", { ...isolated, name: approvedBy })}
      </p>
    </Card>
  );
}

/** Until the mentee has confirmed, a mentor can take the yes back. */
function ChangeOfMind({ id }: { id: string }) {
  const t = useTranslations("proposals");
  return (
    <p className="mb-6 text-muted">
      {t("withdraw_hint")}{" "}
      <Link
        to={`/proposals/${id}/decision?step=decline`}
        className="inline-block py-1"
      >
        {t("withdraw")}
      </Link>
    </p>
  );
}
