import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { PersonCell } from "~/components/person-cell.tsx";
import { Table } from "~/components/table.tsx";
import { Hidden, Score } from "~/components/values.tsx";
import { EffectOrWhy, FewestMove } from "./effect.tsx";
import type { alternativesOf } from "./alternatives.server.ts";

type Rows = NonNullable<SerializeFrom<typeof alternativesOf>>["mentors"];

/** Who else could be this mentee's mentor, and what that would take from the others. */
export function Alternatives(props: {
  cohortId: string;
  menteeId: string;
  /** null before the first run. */
  rows: Rows | null;
  /** Whether a decision holds the place of the mentee. */
  isDecided: boolean;
  mayPropose: boolean;
}) {
  const { cohortId, menteeId, rows, isDecided, mayPropose } = props;
  const t = useTranslations("pairings.pair");
  const why = useTranslations("matching.why");
  const all = `/cohorts/${cohortId}/why-not?mentee=${menteeId}`;
  return (
    <Card
      title={t("alternatives")}
      actions={
        <Link to={all} className="inline-block py-1">
          {t("all_mentors")}
        </Link>
      }
    >
      <p className="mb-4 text-muted">
        {rows === null
          ? t("alternatives_no_run")
          : rows.length === 0
            ? t(isDecided ? "alternatives_decided" : "alternatives_none")
            : t("alternatives_hint")}
      </p>
      <FewestMove effects={(rows ?? []).map(({ effect }) => effect)} />
      {rows !== null && rows.length > 0 && (
        <Table
          caption={t("alternatives")}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "mentor",
              head: t("mentor"),
              heading: true,
              cell: (row) => (
                <PersonCell
                  to={`${all}&mentor=${row.id}`}
                  name={row.name}
                  organisation={row.organisation}
                />
              ),
            },
            {
              key: "score",
              head: t("sum.total"),
              cell: ({ score }) => <Score value={score} />,
            },
            {
              key: "cost",
              head: t("cost"),
              cell: ({ effect, hindrance }) => (
                <EffectOrWhy effect={effect} hindrance={hindrance} />
              ),
            },
            {
              key: "places",
              head: t("free"),
              cell: ({ places }) => places && t("places_taken", places),
            },
            {
              key: "deed",
              head: <Hidden>{why("propose")}</Hidden>,
              cell: (row) =>
                mayPropose && (
                  <DeedForm
                    action={`/cohorts/${cohortId}/pairings`}
                    fields={{
                      deed: "propose",
                      mentee: menteeId,
                      mentor: row.id,
                    }}
                  >
                    <Button look="quiet" small>
                      {t("propose")}
                      <Hidden>
                        {" "}
                        <bdi>{row.name}</bdi>
                      </Hidden>
                    </Button>
                  </DeedForm>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}
