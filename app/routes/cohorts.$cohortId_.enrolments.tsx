import type { MetaFunction } from "@remix-run/node";
import { useLoaderData, useLocation } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { NextPage } from "~/components/table.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { acceptComplete } from "~/features/enrolments/decide.server.ts";
import {
  EnrolmentSearch,
  EnrolmentTabs,
} from "~/features/enrolments/enrolment-filters.tsx";
import { EnrolmentTable } from "~/features/enrolments/enrolment-table.tsx";
import { BulkInput } from "~/features/enrolments/inputs.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { enrolmentList } from "~/features/enrolments/list.server.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/enrolments";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "enrolments", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params, url }) => {
  const filters = enrolmentFilters(url.searchParams);
  const list = await enrolmentList(ctx, readId(params.cohortId), filters);
  return { ...list, filters, origin: ctx.origin };
});

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const cohortId = readId(params.cohortId);
  const form = await readForm(request, BulkInput);
  if (!form.ok) throw new BadRequestError();
  await acceptComplete(ctx, cohortId);
  return goTo(`/cohorts/${cohortId}/enrolments`, "applications_accepted");
});

export default function Enrolments() {
  const t = useTranslations("enrolments");
  const { search } = useLocation();
  const page = useLoaderData<typeof loader>();
  const { cohort, rows, counts, filters } = page;
  const home = `/cohorts/${cohort.id}`;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const isFiltered = search !== "" && search !== "?";
  return (
    <Page
      title={t("title")}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: home, label: cohort.name },
      ]}
      actions={
        <>
          <ButtonLink to={`${home}/invite`}>{t("list.invite")}</ButtonLink>
          <ButtonLink to={`${home}/import`}>{t("list.import")}</ButtonLink>
          <ButtonLink to={`${home}/enrolments.csv${search}`} download>
            {t("list.export")}
          </ButtonLink>
        </>
      }
    >
      {page.completeWaiting > 0 && cohort.state !== "closed" && (
        <Notice title={t("list.waiting", { count: page.completeWaiting })}>
          <DeedForm
            action={`${home}/enrolments`}
            fields={{ step: "accept_complete" }}
            className="mt-2"
          >
            <Button look="agree" small>
              {t("list.accept_all", { count: page.completeWaiting })}
            </Button>
          </DeedForm>
        </Notice>
      )}
      {cohort.state === "recruiting" && cohort.openApplications && (
        <p className="mb-4 text-sm print:hidden">
          {t("list.link")}{" "}
          <a href={`/join/${cohort.id}`}>
            <bdi dir="ltr">{`${page.origin}/join/${cohort.id}`}</bdi>
          </a>
        </p>
      )}
      {total === 0 && !isFiltered ? (
        <EmptyState
          title={t("list.empty")}
          action={
            <ButtonLink to={`${home}/import`} look="main">
              {t("list.empty_action")}
            </ButtonLink>
          }
        >
          {t("list.empty_text")}
        </EmptyState>
      ) : (
        <>
          <EnrolmentTabs filters={filters} counts={counts} />
          <EnrolmentSearch filters={filters} countries={page.countries} />
          {rows.length === 0 ? (
            <EmptyState
              title={t("list.none")}
              action={
                <ButtonLink to={`${home}/enrolments`}>
                  {t("list.clear")}
                </ButtonLink>
              }
            />
          ) : (
            <EnrolmentTable rows={rows} caption={t("title")} />
          )}
          <NextPage after={page.after} />
        </>
      )}
    </Page>
  );
}
