import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Table, type Column } from "~/components/table.tsx";
import { Badge, Bar, Hidden, type Tone } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import type { EnrolmentState } from "~/domain/enrolment/lifecycle.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import type { ListedEnrolment } from "./list.server.ts";

const TONES: Readonly<Record<EnrolmentState, Tone>> = {
  draft: "plain",
  submitted: "info",
  accepted: "good",
  reserve: "warning",
  rejected: "plain",
  withdrawn: "plain",
};

/** The state of an enrolment in words. */
export function StateBadge({ state }: { state: EnrolmentState }) {
  const terms = useTranslations("terms.enrolment_state");
  return <Badge tone={TONES[state]}>{terms(state)}</Badge>;
}

/** The people of a cohort, dense enough to be worked through; each row can be ticked, and opens beside the list. */
export function EnrolmentTable({
  rows,
  caption,
  linkTo,
}: {
  rows: readonly ListedEnrolment[];
  caption: string;
  linkTo: (enrolmentId: string) => string;
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={useColumns(linkTo)}
    />
  );
}

function useColumns(
  linkTo: (enrolmentId: string) => string,
): readonly Column<ListedEnrolment>[] {
  const t = useTranslations("enrolments.list");
  const terms = useTranslations("terms.role");
  const { locale } = useViewer();
  return [
    {
      key: "tick",
      head: t("tick"),
      cell: (row) => (
        <label className="-m-2 inline-flex size-10 cursor-pointer items-center justify-center">
          <input
            type="checkbox"
            name="ids"
            value={row.id}
            className="size-5 accent-sea"
          />
          <Hidden>{t("tick_name", { name: row.fullName })}</Hidden>
        </label>
      ),
    },
    {
      key: "name",
      head: t("name"),
      heading: true,
      cell: (row) => <Name row={row} to={linkTo(row.id)} />,
    },
    { key: "role", head: t("role"), cell: (row) => terms(row.role) },
    {
      key: "state",
      head: t("state"),
      cell: (row) => <StateBadge state={row.state} />,
    },
    {
      key: "organisation",
      head: t("organisation"),
      cell: (row) => <bdi>{row.organisation}</bdi>,
    },
    {
      key: "country",
      head: t("country"),
      cell: (row) =>
        row.country && <bdi>{countryName(row.country, locale)}</bdi>,
    },
    {
      key: "sectors",
      head: t("sectors"),
      cell: (row) => (
        <SomeOf names={row.sectors.map((entry) => sectorName(entry, locale))} />
      ),
    },
    {
      key: "languages",
      head: t("languages"),
      cell: (row) => <bdi dir="ltr">{row.languages.join(" ")}</bdi>,
    },
    {
      key: "places",
      head: t("places"),
      numeric: true,
      cell: (row) => (row.role === "mentor" ? row.capacity : row.mentorsWanted),
    },
    {
      key: "complete",
      head: t("complete"),
      cell: (row) => <Completeness row={row} />,
    },
  ];
}

function Name({ row, to }: { row: ListedEnrolment; to: string }) {
  const t = useTranslations("enrolments.list");
  const notes = [
    row.isImported ? t("imported") : "",
    row.pausedUntil
      ? t("paused", { date: new Date(`${row.pausedUntil}T12:00:00Z`) })
      : "",
    // A file carries no consent, and a draft has not been asked for it yet.
    row.consentGiven || row.isImported || row.state === "draft"
      ? ""
      : t("no_consent"),
  ].filter(Boolean);
  return (
    <div className="min-w-36">
      <Link to={to} className="inline-block py-0.5 font-semibold">
        <bdi>{row.fullName}</bdi>
      </Link>
      {row.tags.length > 0 && (
        <span className="flex flex-wrap gap-1">
          {row.tags.map((tag) => (
            <span
              key={tag}
              className="rounded-full border border-line bg-sunken px-2 text-sm"
            >
              <bdi>{tag}</bdi>
            </span>
          ))}
        </span>
      )}
      {notes.map((note) => (
        <span key={note} className="block text-sm text-muted">
          {note}
        </span>
      ))}
    </div>
  );
}

/** The first of a list and how many more there are. */
function SomeOf({ names }: { names: readonly string[] }) {
  const [first, ...rest] = names;
  if (first === undefined) return null;
  return (
    <span className="block min-w-32 text-sm">
      <bdi>{first}</bdi>
      {rest.length > 0 && (
        <span className="text-muted" title={rest.join(" · ")}>
          {" "}
          <bdi dir="ltr">+{rest.length}</bdi>
        </span>
      )}
    </span>
  );
}

function Completeness({ row }: { row: ListedEnrolment }) {
  const t = useTranslations("enrolments.list");
  return (
    <span className="block min-w-24 text-sm">
      <Bar value={row.done} of={row.of} className="w-16" />{" "}
      <span className="whitespace-nowrap">
        {t("complete_of", { done: row.done, total: row.of })}
      </span>
      {!row.matchable && (
        <span className="block text-clay">{t("not_matchable")}</span>
      )}
    </span>
  );
}
