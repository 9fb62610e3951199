import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { answerProposal } from "~/features/pairings/answer.server.ts";
import { DeclineForm } from "~/features/pairings/decline-form.tsx";
import { AnswerInput } from "~/features/pairings/inputs.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import { Typed } from "~/features/pairings/typed.tsx";
import { checkForm, formOf, keepingTyped } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/proposals/:pairingId/decision";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "proposals", "declining.title");

export const loader = loaderFor(ROUTE, async ({ ctx, params }) => {
  const page = await proposalPage(ctx, readId(params.pairingId));
  const { id, side, card, state } = page;
  const today = ctx.now.toISOString().slice(0, 10);
  const isOpen = state === "open";
  const isTakenBack = side === "mentor" && state === "accepted";
  const facts = { id, side, name: card?.firstName ?? "", today, isTakenBack };
  if (isOpen || isTakenBack) return reply({ ...facts, over: null });
  return reply({ ...facts, over: state }, 409);
});

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.pairingId);
  const sent = await formOf(request);
  const form = checkForm(sent, AnswerInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const { value } = form;
  const done = await keepingTyped(sent, () => answerProposal(ctx, id, value));
  if (!done.ok) return reply({ form: done.form }, 409);
  if (value.step === "decline")
    return goTo(`/proposals/${id}`, "proposal_declined");
  return goTo(
    `/proposals/${id}`,
    done.value.side === "mentor" ? "proposal_accepted" : "proposal_confirmed",
  );
});

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Decline() {
  const t = useTranslations("proposals.declining");
  const data = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  if (data.over !== null)
    return <Over id={data.id} state={data.over} form={state?.form} />;
  const { name, isTakenBack } = data;
  return (
    <Page
      width="narrow"
      title={t(isTakenBack ? "withdraw_title" : "title")}
      lead={t.rich(isTakenBack ? "withdraw_lead" : "lead", {
        ...isolated,
        name,
      })}
    >
      <Card>
        <DeclineForm proposal={data} state={state?.form} />
      </Card>
    </Page>
  );
}

type OverState = NonNullable<Data["over"]>;
type FormState = NonNullable<
  ReturnType<typeof useActionData<typeof action>>
>["form"];

/** Somebody, or the clock, was first: how it stands, and what the person had written. */
function Over(props: { id: string; state: OverState; form?: FormState }) {
  const t = useTranslations("proposals");
  const { state } = props;
  return (
    <Page width="narrow" title={t(`state.${state}.title`)}>
      <Notice>
        <p>
          {state === "accepted" // the answer of a second window
            ? t("errors.answered")
            : t(`state.${state}.text`)}
        </p>
        {props.form && <p className="mt-2">{t("declining.nothing_done")}</p>}
      </Notice>
      <Typed label={t("declining.typed")} form={props.form} />
      <ButtonLink to={`/proposals/${props.id}`} look="main">
        {t("declining.back")}
      </ButtonLink>
    </Page>
  );
}
