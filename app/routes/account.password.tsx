import type { MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ChangePasswordInput } from "~/features/accounts/inputs.ts";
import { changePassword } from "~/features/accounts/password-reset.server.ts";
import { AccountTabs } from "~/features/accounts/section-tabs.tsx";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "password.title");

export const loader = loaderFor("/account/password", async () => null);

export const action = actionFor(
  "/account/password",
  async ({ ctx, request }) => {
    const sent = await formOf(request);
    const form = checkForm(sent, ChangePasswordInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    if (await changePassword(ctx, form.value))
      return goTo("/account", "password_changed");
    const refusal = refuseForm(sent, "current", "accounts:password.wrong");
    return reply({ form: refusal }, 422);
  },
);

export default function Password() {
  const t = useTranslations("accounts.password");
  const state = useActionData<typeof action>();
  return (
    <Page title={t("title")} width="narrow">
      <AccountTabs />
      <Card>
        <p className="mb-5 text-muted">{t("lead")}</p>
        <Form state={state?.form} id="password">
          <TextField
            name="current"
            type="password"
            label={t("current")}
            autoComplete="current-password"
          />
          <TextField
            name="password"
            type="password"
            label={t("new")}
            hint={t("hint")}
            autoComplete="new-password"
            minLength={10}
            maxLength={256}
          />
          <div>
            <Button>{t("submit")}</Button>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
