import { redirect, type MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { signedInAnswer } from "~/features/accounts/answers.server.ts";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { SignInInput } from "~/features/accounts/inputs.ts";
import { signIn } from "~/features/accounts/sign-in.server.ts";
import { keepChosenLanguage } from "~/features/people/profile.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { chosenLocale } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply, safePath } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "login.title");

export const loader = openLoaderFor("/login", async ({ ctx, url }) => {
  const next = safePath(url.searchParams.get("next"), "/home");
  if (ctx.actor) throw redirect(next, 303);
  return { next };
});

export const action = openActionFor("/login", async ({ ctx, request }) => {
  const sent = await formOf(request);
  const form = checkForm(sent, SignInInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const userAgent = request.headers.get("User-Agent") ?? "";
  const signedIn = await signIn(ctx, form.value, userAgent);
  if (!signedIn)
    return reply({ form: refuseForm(sent, "", "accounts:login.wrong") }, 422);
  return signedInAnswer(
    ctx,
    await keepChosenLanguage(ctx, signedIn, chosenLocale(request)),
    safePath(form.value.next, "/home"),
  );
});

export default function Login() {
  const t = useTranslations("accounts.login");
  const { next } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page title={t("title")} width="narrow">
      <Card>
        <Form state={state?.form} id="login" values={{ next }}>
          <input type="hidden" name="next" value={next} />
          <TextField
            name="email"
            type="email"
            label={t("email")}
            autoComplete="username"
          />
          <TextField
            name="password"
            type="password"
            label={t("password")}
            autoComplete="current-password"
          />
          <div className="flex flex-wrap items-center gap-4">
            <Button>{t("submit")}</Button>
            <Link to="/forgot-password" className="inline-block py-2">
              {t("forgot")}
            </Link>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
