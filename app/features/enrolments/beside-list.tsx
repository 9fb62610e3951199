import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { NextPage } from "~/components/table.tsx";
import { StateBadge } from "./enrolment-table.tsx";
import type { ListedEnrolment } from "./list.server.ts";

/** The list on one side and one person on the other; a phone shows the person alone, with the way back. */
export function BesideList(props: {
  rows: readonly ListedEnrolment[];
  after: string | null;
  currentId: string;
  linkTo: (enrolmentId: string) => string;
  listTo: string;
  children: ReactNode;
}) {
  const { rows, after, currentId, linkTo, listTo, children } = props;
  const t = useTranslations("enrolments.panel");
  const terms = useTranslations("terms.role");
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <nav aria-label={t("list")} className="print:hidden">
        <p className="mb-2">
          <Link to={listTo} className="inline-block py-1">
            {t("back")}
          </Link>
        </p>
        <ul className="divide-y divide-line rounded-card border border-line bg-surface max-lg:hidden lg:max-h-[80vh] lg:overflow-y-auto">
          {rows.map((row) => (
            <li key={row.id}>
              <Link
                to={linkTo(row.id)}
                aria-current={row.id === currentId ? "true" : undefined}
                className="block px-3 py-2 text-ink no-underline hover:bg-sea-soft aria-[current]:bg-sea-soft aria-[current]:font-semibold"
              >
                <bdi>{row.fullName}</bdi>
                <span className="flex flex-wrap items-center gap-2 text-sm font-normal text-muted">
                  {terms(row.role)} <StateBadge state={row.state} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="max-lg:hidden">
          <NextPage after={after} />
        </div>
      </nav>
      <section aria-labelledby="person" className="min-w-0">
        {children}
      </section>
    </div>
  );
}
