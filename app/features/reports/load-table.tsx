import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Table } from "~/components/table.tsx";
import { Badge, Bar, type Tone, When } from "~/components/values.tsx";
import type { LoadWord } from "~/domain/reporting/mentor-load.ts";
import { useCountryText } from "./country-text.ts";
import type { MentorLoad } from "./load.server.ts";

type Row = SerializeFrom<MentorLoad>;

const TONES: Readonly<Record<LoadWord, Tone>> = {
  over: "danger",
  full: "good",
  free: "info",
  idle: "plain",
  paused: "plain",
};

/** Mentors with their places; numbers first, the bar only repeats them. */
export function LoadTable({
  caption,
  rows,
}: {
  caption: string;
  rows: readonly Row[];
}) {
  const t = useTranslations("reports.load");
  const format = useFormatter();
  const number = (value: number) => (
    <bdi className={value === 0 ? "text-muted" : ""}>
      {format.number(value)}
    </bdi>
  );
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "mentor",
          head: t("mentor"),
          heading: true,
          cell: (row) => <Mentor row={row} />,
        },
        {
          key: "standing",
          head: t("standing"),
          cell: ({ word }) => (
            <Badge tone={TONES[word]}>{t(`word.${word}`)}</Badge>
          ),
        },
        {
          key: "live",
          head: t("live"),
          cell: (row) => <Used row={row} />,
        },
        {
          key: "ended",
          head: t("ended"),
          numeric: true,
          cell: ({ ended }) => number(ended),
        },
        {
          key: "sessions",
          head: t("sessions"),
          numeric: true,
          cell: ({ sessionsHeld }) => number(sessionsHeld),
        },
        {
          key: "last",
          head: t("last"),
          cell: ({ lastSession }) =>
            lastSession === null ? (
              <span className="text-muted">{t("never")}</span>
            ) : (
              <When at={lastSession} dateOnly />
            ),
        },
      ]}
    />
  );
}

function Mentor({ row }: { row: Row }) {
  const countryText = useCountryText();
  const { id, name, organisation, country } = row;
  return (
    <>
      <Link
        to={`/enrolments/${id}`}
        className="inline-block py-0.5 font-semibold"
      >
        <bdi>{name}</bdi>
      </Link>
      <span className="block text-sm text-muted">
        {organisation && <bdi>{organisation}</bdi>}
        {organisation && country && " · "}
        {country && <bdi>{countryText(country)}</bdi>}
      </span>
    </>
  );
}

function Used({ row: { live, proposed, capacity } }: { row: Row }) {
  const t = useTranslations("reports.load");
  return (
    <span className="inline-grid gap-1">
      <span className="whitespace-nowrap">
        {t("used", { used: live, capacity })}
      </span>
      <Bar value={live} of={capacity} className="w-20" />
      {proposed > 0 && (
        <span className="text-sm text-muted">
          {t("with_proposed", { count: proposed })}
        </span>
      )}
    </span>
  );
}
