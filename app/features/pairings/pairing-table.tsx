import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Table } from "~/components/table.tsx";
import { Score, When } from "~/components/values.tsx";
import { CountryName } from "~/features/organisations/sector-names.tsx";
import type { pairingList } from "./list.server.ts";
import { StatusBadges } from "./status.tsx";

type Row = SerializeFrom<typeof pairingList>["rows"][number];

/** The list of pairings; each row leads to its pair. */
export function PairingTable({
  caption,
  rows,
}: {
  caption: string;
  rows: readonly Row[];
}) {
  const t = useTranslations("pairings");
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "mentee",
          head: t("column.mentee"),
          heading: true,
          cell: ({ id, mentee }) => (
            <>
              <Link
                to={`/pairings/${id}`}
                className="inline-block py-0.5 font-semibold"
              >
                <bdi>{mentee.name}</bdi>
              </Link>
              <Home {...mentee} />
            </>
          ),
        },
        {
          key: "mentor",
          head: t("column.mentor"),
          cell: ({ mentor }) => (
            <>
              <bdi className="inline-block py-0.5 font-semibold">
                {mentor.name}
              </bdi>
              <Home {...mentor} />
            </>
          ),
        },
        {
          key: "score",
          head: t("column.score"),
          cell: ({ score, warnings }) => (
            <>
              {score === null ? t("no_score") : <Score value={score} />}
              {warnings > 0 && (
                <span className="mt-1 block text-sm whitespace-nowrap text-clay">
                  <TriangleAlert
                    aria-hidden="true"
                    className="inline size-4 align-text-bottom"
                  />{" "}
                  {t("warnings", { count: warnings })}
                </span>
              )}
            </>
          ),
        },
        {
          key: "status",
          head: t("column.status"),
          cell: (row) => <Standing row={row} />,
        },
      ]}
    />
  );
}

function Home({
  organisation,
  country,
}: {
  organisation: string | null;
  country: string | null;
}) {
  return (
    <span className="block text-sm text-muted">
      {organisation && <bdi>{organisation}</bdi>}
      {organisation && country && " · "}
      <CountryName code={country} />
    </span>
  );
}

const AWAITED = new Set(["approved", "mentor_accepted"]);

function Standing({ row }: { row: Row }) {
  const t = useTranslations("pairings");
  const { status, sentAt, answerBy, pinned } = row;
  return (
    <>
      <StatusBadges status={status} isSent={sentAt !== null} pinned={pinned} />
      {answerBy && AWAITED.has(status) && (
        <span className="block text-sm text-muted">
          {t.rich("answer_by", { date: () => <When at={answerBy} dateOnly /> })}
        </span>
      )}
    </>
  );
}
