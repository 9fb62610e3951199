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

/** Safari takes a table for none once its parts are laid out as blocks; said aloud, the roles stay. */
const AS = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A plain table that becomes cards on a phone, where each value stands beside the head of its column; the caption is read aloud and shown when `captionShown`. */
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
      className="relative overflow-x-auto rounded-card border-line sm:border sm:bg-surface"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table
        {...AS.table}
        className="w-full border-collapse text-start max-sm:block"
      >
        <caption
          className={
            captionShown ? "px-3 py-2 text-start font-semibold" : "sr-only"
          }
        >
          {caption}
        </caption>
        <thead
          {...AS.rowgroup}
          className="border-b border-line bg-sunken max-sm:sr-only"
        >
          <tr {...AS.row}>
            {columns.map((column) => (
              <th
                key={column.key}
                {...AS.columnheader}
                scope="col"
                className={`px-3 py-2 align-bottom font-semibold ${column.numeric ? "text-end" : "text-start"}`}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...AS.rowgroup} className="max-sm:grid max-sm:gap-3">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              {...AS.row}
              className="border-line max-sm:flex max-sm:flex-col max-sm:rounded-card max-sm:border max-sm:bg-surface max-sm:py-1 sm:border-b sm:last:border-b-0 sm:hover:bg-sea-soft"
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { head, cell, numeric, heading } = column;
  const className = `px-3 py-2 align-top max-sm:flex max-sm:items-baseline max-sm:justify-between max-sm:gap-4 max-sm:py-1 max-sm:has-[>div:empty]:hidden ${numeric ? "sm:text-end" : "text-start"}`;
  const value = (
    <>
      <span aria-hidden className="shrink-0 text-sm text-muted sm:hidden">
        {head}
      </span>
      <div className="min-w-0 max-sm:text-end">{cell(row)}</div>
    </>
  );
  return heading ? (
    <th
      {...AS.rowheader}
      scope="row"
      className={`${className} font-normal max-sm:order-first max-sm:border-b max-sm:border-line`}
    >
      {value}
    </th>
  ) : (
    <td {...AS.cell} className={className}>
      {value}
    </td>
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
  /** Id of what they filter, where it stands far down a page. */
  anchor?: string;
}) {
  const link = useFilterLink();
  const hash = props.anchor === undefined ? "" : `#${props.anchor}`;
  return (
    <nav aria-label={props.label} className="mb-4 print:hidden">
      <ul className="flex flex-wrap gap-2">
        {props.options.map(({ value, label, count }) => (
          <li key={value}>
            <Link
              to={`${link(props.name, value)}${hash}`}
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
export function NextPage({
  after,
  anchor,
}: {
  after: string | null;
  anchor?: string;
}) {
  const t = useTranslations("shell");
  const { pathname, search } = useLocation();
  if (after === null) return null;
  const params = new URLSearchParams(search);
  params.set("after", after);
  return (
    <p className="mt-4">
      <Link to={{ pathname, search: `?${params}`, hash: anchor }}>
        {t("next_page")}
      </Link>
    </p>
  );
}
