import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { adminOverview } from "~/features/notifications/overview.server.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { pageTitle } from "~/lib/page-title.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "title");

export const loader = loaderFor("/admin", ({ ctx }) => adminOverview(ctx));

export default function Admin() {
  const t = useTranslations("admin.overview");
  const admin = useTranslations("admin");
  const { accounts, mails, jobs } = useLoaderData<typeof loader>();
  const tiles = [
    {
      to: "/admin/accounts",
      title: t("accounts"),
      lines: [
        t("accounts_active", { count: accounts.active }),
        t("accounts_invited", {
          count: accounts.invited + accounts.unconfirmed,
        }),
      ],
      alarm: false,
    },
    {
      to: "/admin/mail",
      title: t("mail"),
      lines: [
        t("mail_sent", { count: mails.sent }),
        t("mail_open", { queued: mails.queued, failed: mails.failed }),
      ],
      alarm: mails.failed > 0,
    },
    {
      to: "/admin/jobs",
      title: t("jobs"),
      lines: [
        t("jobs_waiting", { count: jobs.waiting }),
        t("jobs_dead", { count: jobs.dead }),
      ],
      alarm: jobs.dead > 0,
    },
    {
      to: "/admin/audit",
      title: t("audit"),
      lines: [t("audit_text")],
      alarm: false,
    },
  ];
  return (
    <Page title={admin("title")} lead={t("lead")}>
      <AdminTabs />
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {tiles.map((tile) => (
          <li
            key={tile.to}
            className={`rounded-card border bg-surface p-4 sm:p-5 ${tile.alarm ? "border-clay" : "border-line"}`}
          >
            <h2 className="mb-2 text-lg">
              <Link to={tile.to}>{tile.title}</Link>
            </h2>
            {tile.lines.map((line) => (
              <p key={line} className="text-muted">
                {line}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Page>
  );
}
