import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { JoinInput, NewcomerInput } from "~/features/enrolments/inputs.ts";
import { AboutCohort, JoinForm } from "~/features/enrolments/join-cards.tsx";
import { joinAsNewcomer, joinPage } from "~/features/enrolments/join.server.ts";
import { startApplication } from "~/features/enrolments/start.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/join/:cohortId";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "applications", "join.page_title");

export const loader = openLoaderFor(ROUTE, ({ ctx, params }) =>
  joinPage(ctx, readId(params.cohortId)),
);

export const action = openActionFor(ROUTE, async ({ ctx, params, request }) => {
  const cohortId = readId(params.cohortId);
  const { actor } = ctx;
  if (actor) {
    const form = await readForm(request, JoinInput);
    if (!form.ok) return reply({ form: form.form, sentTo: null }, 422);
    const { role } = form.value;
    const id = await startApplication({ ...ctx, actor }, cohortId, role);
    return goTo(`/applications/${id}`);
  }
  const form = await readForm(request, NewcomerInput);
  if (!form.ok) return reply({ form: form.form, sentTo: null }, 422);
  const { role, ...account } = form.value;
  const locale = localeOf(request);
  await joinAsNewcomer(ctx, cohortId, role, { ...account, locale });
  return reply({ form: null, sentTo: account.email });
});

export default function Join() {
  const t = useTranslations("applications.join");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { cohort } = page;
  if (state?.sentTo)
    return (
      <Page width="narrow" title={t("check_mail")}>
        <Card>
          <p>
            {t.rich("check_mail_text", {
              address: () => <bdi dir="ltr">{state.sentTo}</bdi>,
            })}
          </p>
        </Card>
      </Page>
    );
  return (
    <Page
      width="narrow"
      title={t("title", { cohort: cohort.name })}
      lead={t("lead", { programme: cohort.programmeName })}
    >
      <AboutCohort cohort={cohort} />
      <JoinForm page={page} state={state?.form ?? undefined} />
    </Page>
  );
}
