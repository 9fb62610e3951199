import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { Pin, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useFilterLink } from "~/components/table.tsx";
import { Hidden, Score } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import { sectorGroup } from "~/domain/reporting/sector-grid.ts";
import type { reviewPage } from "./review-page.server.ts";
import { Looking } from "./looking.tsx";

type Data = SerializeFrom<typeof reviewPage>;
type Row = Data["rows"][number];

export const REVIEW_GROUPS = [
  "none",
  "mentor",
  "organisation",
  "sector",
  "from",
  "to",
] as const;
export type ReviewGroup = (typeof REVIEW_GROUPS)[number];

/** The part of the list that is under review, one line a pair; the chosen one is said as well as shown. */
export function ReviewList({
  data,
  group,
  chosen,
}: {
  data: Data;
  group: ReviewGroup;
  chosen: string | null;
}) {
  const { locale } = useViewer();
  const t = useTranslations("reports");
  const country = (code: string | null) =>
    code === null ? t("not_stated") : countryName(code, locale);
  const sector = (entry: string | null) => {
    const group = sectorGroup(entry);
    return group === null ? t("not_stated") : sectorName(group, locale);
  };
  const keys: Readonly<Record<ReviewGroup, (row: Row) => string>> = {
    none: () => "",
    mentor: ({ mentor }) => mentor.name,
    organisation: ({ mentor }) => mentor.organisation ?? t("not_stated"),
    sector: ({ mentee }) => sector(mentee.sector),
    from: ({ mentor }) => country(mentor.country),
    to: ({ mentee }) => country(mentee.country),
  };
  const groups = groupBy(data.rows, keys[group]);
  return (
    <div className="grid gap-4">
      {[...groups].map(([name, rows]) => (
        <section key={name}>
          {name !== "" && (
            <h3 className="mb-1 px-2 text-sm font-semibold text-muted">
              <bdi>{name}</bdi> <bdi>({rows.length})</bdi>
            </h3>
          )}
          <ul className="grid gap-1">
            {rows.map((row) => (
              <li key={row.id}>
                <Item
                  row={row}
                  isChosen={row.id === chosen}
                  looking={data.looking[row.id] ?? []}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function groupBy(rows: readonly Row[], key: (row: Row) => string) {
  const groups = new Map<string, Row[]>();
  for (const row of rows)
    groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

function Item(props: {
  row: Row;
  isChosen: boolean;
  looking: readonly string[];
}) {
  const { row, isChosen, looking } = props;
  const t = useTranslations("review");
  const words = useTranslations("pairings");
  const link = useFilterLink();
  return (
    <Link
      to={link("pair", row.id)}
      aria-current={isChosen ? "true" : undefined}
      data-pair={row.id}
      className="grid gap-1 rounded-lg border border-transparent px-2 py-2 text-ink no-underline hover:bg-sea-soft aria-[current]:border-sea aria-[current]:bg-sea-soft"
    >
      <span className="flex items-start justify-between gap-2">
        <bdi className="min-w-0 font-semibold">{row.mentee.name}</bdi>
        {row.score !== null && <Score value={row.score} />}
      </span>
      <span className="text-sm text-muted">
        <bdi>{row.mentor.name}</bdi>
      </span>
      {(row.warnings > 0 || row.pinned) && (
        <span className="flex flex-wrap gap-x-3 text-sm text-clay">
          {row.warnings > 0 && (
            <Sign icon={TriangleAlert}>
              {words("warnings", { count: row.warnings })}
            </Sign>
          )}
          {row.pinned && <Sign icon={Pin}>{t("pinned")}</Sign>}
        </span>
      )}
      <Looking pairingId={row.id} names={looking} />
      <span className="text-sm font-semibold text-clay" data-changed hidden />
      <Hidden>{isChosen ? t("shown") : ""}</Hidden>
    </Link>
  );
}

function Sign({
  icon: Icon,
  children,
}: {
  icon: typeof Pin;
  children: string;
}) {
  return (
    <span>
      <Icon aria-hidden="true" className="inline size-4 align-text-bottom" />{" "}
      {children}
    </span>
  );
}
