import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { ChoiceField, TextArea } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, Page } from "~/components/page.tsx";
import { END_REASONS, REJECT_REASONS } from "~/domain/pairing/lifecycle.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { isAsked } from "~/features/pairings/deeds.tsx";
import { DecidePairingInput } from "~/features/pairings/inputs.ts";
import { pairingHead } from "~/features/pairings/pairing-page.server.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { checkForm, formOf } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "pairings", "title");

export const loader = loaderFor(
  "/pairings/:pairingId/decision",
  async ({ ctx, params, url }) => {
    const head = await pairingHead(ctx, readId(params.pairingId));
    const step = url.searchParams.get("step") ?? "";
    if (!isAsked(step)) throw new NotFoundError();
    if (!head.steps.includes(step))
      throw new ConflictError("pairings:errors.step");
    return reply({ ...head, step });
  },
);

export const action = actionFor(
  "/pairings/:pairingId/decision",
  async ({ ctx, params, request }) => {
    const id = readId(params.pairingId);
    const form = checkForm(await formOf(request), DecidePairingInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    await decidePairing(ctx, id, form.value);
    return goTo(
      `/pairings/${id}`,
      form.value.step === "approve" ? "pairing_approved" : "pairing_done",
    );
  },
);

const REASONS = {
  reject: REJECT_REASONS,
  end_early: END_REASONS,
  withdraw: [],
  complete: [],
} as const;

export default function Decision() {
  const t = useTranslations("pairings");
  const { id, step, isSent, mentee, mentor } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const text = step === "withdraw" && !isSent ? "withdraw_unsent" : step;
  return (
    <Page
      title={t(`decide.title.${step}`)}
      lead={t.rich("pair.title", { ...isolated, mentee, mentor })}
      width="narrow"
    >
      <Card>
        <p className="mb-5">{t(`decide.text.${text}`)}</p>
        <Form id="decision" state={state?.form}>
          <input type="hidden" name="step" value={step} />
          {REASONS[step].length > 0 && (
            <ChoiceField
              type="radio"
              name="reason"
              label={t("decide.reason")}
              options={REASONS[step].map((reason) => ({
                value: reason,
                label: t(`reason.${reason}`),
              }))}
            />
          )}
          <TextArea
            name="message"
            label={t("decide.message")}
            hint={t("decide.message_hint")}
            maxLength={2000}
            optional
          />
          <div className="flex flex-wrap gap-3">
            <Button look={step === "complete" ? "main" : "danger"}>
              {t(`decide.do.${step}`)}
            </Button>
            <ButtonLink to={`/pairings/${id}`} look="bare">
              {t("decide.back")}
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
