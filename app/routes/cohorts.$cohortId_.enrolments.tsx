import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { BesideList } from "~/features/enrolments/beside-list.tsx";
import { requestBulk } from "~/features/enrolments/bulk.server.ts";
import { enrolmentFilters, isNarrowed } from "~/features/enrolments/filters.ts";
import { BulkInput } from "~/features/enrolments/inputs.ts";
import { peoplePage } from "~/features/enrolments/people-page.server.ts";
import { PeopleList } from "~/features/enrolments/people-list.tsx";
import { Review } from "~/features/enrolments/review.tsx";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle, titled } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/enrolments";

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  data?.person
    ? titled(matches, data.person.answers.fullName)
    : pageTitle(matches, "enrolments", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params, url }) => ({
  ...(await peoplePage(ctx, readId(params.cohortId), url.searchParams)),
  origin: ctx.origin,
}));

export const action = actionFor(
  ROUTE,
  async ({ ctx, params, request, url }) => {
    const cohortId = readId(params.cohortId);
    const form = await readForm(request, BulkInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const filters = enrolmentFilters(url.searchParams);
    return goTo(
      `/bulk-deeds/${await requestBulk(ctx, cohortId, form.value, filters)}`,
    );
  },
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Enrolments() {
  const t = useTranslations("enrolments");
  const data = useLoaderData<typeof loader>();
  const { cohort, list, person } = data;
  const home = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={
        person ? <bdi id="person">{person.answers.fullName}</bdi> : t("title")
      }
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: home, label: cohort.name },
        ...(person ? [{ to: data.listTo, label: t("title") }] : []),
      ]}
      actions={
        !person && (
          <>
            <ButtonLink to={`${home}/invite`}>{t("list.invite")}</ButtonLink>
            <ButtonLink to={`${home}/import`}>{t("list.import")}</ButtonLink>
            <ButtonLink to={`${home}/questions`}>
              {t("list.questions")}
            </ButtonLink>
            <ButtonLink to={`${home}/enrolments.csv?${data.query}`} download>
              {t("list.export")}
            </ButtonLink>
          </>
        )
      }
    >
      {person ? (
        <BesideList
          rows={list.rows}
          after={list.after}
          currentId={person.answers.id}
          linkTo={(id) => besideTo(data, id)}
          listTo={data.listTo}
        >
          <Review page={person} back={besideTo(data, person.answers.id)} />
        </BesideList>
      ) : (
        <Everybody data={data} />
      )}
    </Page>
  );
}

/** The address of the list with one person beside it. */
function besideTo({ cohort, query, filters }: Data, id: string): string {
  const params = new URLSearchParams(query);
  if (filters.after !== null) params.set("after", filters.after);
  params.set("person", id);
  return `/cohorts/${cohort.id}/enrolments?${params}`;
}

function Everybody({ data }: { data: Data }) {
  const t = useTranslations("enrolments.list");
  const answer = useActionData<typeof action>();
  const { cohort, list, filters, views } = data;
  const home = `/cohorts/${cohort.id}`;
  const total = list.counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      {list.completeWaiting > 0 && cohort.state !== "closed" && (
        <Notice title={t("waiting", { count: list.completeWaiting })}>
          <DeedForm
            action={`${home}/enrolments`}
            fields={{ deed: "accept", scope: "all" }}
            className="mt-2"
          >
            <Button look="agree" small>
              {t("accept_all")}
            </Button>
          </DeedForm>
        </Notice>
      )}
      {cohort.state === "recruiting" && list.cohort.openApplications && (
        <p className="mb-4 text-sm print:hidden">
          {t("link")}{" "}
          <a href={`/join/${cohort.id}`}>
            <bdi dir="ltr">{`${data.origin}/join/${cohort.id}`}</bdi>
          </a>
        </p>
      )}
      {total === 0 && !isNarrowed(filters) ? (
        <EmptyState
          title={t("empty")}
          action={
            <ButtonLink to={`${home}/import`} look="main">
              {t("empty_action")}
            </ButtonLink>
          }
        >
          {t("empty_text")}
        </EmptyState>
      ) : (
        <PeopleList
          list={list}
          filters={filters}
          views={views}
          state={answer && "form" in answer ? answer.form : null}
          linkTo={(id) => besideTo(data, id)}
          here={data.listTo}
        />
      )}
    </>
  );
}
