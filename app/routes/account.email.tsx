import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { OwnEmailInput } from "~/features/accounts/inputs.ts";
import { askForEmail } from "~/features/accounts/own-email.server.ts";
import { AccountTabs } from "~/features/accounts/section-tabs.tsx";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "email.title");

export const loader = loaderFor("/account/email", async ({ ctx }) => ({
  email: ctx.actor.email,
}));

const REFUSALS = {
  wrong: ["password", "accounts:email.wrong"],
  same: ["email", "accounts:email.same"],
} as const;

export const action = actionFor("/account/email", async ({ ctx, request }) => {
  const sent = await formOf(request);
  const form = checkForm(sent, OwnEmailInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const answer = await askForEmail(ctx, form.value);
  if (answer === "asked") return goTo("/account", "email_asked");
  const [field, key] = REFUSALS[answer];
  return reply({ form: refuseForm(sent, field, key) }, 422);
});

export default function OwnEmail() {
  const t = useTranslations("accounts.email");
  const { email } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page title={t("title")} width="narrow">
      <AccountTabs />
      <Card>
        <p className="mb-5 text-muted">{t("lead")}</p>
        <Form state={state?.form} id="email">
          <Facts
            items={[{ term: t("now"), value: <bdi dir="ltr">{email}</bdi> }]}
          />
          <TextField
            name="email"
            type="email"
            label={t("new")}
            autoComplete="email"
          />
          <TextField
            name="password"
            type="password"
            label={t("password")}
            autoComplete="current-password"
          />
          <div>
            <Button>{t("submit")}</Button>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
