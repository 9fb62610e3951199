import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Table, type Column } from "~/components/table.tsx";
import { Badge, Bar, type Tone } from "~/components/values.tsx";
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

/** The people of a cohort, dense enough to be worked through. */
export function EnrolmentTable({
  rows,
  caption,
}: {
  rows: readonly ListedEnrolment[];
  caption: string;
}) {
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={useColumns()}
    />
  );
}

function useColumns(): readonly Column<ListedEnrolment>[] {
  const t = useTranslations("enrolments.list");
  const terms = useTranslations("terms.role");
  const { locale } = useViewer();
  return [
    {
      key: "name",
      head: t("name"),
      heading: true,
      cell: (row) => <Name row={row} />,
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

function Name({ row }: { row: ListedEnrolment }) {
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
      <Link
        to={`/enrolments/${row.id}`}
        className="inline-block py-0.5 font-semibold"
      >
        <bdi>{row.fullName}</bdi>
      </Link>
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
