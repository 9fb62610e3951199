import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import { signedInAnswer } from "~/features/accounts/answers.server.ts";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { ConfirmInput } from "~/features/accounts/inputs.ts";
import { LinkOver } from "~/features/accounts/link-over.tsx";
import {
  confirmationPage,
  confirmEmail,
} from "~/features/accounts/sign-up.server.ts";
import { keepChosenLanguage } from "~/features/people/profile.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { chosenLocale } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "confirm.title");

export { tokenPageHeaders as headers } from "~/features/accounts/token-page.ts";

export const loader = openLoaderFor(
  "/confirm-email/:token",
  async ({ ctx, params }) => {
    const page = await confirmationPage(ctx, params.token ?? "");
    return reply({ page }, page ? 200 : 404);
  },
);

export const action = openActionFor(
  "/confirm-email/:token",
  async ({ ctx, params, request }) => {
    const sent = await formOf(request);
    const form = checkForm(sent, ConfirmInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const userAgent = request.headers.get("User-Agent") ?? "";
    const { password } = form.value;
    const token = params.token ?? "";
    const done = await confirmEmail(ctx, token, password, userAgent);
    if (done === "over") return reply({ form: null }, 404);
    if (done === "wrong") {
      const refusal = refuseForm(sent, "password", "accounts:confirm.wrong");
      return reply({ form: refusal }, 422);
    }
    const chosen = chosenLocale(request);
    const signedIn = await keepChosenLanguage(ctx, done, chosen);
    return signedInAnswer(ctx, signedIn, "/home");
  },
);

export default function ConfirmEmail() {
  const t = useTranslations("accounts.confirm");
  const { page } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  if (!page) return <LinkOver kind="email_confirmation" />;
  return (
    <Page title={t("title")} lead={t("lead")} width="narrow">
      <Card>
        <Form state={state?.form} id="confirm">
          <Facts
            items={[
              { term: t("email"), value: <bdi dir="ltr">{page.email}</bdi> },
            ]}
          />
          <TextField
            name="password"
            type="password"
            label={t("password")}
            autoComplete="current-password"
          />
          <div className="flex flex-wrap gap-3">
            <Button>{t("submit")}</Button>
            <ButtonLink to="/forgot-password" look="bare">
              {t("forgot")}
            </ButtonLink>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
