import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { MessageInput } from "~/features/pairings/inputs.ts";
import { askCoordination } from "~/features/pairings/messages.server.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import { QuestionForm, Thread } from "~/features/pairings/questions.tsx";
import { checkForm, formOf, keepingTyped } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/proposals/:pairingId/questions";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "proposals", "questions.page_title");

export const loader = loaderFor(ROUTE, async ({ ctx, params }) => {
  const page = await proposalPage(ctx, readId(params.pairingId));
  const { id, cohortName, messages } = page;
  return reply({ id, cohortName, messages });
});

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.pairingId);
  const sent = await formOf(request);
  const form = checkForm(sent, MessageInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const { body } = form.value;
  const asked = await keepingTyped(sent, () => askCoordination(ctx, id, body));
  if (!asked.ok) return reply({ form: asked.form }, 409);
  return goTo(`/proposals/${id}`, "question_sent");
});

export default function Questions() {
  const t = useTranslations("proposals.questions");
  const { id, cohortName, messages } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page
      width="narrow"
      title={t("title")}
      lead={<bdi>{cohortName}</bdi>}
      actions={<ButtonLink to={`/proposals/${id}`}>{t("back")}</ButtonLink>}
    >
      <Card>
        <Thread messages={messages} />
        <QuestionForm pairingId={id} state={state?.form} />
      </Card>
    </Page>
  );
}
