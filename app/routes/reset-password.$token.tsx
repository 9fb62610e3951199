import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { linkIsGood } from "~/features/accounts/account-tokens.server.ts";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { NewPasswordInput } from "~/features/accounts/inputs.ts";
import { LinkOver } from "~/features/accounts/link-over.tsx";
import { resetPassword } from "~/features/accounts/password-reset.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "reset.title");

export { tokenPageHeaders as headers } from "~/features/accounts/token-page.ts";

export const loader = openLoaderFor(
  "/reset-password/:token",
  async ({ ctx, params }) => {
    const isGood = await linkIsGood(ctx, "password_reset", params.token);
    return reply({ isGood }, isGood ? 200 : 404);
  },
);

export const action = openActionFor(
  "/reset-password/:token",
  async ({ ctx, params, request }) => {
    const form = await readForm(request, NewPasswordInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const token = params.token ?? "";
    const { password } = form.value;
    if (!(await resetPassword(ctx, token, password)))
      return reply({ form: null }, 404);
    return goTo("/login", "password_changed");
  },
);

export default function ResetPassword() {
  const t = useTranslations("accounts.reset");
  const { isGood } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  if (!isGood) return <LinkOver kind="password_reset" />;
  return (
    <Page title={t("title")} lead={t("lead")} width="narrow">
      <Card>
        <Form state={state?.form} id="reset">
          <TextField
            name="password"
            type="password"
            label={t("password")}
            hint={t("password_hint")}
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
