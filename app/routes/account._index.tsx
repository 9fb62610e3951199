import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { SelectField, TextArea, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { LanguageChoice } from "~/features/accounts/language-choice.tsx";
import { AccountTabs } from "~/features/accounts/section-tabs.tsx";
import { OwnProfileInput } from "~/features/people/own-profile.ts";
import {
  ownProfile,
  saveOwnProfile,
} from "~/features/people/own-profile.server.ts";
import { timeZoneChoices } from "~/i18n/time-zones.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { localeCookie } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "profile.title");

export const loader = loaderFor("/account", async ({ ctx }) => {
  const profile = await ownProfile(ctx);
  return {
    profile,
    email: ctx.actor.email,
    zones: timeZoneChoices(profile.timeZone),
  };
});

export const action = actionFor("/account", async ({ ctx, request }) => {
  const sent = await formOf(request);
  const form = checkForm(sent, OwnProfileInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  if (!(await saveOwnProfile(ctx, form.value)))
    return reply({ form: refuseForm(sent, "", "stale") }, 422);
  const answer = goTo("/account", "saved");
  answer.headers.append("Set-Cookie", localeCookie(form.value.locale));
  return answer;
});

export default function Account() {
  const t = useTranslations("accounts.profile");
  const forms = useTranslations("forms");
  const { profile, email, zones } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { version, ...values } = profile;
  return (
    <Page title={t("title")} width="narrow">
      <AccountTabs />
      <Card>
        <Form state={state?.form} id="profile" values={values}>
          <input type="hidden" name="version" value={version} />
          <TextField
            name="fullName"
            label={t("full_name")}
            autoComplete="name"
            maxLength={120}
          />
          <TextField
            name="callName"
            label={t("call_name")}
            hint={t("call_name_hint")}
            autoComplete="nickname"
            maxLength={60}
            optional
          />
          <div className="grid gap-1.5">
            <p className="font-semibold">{t("email")}</p>
            <p>
              <bdi dir="ltr">{email}</bdi>
            </p>
            <p className="text-sm text-muted">{t("email_hint")}</p>
            <p>
              <Link to="/account/email">{t("email_change")}</Link>
            </p>
          </div>
          <TextField
            name="phone"
            type="tel"
            label={t("phone")}
            hint={t("phone_hint")}
            autoComplete="tel"
            maxLength={40}
            optional
          />
          <TextArea
            name="bio"
            label={t("bio")}
            hint={t("bio_hint")}
            maxLength={1200}
            rows={5}
            optional
          />
          <LanguageChoice label={t("language")} hint={t("language_hint")} />
          <SelectField
            name="timeZone"
            label={t("time_zone")}
            hint={t("time_zone_hint")}
            groups={[
              { label: t("zones_near"), options: zones.near.map(zoneOption) },
              {
                label: t("zones_other"),
                options: zones.others.map(zoneOption),
              },
            ]}
          />
          <div>
            <Button>{forms("save")}</Button>
          </div>
        </Form>
      </Card>
    </Page>
  );
}

function zoneOption(zone: string) {
  return { value: zone, label: zone.replaceAll("_", " ") };
}
