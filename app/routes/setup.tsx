import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { ChoiceField, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { LanguageChoice } from "~/features/accounts/language-choice.tsx";
import { signedInAnswer } from "~/features/accounts/answers.server.ts";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { SetupInput } from "~/features/accounts/inputs.ts";
import {
  isEmptyInstance,
  setUpInstance,
} from "~/features/accounts/instance.server.ts";
import { loadSample } from "~/features/programmes/sample.server.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "setup", "title");

export const loader = openLoaderFor("/setup", async ({ ctx }) => {
  if (!(await isEmptyInstance(ctx.db))) throw new NotFoundError();
  return null;
});

export const action = openActionFor("/setup", async ({ ctx, request }) => {
  if (!(await isEmptyInstance(ctx.db))) throw new NotFoundError();
  const form = await readForm(request, SetupInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const userAgent = request.headers.get("User-Agent") ?? "";
  const begun = await setUpInstance(ctx, form.value, userAgent);
  if (form.value.start === "sample")
    await loadSample(begun.ctx, { coordinatorId: begun.ctx.actor.personId });
  const { token } = begun;
  return signedInAnswer(ctx, { token, locale: form.value.locale }, "/home");
});

export default function Setup() {
  const t = useTranslations("setup");
  const { locale } = useViewer();
  useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page title={t("title")} lead={t("lead")} width="narrow">
      <Form
        state={state?.form}
        id="setup"
        values={{ locale, start: "own", instanceName: t("instance_example") }}
      >
        <Card title={t("instance.heading")}>
          <div className="grid gap-5">
            <TextField
              name="instanceName"
              label={t("instance.name")}
              hint={t("instance.name_hint")}
              maxLength={80}
            />
            <LanguageChoice label={t("instance.language")} />
          </div>
        </Card>
        <Card title={t("you.heading")}>
          <div className="grid gap-5">
            <TextField
              name="fullName"
              label={t("you.name")}
              autoComplete="name"
              maxLength={120}
            />
            <TextField
              name="email"
              type="email"
              label={t("you.email")}
              autoComplete="username"
              maxLength={254}
            />
            <TextField
              name="password"
              type="password"
              label={t("you.password")}
              hint={t("you.password_hint")}
              autoComplete="new-password"
              minLength={10}
              maxLength={256}
            />
          </div>
        </Card>
        <Card>
          <ChoiceField
            name="start"
            type="radio"
            label={t("start.heading")}
            options={[
              {
                value: "sample",
                label: t("start.sample"),
                hint: t("start.sample_hint"),
              },
              {
                value: "own",
                label: t("start.own"),
                hint: t("start.own_hint"),
              },
            ]}
          />
        </Card>
        <div>
          <Button>{t("submit")}</Button>
        </div>
      </Form>
    </Page>
  );
}
