import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { ReviewMatrix } from "~/features/matching/review-matrix.tsx";
import { reviewMatrix } from "~/features/matching/review-matrix.server.ts";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { OriginsChosen } from "~/features/pairings/origins-chosen.tsx";
import { SearchAndSort } from "~/features/pairings/search-and-sort.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "review", "matrix_title");

export const loader = loaderFor(
  "/cohorts/:cohortId/review/matrix",
  async ({ ctx, params, url }) =>
    reply({
      ...(await reviewMatrix(
        ctx,
        readId(params.cohortId),
        readPairingQuery(url.searchParams),
      )),
      search: url.search,
    }),
);

export default function Matrix() {
  const t = useTranslations("review");
  const data = useLoaderData<typeof loader>();
  const { cohort, query, rows } = data;
  const here = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t("matrix_title")}
      lead={t("matrix_lead")}
      width="full"
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: here, label: cohort.name },
      ]}
      actions={
        <ButtonLink to={`${here}/review${data.search}`}>
          {t("matrix_back")}
        </ButtonLink>
      }
    >
      <SearchAndSort query={query} />
      <OriginsChosen query={query} />
      {rows.length === 0 ? (
        <EmptyState
          title={t("empty")}
          action={<ButtonLink to={`${here}/runs`}>{t("empty_do")}</ButtonLink>}
        />
      ) : (
        <>
          <ReviewMatrix data={data} />
          {!data.isWhole && (
            <p className="mt-3 text-muted">{t("matrix_part")}</p>
          )}
        </>
      )}
    </Page>
  );
}
