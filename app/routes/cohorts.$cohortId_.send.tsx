import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { NextPage } from "~/components/table.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { proposalMail } from "~/features/notifications/proposal-mail.ts";
import { CardPreview } from "~/features/pairings/card-preview.tsx";
import { SendDeedInput } from "~/features/pairings/inputs.ts";
import { proposalPreview } from "~/features/pairings/proposal.server.ts";
import { SendForm } from "~/features/pairings/send-form.tsx";
import { sendPage } from "~/features/pairings/send-page.server.ts";
import { sendProposals } from "~/features/pairings/send.server.ts";
import { sendTestMails } from "~/features/pairings/test-mail.server.ts";
import {
  checkForm,
  formOf,
  keepingTyped,
  refuseForm,
} from "~/lib/forms.server.ts";
import { isId, readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "pairings", "sending.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/send",
  async ({ ctx, params, url }) => {
    const after = url.searchParams.get("after") ?? "";
    const page = await sendPage(
      ctx,
      readId(params.cohortId),
      isId(after) ? after : null,
    );
    const chosen = url.searchParams.get("preview");
    const shown = page.waiting.find(({ id }) => id === chosen);
    const preview = shown ? await proposalPreview(ctx, shown.id) : null;
    return reply({
      ...page,
      preview,
      mails: preview && {
        mentor: proposalMail(ctx.origin, "mentor", preview),
        mentee: proposalMail(ctx.origin, "mentee", preview),
      },
    });
  },
);

export const action = actionFor(
  "/cohorts/:cohortId/send",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const sent = await formOf(request);
    const form = checkForm(sent, SendDeedInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const { value } = form;
    if (value.deed === "test") {
      await sendTestMails(ctx, value.test);
      return goTo(`/cohorts/${id}/send?preview=${value.test}`, "test_sent");
    }
    const { answerDays, pairing, all } = value;
    if (!pairing && !all)
      return reply({ form: refuseForm(sent, "pairing", "choose_one") }, 422);
    const done = await keepingTyped(sent, () =>
      sendProposals(ctx, id, all ? { answerDays } : { answerDays, pairing }),
    );
    if (!done.ok) return reply({ form: done.form }, 409);
    return goTo(`/cohorts/${id}/pairings?status=sent`, "proposals_sent");
  },
);

export default function Send() {
  const t = useTranslations("pairings");
  const { cohort, waiting, total, after, next, preview, mails } =
    useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const here = `/cohorts/${cohort.id}`;
  const isOpen = cohort.state === "matching" || cohort.state === "running";
  return (
    <Page
      title={t("sending.title")}
      lead={t("sending.lead")}
      crumbs={[
        { to: here, label: cohort.name },
        { to: `${here}/pairings`, label: t("list_title") },
      ]}
    >
      {!isOpen && <Notice look="warning">{t("sending.state")}</Notice>}
      {total === 0 ? (
        <EmptyState
          title={t("sending.empty")}
          action={
            <ButtonLink to={`${here}/pairings`} look="main">
              {t("sending.empty_action")}
            </ButtonLink>
          }
        >
          {t("sending.empty_hint")}
        </EmptyState>
      ) : (
        <div className="grid items-start gap-x-6 lg:grid-cols-[3fr_4fr]">
          <div>
            <SendForm
              cohortId={cohort.id}
              answerDays={cohort.answerDays}
              waiting={waiting}
              total={total}
              after={after}
              isOpen={isOpen}
              state={state?.form}
            />
            <NextPage after={next} />
          </div>
          {preview && mails ? (
            <CardPreview preview={preview} mails={mails} />
          ) : (
            <EmptyState title={t("sending.preview")}>
              {t("sending.preview_pick")}
            </EmptyState>
          )}
        </div>
      )}
    </Page>
  );
}
