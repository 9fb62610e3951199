import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { decidePairing } from "~/features/pairings/decide.server.ts";
import { DecisionForm } from "~/features/pairings/decision-form.tsx";
import {
  COORDINATOR_STEPS,
  DecidePairingInput,
} from "~/features/pairings/inputs.ts";
import { Overtaken } from "~/features/pairings/overtaken.tsx";
import { pairingHead } from "~/features/pairings/pairing-page.server.ts";
import { Typed } from "~/features/pairings/typed.tsx";
import { NotFoundError } from "~/lib/errors.ts";
import { checkForm, formOf, keepingTyped } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply, safePath } from "~/lib/reply.server.ts";

const ROUTE = "/pairings/:pairingId/decision";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "pairings", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params, url }) => {
  const head = await pairingHead(ctx, readId(params.pairingId));
  const asked = url.searchParams.get("step") ?? "";
  const step = COORDINATOR_STEPS.find((each) => each === asked);
  if (!step) throw new NotFoundError();
  const isPossible = head.steps.includes(step);
  const back = url.searchParams.get("back");
  return reply({ ...head, step, isPossible, back }, isPossible ? 200 : 409);
});

export const action = actionFor(
  ROUTE,
  async ({ ctx, params, request, url }) => {
    const id = readId(params.pairingId);
    const sent = await formOf(request);
    const form = checkForm(sent, DecidePairingInput);
    if (!form.ok) return reply({ form: form.form, isLate: false }, 422);
    const { value } = form;
    const done = await keepingTyped(sent, () => decidePairing(ctx, id, value));
    if (!done.ok) return reply({ form: done.form, isLate: true }, 409);
    return goTo(
      safePath(url.searchParams.get("back"), `/pairings/${id}`),
      value.step === "approve" ? "pairing_approved" : "pairing_done",
    );
  },
);

export default function Decision() {
  const t = useTranslations("pairings");
  const data = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { step, mentee, mentor, isPossible } = data;
  return (
    <Page
      title={t(`decide.title.${step}`)}
      lead={t.rich("pair.title", { ...isolated, mentee, mentor })}
      width="narrow"
    >
      {(!isPossible || state?.isLate) && (
        <Overtaken pairing={data} isPossible={isPossible} />
      )}
      {isPossible ? (
        <Card>
          <DecisionForm
            pairing={data}
            step={step}
            state={state?.form}
            back={data.back}
          />
        </Card>
      ) : (
        <Typed label={t("decide.typed")} form={state?.form} />
      )}
    </Page>
  );
}
