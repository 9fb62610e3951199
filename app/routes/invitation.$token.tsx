import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Facts, Notice, Page } from "~/components/page.tsx";
import {
  acceptInvitation,
  invitationPage,
} from "~/features/accounts/accept-invitation.server.ts";
import { signedInAnswer } from "~/features/accounts/answers.server.ts";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { NewPasswordInput } from "~/features/accounts/inputs.ts";
import { LinkOver } from "~/features/accounts/link-over.tsx";
import { keepChosenLanguage } from "~/features/people/profile.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { chosenLocale } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "invitation.title");

export { tokenPageHeaders as headers } from "~/features/accounts/token-page.ts";

const STATUS = { open: 200, over: 404, somebody_else: 403 } as const;

export const loader = openLoaderFor(
  "/invitation/:token",
  async ({ ctx, params }) => {
    const page = await invitationPage(ctx, params.token ?? "");
    return reply(page, STATUS[page.state]);
  },
);

export const action = openActionFor(
  "/invitation/:token",
  async ({ ctx, params, request }) => {
    const form = await readForm(request, NewPasswordInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const userAgent = request.headers.get("User-Agent") ?? "";
    const { password } = form.value;
    const token = params.token ?? "";
    const done = await acceptInvitation(ctx, token, password, userAgent);
    if (typeof done === "string") return reply({ form: null }, STATUS[done]);
    const chosen = chosenLocale(request);
    const signedIn = await keepChosenLanguage(ctx, done, chosen);
    return signedInAnswer(ctx, signedIn, "/home");
  },
);

export default function Invitation() {
  const t = useTranslations("accounts.invitation");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  if (page.state === "over") return <LinkOver kind="invitation" />;
  if (page.state === "somebody_else")
    return (
      <Page title={t("somebody_else")} width="narrow">
        <Notice look="warning">
          <p>
            {t.rich("somebody_else_text", {
              email: () => <bdi>{page.signedInAs}</bdi>,
            })}
          </p>
        </Notice>
        <form method="post" action="/logout">
          <Button>{t("sign_out")}</Button>
        </form>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")} width="narrow">
      <Card>
        <Facts
          items={[
            { term: t("name"), value: <bdi>{page.fullName}</bdi> },
            { term: t("email"), value: <bdi dir="ltr">{page.email}</bdi> },
          ]}
        />
      </Card>
      <Card title={t("choose")}>
        <Form state={state?.form} id="invitation">
          <input
            type="hidden"
            autoComplete="username"
            disabled
            value={page.email}
          />
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
