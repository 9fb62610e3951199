import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { Hidden, Score } from "~/components/values.tsx";
import { Chain, EffectShort } from "./effect.tsx";
import type { alternativesOf } from "./why-not.server.ts";

type Rows = SerializeFrom<typeof alternativesOf>;
type Row = NonNullable<Rows>[number];

/** The best other mentors of a mentee, each with what it does to the whole, and the button that does it. */
export function ReviewAlternatives(props: {
  cohortId: string;
  menteeId: string;
  rows: Rows;
  /** The fields of the deed besides the mentor; null where nothing can be swapped. */
  swap: { action: string; pairing: string } | null;
}) {
  const { cohortId, menteeId, rows, swap } = props;
  const t = useTranslations("pairings.pair");
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
      {rows === null || rows.length === 0 ? (
        <p className="text-muted">
          {t(rows === null ? "alternatives_no_run" : "alternatives_none")}
        </p>
      ) : (
        <ul className="grid gap-4">
          {rows.map((row) => (
            <li
              key={row.id}
              className="border-b border-line pb-4 last:border-b-0 last:pb-0"
              data-drag={swap && row.effect ? row.id : undefined}
            >
              <Alternative row={row} to={`${all}&mentor=${row.id}`} />
              {swap && row.effect && <Swap row={row} swap={swap} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Alternative({ row, to }: { row: Row; to: string }) {
  const t = useTranslations("pairings.pair");
  const { name, organisation, score, effect, places } = row;
  return (
    <>
      <p className="flex items-start justify-between gap-2">
        <Link to={to} className="inline-block py-0.5 font-semibold">
          <bdi>{name}</bdi>
        </Link>
        <Score value={score} />
      </p>
      <p className="text-sm text-muted">
        {organisation && <bdi>{organisation}</bdi>}
        {organisation && places && " · "}
        {places && t("places_taken", places)}
      </p>
      <div className="mt-1 text-sm">
        <EffectShort gain={effect?.gain ?? null} />
        {effect && <Chain changes={effect.changes} />}
      </div>
    </>
  );
}

function Swap({
  row,
  swap,
}: {
  row: Row;
  swap: { action: string; pairing: string };
}) {
  const t = useTranslations("review");
  return (
    <DeedForm
      action={swap.action}
      fields={{ pairing: swap.pairing, mentor: row.id }}
      className="mt-2"
    >
      <Button look="quiet" small data-swap>
        {t("swap")}
        <Hidden>
          {" "}
          <bdi>{row.name}</bdi>
        </Hidden>
      </Button>
    </DeedForm>
  );
}
