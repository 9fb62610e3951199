import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { ChoiceField, SelectField, TextArea } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { ENROLMENT_ROLES } from "~/domain/enrolment/lifecycle.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { saveInvitations } from "~/features/enrolments/invite-form.server.ts";
import { invitePage } from "~/features/enrolments/invite.server.ts";
import { LOCALES, LOCALE_NAMES } from "~/i18n/locales.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/invite";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "enrolments", "invite.title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  invitePage(ctx, readId(params.cohortId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const cohortId = readId(params.cohortId);
  const refused = await saveInvitations(ctx, request, cohortId);
  if (refused) return reply({ form: refused }, 422);
  return goTo(`/cohorts/${cohortId}/enrolments`, "invited");
});

export default function Invite() {
  const t = useTranslations("enrolments.invite");
  const all = useTranslations("enrolments");
  const terms = useTranslations("terms.role");
  const { locale } = useViewer();
  const { cohort, mayInvite, waiting } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const home = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      width="narrow"
      crumbs={[
        { to: home, label: cohort.name },
        { to: `${home}/enrolments`, label: all("title") },
      ]}
    >
      {!mayInvite && <Notice look="warning" title={t("closed")} />}
      {mayInvite && waiting > 0 && (
        <Notice title={t("waiting", { count: waiting })}>
          <DeedForm
            action={`${home}/invite`}
            fields={{ step: "waiting" }}
            className="mt-2"
          >
            <Button small>{t("waiting_send")}</Button>
          </DeedForm>
        </Notice>
      )}
      {mayInvite && (
        <Card>
          <Form id="invite" state={state?.form} values={{ locale }}>
            <ChoiceField
              name="role"
              type="radio"
              label={t("role")}
              options={ENROLMENT_ROLES.map((value) => ({
                value,
                label: terms(value),
              }))}
            />
            <TextArea
              name="people"
              label={t("people")}
              hint={t("people_hint")}
              rows={8}
              maxLength={30_000}
            />
            <SelectField
              name="locale"
              label={t("locale")}
              options={LOCALES.map((value) => ({
                value,
                label: LOCALE_NAMES[value],
              }))}
            />
            <div>
              <Button>{t("send")}</Button>
            </div>
          </Form>
        </Card>
      )}
    </Page>
  );
}
