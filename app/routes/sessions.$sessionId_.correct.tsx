import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useParams } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { correctSession } from "~/features/sessions/commands.server.ts";
import { CorrectSessionInput } from "~/features/sessions/inputs.ts";
import { correctSessionForm } from "~/features/sessions/session-forms.server.ts";
import { SessionForm } from "~/features/sessions/session-form.tsx";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "sessions", "correct.title");

const PATTERN = "/sessions/:sessionId/correct";

export const loader = loaderFor(PATTERN, ({ ctx, params }) =>
  correctSessionForm(ctx, readId(params.sessionId)),
);

export const action = actionFor(PATTERN, async ({ ctx, params, request }) => {
  const sessionId = readId(params.sessionId);
  const sent = await formOf(request);
  const form = checkForm(sent, CorrectSessionInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const corrected = await correctSession(ctx, sessionId, form.value);
  if (!corrected.ok)
    return reply(
      { form: refuseForm(sent, corrected.field, corrected.key) },
      422,
    );
  return goTo(`/sessions/${sessionId}`, "saved");
});

export default function CorrectSession() {
  const t = useTranslations("sessions");
  const { sessionId } = useParams();
  const { pair, values, events, zones, version } =
    useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const name = pair.side === "mentor" ? pair.mentee.name : pair.mentor.name;
  return (
    <Page
      width="narrow"
      title={t("correct.title")}
      lead={t("correct.lead")}
      crumbs={[
        { to: "/pairs", label: t("pairs.title") },
        { to: `/pairs/${pair.id}`, label: t("pairs.with", { name }) },
      ]}
    >
      <SessionForm
        state={state?.form}
        values={values}
        events={events}
        zones={zones}
        hidden={{ version }}
        withRating={false}
        back={`/sessions/${sessionId}`}
        submit={t("correct.submit")}
      />
    </Page>
  );
}
