import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { FilterTabs, NextPage } from "~/components/table.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { proposePair } from "~/features/matching/why-not-page.server.ts";
import { ApproveMany } from "~/features/pairings/approve-many.tsx";
import { approveAll } from "~/features/pairings/approve-all.server.ts";
import {
  isGroup,
  PAIRING_FILTERS,
  type PairingFilter,
  readPairingQuery,
  TOGETHER,
} from "~/features/pairings/filters.ts";
import { OriginsChosen } from "~/features/pairings/origins-chosen.tsx";
import { PairingListInput } from "~/features/pairings/inputs.ts";
import { pairingList } from "~/features/pairings/list.server.ts";
import { PairingTable } from "~/features/pairings/pairing-table.tsx";
import { SearchAndSort } from "~/features/pairings/search-and-sort.tsx";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "pairings", "list_title");

export const loader = loaderFor(
  "/cohorts/:cohortId/pairings",
  async ({ ctx, params, url }) =>
    reply(
      await pairingList(
        ctx,
        readId(params.cohortId),
        readPairingQuery(url.searchParams),
      ),
    ),
);

export const action = actionFor(
  "/cohorts/:cohortId/pairings",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const form = await readForm(request, PairingListInput);
    // buttons with hidden values: nobody can type them wrong
    if (!form.ok) throw new BadRequestError();
    if (form.value.deed === "propose")
      return goTo(
        `/pairings/${await proposePair(ctx, id, form.value)}`,
        "proposed",
      );
    await approveAll(ctx, id, form.value);
    return goTo(`/cohorts/${id}/pairings?status=approved`, "many_approved");
  },
);

/** Tabs that stand there even with nothing behind them. */
const ALWAYS: ReadonlySet<PairingFilter> = new Set<PairingFilter>([
  "proposed",
  "approved",
  "sent",
  "active",
]);

export default function Pairings() {
  const t = useTranslations("pairings");
  const { cohort, query, rows, after, counts, approvable } =
    useLoaderData<typeof loader>();
  const here = `/cohorts/${cohort.id}`;
  const isWorthATab = (filter: PairingFilter) =>
    counts[filter] > 0 || ALWAYS.has(filter) || filter === query.status;
  const { status, q, from, to, sector } = query;
  const search = new URLSearchParams({ status, q, from, to, sector });
  return (
    <Page
      title={t("list_title")}
      lead={t("list_lead")}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: here, label: cohort.name },
      ]}
      actions={
        <>
          <ButtonLink to={`${here}/review`}>{t("review")}</ButtonLink>
          <ButtonLink to={`${here}/why-not`}>{t("why_not")}</ButtonLink>
          <ButtonLink to={`${here}/runs`}>{t("run")}</ButtonLink>
          {cohort.state !== "closed" && (
            <ButtonLink
              to={`${here}/send`}
              look={counts.approved > 0 ? "main" : "quiet"}
            >
              {t("send")}
            </ButtonLink>
          )}
        </>
      }
    >
      <FilterTabs
        name="status"
        current={query.status}
        label={t("filter")}
        options={[
          ...PAIRING_FILTERS.filter(isWorthATab).map((filter) => ({
            value: filter,
            label: t(`filters.${filter}`),
            count: counts[filter],
          })),
          // where the figures lead: parts of the list taken together
          ...(isGroup(query.status)
            ? [
                {
                  value: query.status,
                  label: t(`filters.${query.status}`),
                  count: TOGETHER[query.status].reduce(
                    (sum, each) => sum + counts[each],
                    0,
                  ),
                },
              ]
            : []),
          {
            value: "all",
            label: t("filters.all"),
            count: Object.values(counts).reduce((sum, many) => sum + many, 0),
          },
        ]}
      />
      <OriginsChosen query={query} />
      <SearchAndSort query={query} />
      {query.status === "proposed" && counts.proposed > 0 && (
        <ApproveMany
          cohortId={cohort.id}
          minimum={query.minimum}
          count={approvable}
        />
      )}
      {rows.length === 0 ? (
        <Nothing
          isProposed={query.status === "proposed" && query.q === ""}
          to={`${here}/runs`}
        />
      ) : (
        <>
          <PairingTable
            caption={t("caption", { filter: t(`filters.${query.status}`) })}
            rows={rows}
          />
          <NextPage after={after} />
          <p className="mt-4">
            <ButtonLink to={`${here}/pairings.csv?${search}`} small download>
              {t("csv")}
            </ButtonLink>
          </p>
        </>
      )}
    </Page>
  );
}

function Nothing({ isProposed, to }: { isProposed: boolean; to: string }) {
  const t = useTranslations("pairings");
  return (
    <EmptyState
      title={t(isProposed ? "empty.proposed" : "empty.other")}
      action={isProposed && <ButtonLink to={to}>{t("run")}</ButtonLink>}
    >
      {t(isProposed ? "empty.proposed_hint" : "empty.other_hint")}
    </EmptyState>
  );
}
