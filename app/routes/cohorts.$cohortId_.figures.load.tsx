import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { EmptyState } from "~/components/page.tsx";
import { FilterTabs, NextPage } from "~/components/table.tsx";
import { LOAD_WORDS } from "~/domain/reporting/mentor-load.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { EmptyFigure, FigurePage } from "~/features/reports/figure-page.tsx";
import { LOAD_SORTS, readLoadQuery } from "~/features/reports/load-query.ts";
import { LoadTable } from "~/features/reports/load-table.tsx";
import { loadFigures } from "~/features/reports/load.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "reports", "load.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/figures/load",
  async ({ ctx, params, url }) =>
    reply(
      await loadFigures(
        ctx,
        readId(params.cohortId),
        readLoadQuery(url.searchParams),
      ),
    ),
);

export default function MentorsLoad() {
  const t = useTranslations("reports.load");
  const { cohort, query, rows, after, counts, total, sums } =
    useLoaderData<typeof loader>();
  if (total === 0)
    return (
      <EmptyFigure
        figure="load"
        cohort={cohort}
        to={`/cohorts/${cohort.id}/enrolments?role=mentor`}
      />
    );
  const { show, sort } = query;
  const filter = show === "all" ? t("all") : t(`word.${show}`);
  return (
    <FigurePage
      figure="load"
      cohort={cohort}
      file={`load.csv?${new URLSearchParams({ show, sort })}`}
    >
      <p className="mb-4">{t("sums", { mentors: total, ...sums })}</p>
      <FilterTabs
        name="show"
        current={show}
        label={t("filter")}
        options={[
          { value: "all", label: t("all"), count: total },
          ...LOAD_WORDS.filter((word) => counts[word] > 0 || word === show).map(
            (value) => ({
              value,
              label: t(`word.${value}`),
              count: counts[value],
            }),
          ),
        ]}
      />
      <FilterTabs
        name="sort"
        current={sort}
        label={t("sort")}
        options={LOAD_SORTS.map((value) => ({
          value,
          label: t(`sorts.${value}`),
        }))}
      />
      {rows.length === 0 ? (
        <EmptyState title={t("nobody")}>{t("nobody_text")}</EmptyState>
      ) : (
        <LoadTable caption={t("caption", { filter })} rows={rows} />
      )}
      <NextPage after={after} />
      <p className="mt-3 text-sm text-muted">{t("text")}</p>
    </FigurePage>
  );
}
