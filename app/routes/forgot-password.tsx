import type { MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { ForgotInput } from "~/features/accounts/inputs.ts";
import { requestReset } from "~/features/accounts/password-reset.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "forgot.title");

export const loader = openLoaderFor("/forgot-password", async () => null);

export const action = openActionFor(
  "/forgot-password",
  async ({ ctx, request }) => {
    const form = await readForm(request, ForgotInput);
    if (!form.ok) return reply({ form: form.form, sent: false }, 422);
    await requestReset(ctx, form.value.email);
    return reply({ form: null, sent: true });
  },
);

export default function ForgotPassword() {
  const t = useTranslations("accounts.forgot");
  const state = useActionData<typeof action>();
  if (state?.sent)
    return (
      <Page title={t("title")} width="narrow">
        <Notice look="good" role="status" title={t("sent")}>
          <p>{t("sent_text")}</p>
        </Notice>
        <ButtonLink to="/login">{t("back")}</ButtonLink>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")} width="narrow">
      <Card>
        <Form state={state?.form} id="forgot">
          <TextField
            name="email"
            type="email"
            label={t("email")}
            autoComplete="username"
            maxLength={254}
          />
          <div className="flex flex-wrap gap-3">
            <Button>{t("submit")}</Button>
            <ButtonLink to="/login" look="bare">
              {t("back")}
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
