import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { ChoiceField, TextArea, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, Page } from "~/components/page.tsx";
import {
  MENTEE_DECLINE_REASONS,
  MENTOR_DECLINE_REASONS,
} from "~/domain/pairing/lifecycle.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { answerProposal } from "~/features/pairings/answer.server.ts";
import { AnswerInput } from "~/features/pairings/inputs.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import { ConflictError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "proposals", "declining.title");

export const loader = loaderFor(
  "/proposals/:pairingId/decision",
  async ({ ctx, params }) => {
    const page = await proposalPage(ctx, readId(params.pairingId));
    if (page.state !== "open" || !page.card)
      throw new ConflictError("proposals:errors.answered");
    const { id, side, card } = page;
    const today = ctx.now.toISOString().slice(0, 10);
    return reply({ id, side, name: card.firstName, today });
  },
);

export const action = actionFor(
  "/proposals/:pairingId/decision",
  async ({ ctx, params, request }) => {
    const id = readId(params.pairingId);
    const form = await readForm(request, AnswerInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const { side } = await answerProposal(ctx, id, form.value);
    if (form.value.step === "decline")
      return goTo(`/proposals/${id}`, "proposal_declined");
    return goTo(
      `/proposals/${id}`,
      side === "mentor" ? "proposal_accepted" : "proposal_confirmed",
    );
  },
);

const REASONS = {
  mentor: MENTOR_DECLINE_REASONS,
  mentee: MENTEE_DECLINE_REASONS,
} as const;

export default function Decline() {
  const t = useTranslations("proposals.declining");
  const { id, side, name, today } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page
      width="narrow"
      title={t("title")}
      lead={t.rich("lead", { ...isolated, name })}
    >
      <Card>
        <Form id="decline" state={state?.form} values={{ next: "another" }}>
          <input type="hidden" name="step" value="decline" />
          <ChoiceField
            type="radio"
            name="reason"
            label={t("reason")}
            options={REASONS[side].map((reason) => ({
              value: reason,
              label: t(`reasons.${reason}`),
            }))}
          />
          <TextArea
            name="message"
            label={t("message")}
            hint={t("message_hint")}
            maxLength={2000}
            optional
          />
          {side === "mentor" && <Next today={today} />}
          <div className="flex flex-wrap gap-3">
            <Button>{t("send")}</Button>
            <ButtonLink to={`/proposals/${id}`} look="bare">
              {t("back")}
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </Page>
  );
}

function Next({ today }: { today: string }) {
  const t = useTranslations("proposals.declining");
  return (
    <>
      <ChoiceField
        type="radio"
        name="next"
        label={t("next")}
        options={[
          { value: "another", label: t("another") },
          { value: "pause", label: t("pause") },
        ]}
      />
      <TextField
        name="pauseUntil"
        type="date"
        min={today}
        label={t("pause_until")}
        optional
        className="max-w-xs"
      />
    </>
  );
}
