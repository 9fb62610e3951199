import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

export interface Crumb {
  readonly to: string;
  readonly label: string;
}

interface PageProps {
  title: ReactNode;
  lead?: ReactNode;
  crumbs?: readonly Crumb[];
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Participants' pages are narrow and airy, coordinators' wide and dense, a workbench as wide as the window. */
  width?: keyof typeof WIDTHS;
  children: ReactNode;
}

const WIDTHS = {
  narrow: "max-w-2xl",
  wide: "max-w-6xl",
  full: "max-w-[110rem]",
} as const;

/** The frame of every page: where you are, its one heading, what you can do here. */
export function Page({
  title,
  lead,
  crumbs = [],
  actions,
  width = "wide",
  children,
}: PageProps) {
  return (
    <div
      className={`mx-auto w-full px-4 py-6 sm:px-6 sm:py-8 ${WIDTHS[width]}`}
    >
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl">
          <h1 className="text-2xl sm:text-3xl">{title}</h1>
          {lead && <p className="mt-2 text-muted sm:text-lg">{lead}</p>}
        </div>
        {actions && (
          <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>
        )}
      </div>
      {children}
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const t = useTranslations("shell");
  return (
    <nav aria-label={t("breadcrumb")} className="mb-3 text-sm print:hidden">
      <ol className="flex flex-wrap gap-x-2">
        {crumbs.map((crumb) => (
          <li
            key={crumb.to}
            className="flex gap-2 not-last:after:text-muted not-last:after:content-['/']"
          >
            <Link to={crumb.to} className="inline-block py-1">
              <bdi>{crumb.label}</bdi>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A part of a page with its own heading. */
export function Card({
  title,
  actions,
  children,
  id,
}: {
  title?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section
      id={id}
      className="mb-6 rounded-card border border-line bg-surface p-4 sm:p-6"
    >
      {(title || actions) && (
        <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
          {title && <h2 className="text-lg sm:text-xl">{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Terms and their values, one under the other on a phone. */
export function Facts({
  items,
}: {
  items: readonly { term: ReactNode; value: ReactNode }[];
}) {
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-[minmax(9rem,auto)_1fr]">
      {items.map(({ term, value }, index) => (
        <div key={index} className="contents">
          <dt className="text-muted max-sm:-mb-2">{term}</dt>
          <dd className="min-w-0 max-sm:mb-2">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing yet: why, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="rounded-card border border-dashed border-field px-4 py-10 text-center">
      <p className="text-lg font-semibold">{title}</p>
      {children && (
        <div className="mx-auto mt-2 max-w-prose text-muted">{children}</div>
      )}
      {action && <div className="mt-5 flex justify-center gap-2">{action}</div>}
    </div>
  );
}

const NOTICE_LOOKS = {
  info: "border-sea bg-sea-soft",
  good: "border-olive bg-olive-soft",
  warning: "border-clay bg-clay-soft",
  danger: "border-danger bg-danger-soft",
} as const;

export function Notice({
  look = "info",
  title,
  children,
  role,
}: {
  look?: keyof typeof NOTICE_LOOKS;
  title?: ReactNode;
  children?: ReactNode;
  role?: "status" | "alert";
}) {
  return (
    <div
      role={role}
      className={`mb-6 rounded-card border border-s-4 px-4 py-3 ${NOTICE_LOOKS[look]}`}
    >
      {title && <p className="font-semibold">{title}</p>}
      {children}
    </div>
  );
}
