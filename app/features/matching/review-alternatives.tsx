import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card } from "~/components/page.tsx";
import { Hidden, Score } from "~/components/values.tsx";
import type { alternativesOf } from "./alternatives.server.ts";
import { EffectOrWhy, FewestMove } from "./effect.tsx";

type Rows = NonNullable<SerializeFrom<typeof alternativesOf>>;
type Row = Rows["mentors"][number] | Rows["mentees"][number];

/** A proposal as its page showed it. */
interface Seen {
  readonly id: string;
  readonly version: number;
}

/** The best other mentors of the mentee and other mentees of the mentor, each with what it does to the whole, and a button. */
export function ReviewAlternatives(props: {
  cohortId: string;
  pair: { readonly mentee: string; readonly mentor: string };
  /** null before the first run. */
  rows: Rows | null;
  /** The pair, if it may be given another mentor. */
  seen: Seen | null;
  /** Where a swap is sent; null where nothing can be swapped. */
  action: string | null;
}) {
  const { cohortId, pair, rows, seen, action } = props;
  const t = useTranslations("pairings.pair");
  const review = useTranslations("review");
  const all = `/cohorts/${cohortId}/why-not`;
  const swapOf = (swapped: Seen | null, mentor: string) =>
    action && swapped ? { action, pairing: swapped, mentor } : null;
  return (
    <>
      <Card
        title={t("alternatives")}
        actions={
          <Link
            to={`${all}?mentee=${pair.mentee}`}
            className="inline-block py-1"
          >
            {t("all_mentors")}
          </Link>
        }
      >
        {rows === null || rows.mentors.length === 0 ? (
          <p className="text-muted">
            {t(
              rows === null
                ? "alternatives_no_run"
                : seen
                  ? "alternatives_none"
                  : "alternatives_decided",
            )}
          </p>
        ) : (
          <List rows={rows.mentors}>
            {rows.mentors.map((row) => {
              const swap = swapOf(seen, row.id);
              const to = `${all}?mentee=${pair.mentee}&mentor=${row.id}`;
              return (
                <Item key={row.id} drag={swap && row.effect && row.id}>
                  <Head row={row} to={to}>
                    {row.places && t("places_taken", row.places)}
                  </Head>
                  <Effect row={row} swap={swap} />
                </Item>
              );
            })}
          </List>
        )}
      </Card>
      {rows !== null && rows.mentees.length > 0 && (
        <Card title={review("mentees")}>
          <List rows={rows.mentees}>
            {rows.mentees.map((row) => (
              <Item key={row.id} drag={null}>
                <Head
                  row={row}
                  to={`${all}?mentee=${row.id}&mentor=${pair.mentor}`}
                >
                  {row.now !== null &&
                    review.rich("mentee_now", {
                      ...isolated,
                      mentor: row.now,
                    })}
                </Head>
                <Effect row={row} swap={swapOf(row.pairing, pair.mentor)} />
              </Item>
            ))}
          </List>
        </Card>
      )}
    </>
  );
}

function List({
  rows,
  children,
}: {
  rows: readonly Row[];
  children: ReactNode;
}) {
  return (
    <>
      <FewestMove effects={rows.map(({ effect }) => effect)} />
      <ul className="mt-3 grid gap-4">{children}</ul>
    </>
  );
}

function Item({
  drag,
  children,
}: {
  drag: string | null;
  children: ReactNode;
}) {
  return (
    <li
      className="border-b border-line pb-4 last:border-b-0 last:pb-0"
      data-drag={drag ?? undefined}
    >
      {children}
    </li>
  );
}

function Head({
  row,
  to,
  children,
}: {
  row: Row;
  to: string;
  children: ReactNode;
}) {
  return (
    <>
      <p className="flex items-start justify-between gap-2">
        <Link to={to} className="inline-block py-0.5 font-semibold">
          <bdi>{row.name}</bdi>
        </Link>
        <Score value={row.score} />
      </p>
      <p className="text-sm text-muted">
        {row.organisation && <bdi>{row.organisation}</bdi>}
        {row.organisation && children && " · "}
        {children}
      </p>
    </>
  );
}

function Effect({
  row,
  swap,
}: {
  row: Row;
  swap: { action: string; pairing: Seen; mentor: string } | null;
}) {
  const t = useTranslations("review");
  return (
    <>
      <div className="mt-1 text-sm">
        <EffectOrWhy effect={row.effect} hindrance={row.hindrance} />
      </div>
      {swap && (row.effect || row.hindrance === "slow") && (
        <DeedForm
          action={swap.action}
          fields={{
            pairing: swap.pairing.id,
            version: String(swap.pairing.version),
            mentor: swap.mentor,
          }}
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
      )}
    </>
  );
}
