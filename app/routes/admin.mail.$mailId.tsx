import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Facts, Page } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { mailPage } from "~/features/notifications/mail-log.server.ts";
import { MailKind } from "~/features/notifications/mail-kind.tsx";
import { MailStateBadge } from "~/features/notifications/mail-state.tsx";
import { PlainMail } from "~/features/notifications/plain-mail.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "mail.one");

export const loader = loaderFor(
  "/admin/mail/:mailId",
  async ({ ctx, params }) => reply(await mailPage(ctx, readId(params.mailId))),
);

export default function Mail() {
  const t = useTranslations("admin.mail");
  const mail = useLoaderData<typeof loader>();
  return (
    <Page
      title={
        mail.file ? <bdi lang={mail.locale}>{mail.file.subject}</bdi> : t("one")
      }
      crumbs={[{ to: "/admin/mail", label: t("title") }]}
    >
      <AdminTabs />
      <Card title={t("fate")}>
        <Fate mail={mail} />
      </Card>
      <Card title={t("text")}>
        {mail.file ? (
          <div lang={mail.locale}>
            <PlainMail text={mail.file.text} />
          </div>
        ) : (
          <p className="text-muted">
            {mail.hasServer ? t("text_private") : t("text_not_yet")}
          </p>
        )}
      </Card>
    </Page>
  );
}

type Mail = ReturnType<typeof useLoaderData<typeof loader>>;

function Fate({ mail }: { mail: Mail }) {
  const t = useTranslations("admin.mail");
  const items = [
    { term: t("state"), value: <MailStateBadge state={mail.state} /> },
    {
      term: t("to"),
      value: (
        <>
          {mail.toName && <bdi>{mail.toName}</bdi>}{" "}
          <bdi dir="ltr" className="text-muted">
            {mail.toAddress}
          </bdi>
        </>
      ),
    },
    {
      term: t("about"),
      value: <MailKind template={mail.template} />,
    },
    { term: t("created"), value: <When at={mail.createdAt} /> },
    { term: t("attempts"), value: mail.attempts },
  ];
  if (mail.sentAt)
    items.push({ term: t("sent_at"), value: <When at={mail.sentAt} /> });
  if (mail.lastError)
    items.push({
      term: t("last_error"),
      value: <bdi dir="ltr">{mail.lastError}</bdi>,
    });
  return <Facts items={items} />;
}
