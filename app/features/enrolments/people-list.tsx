import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { EmptyState } from "~/components/page.tsx";
import { NextPage, useFilterLink } from "~/components/table.tsx";
import { useViewer } from "~/components/viewer.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import { NO_SECTOR } from "~/domain/reporting/sector-grid.ts";
import { BulkForm } from "./bulk-bar.tsx";
import { EnrolmentTabs } from "./enrolment-filters.tsx";
import { EnrolmentTable } from "./enrolment-table.tsx";
import type { EnrolmentFilters } from "./filters.ts";
import type { enrolmentList } from "./list.server.ts";
import { PeopleSearch } from "./people-search.tsx";
import { SavedViews } from "./saved-views.tsx";
import type { SavedView } from "./views.server.ts";

type List = Awaited<ReturnType<typeof enrolmentList>>;

/** The people of a cohort with everything that narrows, keeps and changes the list. */
export function PeopleList(props: {
  list: List;
  filters: EnrolmentFilters;
  views: readonly SavedView[];
  state?: SubmissionResult | null;
  linkTo: (enrolmentId: string) => string;
  /** The address of the list as it is, filters included. */
  here: string;
}) {
  const { list, filters, views, state, linkTo, here } = props;
  const t = useTranslations("enrolments");
  const { cohort, rows, counts } = list;
  const shown = counts
    .filter(
      ({ role, state: at }) =>
        (filters.role === "" || role === filters.role) &&
        (filters.state === "" || at === filters.state),
    )
    .reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <SavedViews cohortId={cohort.id} filters={filters} views={views} />
      <EnrolmentTabs filters={filters} counts={counts} />
      <PeopleSearch
        filters={filters}
        countries={list.countries}
        tags={list.tags}
      />
      <FirstSector first={filters.first} />
      {rows.length === 0 ? (
        <EmptyState
          title={t("list.none")}
          action={
            <ButtonLink to={`/cohorts/${cohort.id}/enrolments`}>
              {t("list.clear")}
            </ButtonLink>
          }
        />
      ) : (
        <>
          <p className="mb-2 text-sm text-muted" role="status">
            {t("list.found", { count: shown })}
          </p>
          <BulkForm action={here} total={shown} tags={list.tags} state={state}>
            <EnrolmentTable rows={rows} caption={t("title")} linkTo={linkTo} />
          </BulkForm>
        </>
      )}
      <NextPage after={list.after} />
    </>
  );
}

/** Says when only people of one row of the figures are shown, with the way back. */
function FirstSector({ first }: { first: string }) {
  const t = useTranslations("enrolments.list");
  const { locale } = useViewer();
  const link = useFilterLink();
  if (first === "") return null;
  return (
    <p className="mb-4 flex flex-wrap items-baseline gap-x-4">
      <span>
        {first === NO_SECTOR
          ? t("first_none")
          : t.rich("first", {
              ...isolated,
              sector: sectorName(first, locale),
            })}
      </span>
      <Link to={link("first", "")} className="inline-block py-1 print:hidden">
        {t("first_all")}
      </Link>
    </p>
  );
}
