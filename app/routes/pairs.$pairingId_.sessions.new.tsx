import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { logSession } from "~/features/sessions/commands.server.ts";
import { LogSessionInput } from "~/features/sessions/inputs.ts";
import { newSessionForm } from "~/features/sessions/session-forms.server.ts";
import { SessionForm } from "~/features/sessions/session-form.tsx";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "sessions", "log.title");

const PATTERN = "/pairs/:pairingId/sessions/new";

export const loader = loaderFor(PATTERN, ({ ctx, params }) =>
  newSessionForm(ctx, readId(params.pairingId)),
);

export const action = actionFor(PATTERN, async ({ ctx, params, request }) => {
  const pairingId = readId(params.pairingId);
  const sent = await formOf(request);
  const form = checkForm(sent, LogSessionInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const logged = await logSession(ctx, pairingId, form.value);
  if (!logged.ok)
    return reply({ form: refuseForm(sent, logged.field, logged.key) }, 422);
  return goTo(`/pairs/${pairingId}`, "session_logged");
});

export default function LogSession() {
  const t = useTranslations("sessions");
  const { pair, values, events, zones, clientKey } =
    useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const back = `/pairs/${pair.id}`;
  const name = pair.side === "mentor" ? pair.mentee.name : pair.mentor.name;
  return (
    <Page
      width="narrow"
      title={t("log.title")}
      lead={t("log.lead")}
      crumbs={[
        { to: "/pairs", label: t("pairs.title") },
        { to: back, label: t("pairs.with", { name }) },
      ]}
    >
      <SessionForm
        state={state?.form}
        values={values}
        events={events}
        zones={zones}
        hidden={{ clientKey }}
        withRating
        back={back}
        submit={t("log.submit")}
      />
    </Page>
  );
}
