import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** The column that names the row. */
  readonly heading?: boolean;
}

/** A plain table that becomes cards on a phone; the caption is read aloud and shown when `captionShown`. */
export function Table<Row>(props: {
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  const { caption, captionShown = false, columns, rows, rowKey } = props;
  return (
    <div
      className="relative overflow-x-auto rounded-card border border-line bg-surface"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full border-collapse text-start text-sm sm:text-base">
        <caption
          className={
            captionShown ? "px-3 py-2 text-start font-semibold" : "sr-only"
          }
        >
          {caption}
        </caption>
        <thead className="border-b border-line bg-sunken">
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={`px-3 py-2 align-bottom font-semibold ${column.numeric ? "text-end" : "text-start"}`}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className="border-b border-line last:border-b-0 hover:bg-sea-soft"
            >
              {columns.map((column) => {
                const className = `px-3 py-2 align-top ${column.numeric ? "text-end" : "text-start"}`;
                return column.heading ? (
                  <th
                    key={column.key}
                    scope="row"
                    className={`${className} font-normal`}
                  >
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} className={className}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Links that keep the filters of the URL and change one of them; "" takes it away. */
export function useFilterLink(): (name: string, value: string) => string {
  const { pathname, search } = useLocation();
  return (name, value) => {
    const params = new URLSearchParams(search);
    params.delete("after");
    if (value === "") params.delete(name);
    else params.set(name, value);
    const query = params.toString();
    return query === "" ? pathname : `${pathname}?${query}`;
  };
}

/** Choices that are links, with their counts; the chosen one is said as well as shown. */
export function FilterTabs(props: {
  name: string;
  current: string;
  label: string;
  options: readonly { value: string; label: string; count?: number }[];
}) {
  const link = useFilterLink();
  return (
    <nav aria-label={props.label} className="mb-4 print:hidden">
      <ul className="flex flex-wrap gap-2">
        {props.options.map(({ value, label, count }) => (
          <li key={value}>
            <Link
              to={link(props.name, value)}
              aria-current={value === props.current ? "true" : undefined}
              className="inline-flex min-h-9 items-center gap-2 rounded-full border border-field px-3 text-sm no-underline aria-[current]:border-sea aria-[current]:bg-sea aria-[current]:text-on-sea"
            >
              {label}
              {count !== undefined && <span>{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** On to the next rows: keyset pages have no numbers. */
export function NextPage({ after }: { after: string | null }) {
  const t = useTranslations("shell");
  const { pathname, search } = useLocation();
  if (after === null) return null;
  const params = new URLSearchParams(search);
  params.set("after", after);
  return (
    <p className="mt-4">
      <Link to={`${pathname}?${params}`}>{t("next_page")}</Link>
    </p>
  );
}
