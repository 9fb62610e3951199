import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { useViewer } from "~/components/viewer.ts";

const ACCOUNT = [
  { to: "/account", key: "profile" },
  { to: "/account/password", key: "password" },
  { to: "/account/email", key: "email" },
  { to: "/account/devices", key: "devices" },
  { to: "/account/calendar", key: "calendar" },
] as const;

const ADMIN = [
  { to: "/admin", key: "overview" },
  { to: "/admin/accounts", key: "accounts" },
  { to: "/admin/mail", key: "mail" },
  { to: "/admin/jobs", key: "jobs" },
  { to: "/admin/audit", key: "audit" },
] as const;

/** The pages of "your account". */
export function AccountTabs() {
  const t = useTranslations("accounts.tabs");
  const tabs = ACCOUNT.map(({ to, key }) => ({ to, label: t(key) }));
  return <Tabs label={t("label")} tabs={tabs} />;
}

/** The pages of the administration. */
export function AdminTabs() {
  const t = useTranslations("admin.tabs");
  const tabs = ADMIN.map(({ to, key }) => ({ to, label: t(key) }));
  return <Tabs label={t("label")} tabs={tabs} />;
}

/** Pages that belong together, as links; the one that is open is said as well as shown. */
export function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { to: string; label: string }[];
}) {
  const { path } = useViewer();
  const here = path.split("?")[0] ?? "";
  const current = tabs
    .filter(({ to }) => here === to || here.startsWith(`${to}/`))
    .at(-1);
  return (
    <nav aria-label={label} className="mb-6 border-b border-line print:hidden">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              aria-current={tab === current ? "page" : undefined}
              className="inline-flex min-h-11 items-center border-b-2 border-transparent px-3 text-ink no-underline hover:border-field aria-[current]:border-sea aria-[current]:font-semibold aria-[current]:text-sea"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
