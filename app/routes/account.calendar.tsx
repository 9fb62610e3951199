import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, Notice, Page } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import {
  calendarFeedSince,
  createCalendarFeed,
  revokeCalendarFeed,
} from "~/features/accounts/calendar-feeds.server.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { FeedInput } from "~/features/accounts/inputs.ts";
import { AccountTabs } from "~/features/accounts/section-tabs.tsx";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "calendar.title");

export const loader = loaderFor("/account/calendar", async ({ ctx }) =>
  reply({ since: await calendarFeedSince(ctx) }),
);

export const action = actionFor(
  "/account/calendar",
  async ({ ctx, request }) => {
    const form = await readForm(request, FeedInput);
    if (!form.ok) throw new BadRequestError();
    if (form.value.step === "revoke") {
      await revokeCalendarFeed(ctx);
      return goTo("/account/calendar", "removed");
    }
    // Shown once and kept nowhere: only its hash is stored.
    const token = await createCalendarFeed(ctx);
    return reply({ link: `${ctx.origin}/calendar/${token}.ics` });
  },
);

export default function Calendar() {
  const t = useTranslations("accounts.calendar");
  const { since } = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  return (
    <Page title={t("title")} width="narrow">
      <AccountTabs />
      {made?.link && (
        <Notice look="good" role="status" title={t("made")}>
          <p className="my-2">
            <a href={made.link} dir="ltr" className="break-all">
              {made.link}
            </a>
          </p>
          <p>{t("made_text")}</p>
        </Notice>
      )}
      <Card>
        <p className="mb-4">{t("lead")}</p>
        <p className="mb-5 text-muted">
          {since
            ? t.rich("since", { when: () => <When at={since} /> })
            : t("none")}
        </p>
        <div className="flex flex-wrap gap-3">
          <DeedForm action="/account/calendar" fields={{ step: "create" }}>
            <Button look={since ? "quiet" : "main"}>
              {since ? t("replace") : t("create")}
            </Button>
          </DeedForm>
          {since && (
            <DeedForm action="/account/calendar" fields={{ step: "revoke" }}>
              <Button look="danger">{t("revoke")}</Button>
            </DeedForm>
          )}
        </div>
      </Card>
    </Page>
  );
}
