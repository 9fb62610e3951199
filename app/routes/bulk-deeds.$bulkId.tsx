import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { Badge } from "~/components/values.tsx";
import { isChange } from "~/domain/enrolment/bulk.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { bulkPage } from "~/features/enrolments/bulk-page.server.ts";
import { carryOutBulk, undoBulk } from "~/features/enrolments/bulk.server.ts";
import { BulkStepInput } from "~/features/enrolments/inputs.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo } from "~/lib/reply.server.ts";

const ROUTE = "/bulk-deeds/:bulkId";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "enrolments", "bulk.page_title");

export const loader = loaderFor(ROUTE, ({ ctx, params }) =>
  bulkPage(ctx, readId(params.bulkId)),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.bulkId);
  const form = await readForm(request, BulkStepInput);
  if (!form.ok) throw new BadRequestError();
  const isUndo = form.value.step === "undo";
  await (isUndo ? undoBulk(ctx, id) : carryOutBulk(ctx, id));
  return goTo(`/bulk-deeds/${id}`, isUndo ? "undone" : "saved");
});

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function BulkDeed() {
  const t = useTranslations("enrolments");
  const data = useLoaderData<typeof loader>();
  const { cohort, rows } = data;
  const home = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t(`bulk.deed.${data.deed}`)}
      lead={<Lead data={data} />}
      crumbs={[
        { to: home, label: cohort.name },
        { to: `${home}/enrolments`, label: t("title") },
      ]}
    >
      <Next data={data} />
      {rows.length === 0 ? (
        <EmptyState
          title={t("bulk.nobody")}
          action={
            <ButtonLink to={`${home}/enrolments`}>{t("bulk.back")}</ButtonLink>
          }
        />
      ) : (
        <Results data={data} />
      )}
    </Page>
  );
}

function Lead({ data }: { data: Data }) {
  const t = useTranslations("enrolments.bulk");
  const tag = data.tag ?? "";
  const count = data.changes;
  if (data.state === "undone") return <>{t("undone")}</>;
  return (
    <>
      {t(
        data.state === "asked"
          ? `asked.${data.deed === "accept" ? "accept" : "remind"}`
          : `done.${data.deed}`,
        { count, tag },
      )}
    </>
  );
}

/** What can be done now: go on, take back, or look at the list again. */
function Next({ data }: { data: Data }) {
  const t = useTranslations("enrolments.bulk");
  const action = `/bulk-deeds/${data.id}`;
  const list = `/cohorts/${data.cohort.id}/enrolments`;
  return (
    <>
      {data.more > 0 && (
        <Notice>
          {t("more", { count: data.more, most: data.rows.length })}
        </Notice>
      )}
      <div className="mb-6 flex flex-wrap gap-3 print:hidden">
        {data.state === "asked" && data.changes > 0 && (
          <DeedForm action={action} fields={{ step: "do" }}>
            <Button look={data.deed === "accept" ? "agree" : "main"}>
              {t(data.deed === "accept" ? "do.accept" : "do.remind", {
                count: data.changes,
              })}
            </Button>
          </DeedForm>
        )}
        {data.mayUndo && data.changes > 0 && (
          <DeedForm action={action} fields={{ step: "undo" }}>
            <Button look="quiet">{t("undo")}</Button>
          </DeedForm>
        )}
        <ButtonLink to={list}>
          {t(data.state === "asked" ? "cancel" : "back")}
        </ButtonLink>
      </div>
    </>
  );
}

function Results({ data }: { data: Data }) {
  const t = useTranslations("enrolments");
  const terms = useTranslations("terms.role");
  return (
    <Table
      caption={t("bulk.results")}
      rows={data.rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          head: t("list.name"),
          heading: true,
          cell: (row) =>
            "name" in row && (
              <Link
                to={`/enrolments/${row.id}`}
                className="inline-block py-0.5 font-semibold"
              >
                <bdi>{row.name}</bdi>
              </Link>
            ),
        },
        {
          key: "role",
          head: t("list.role"),
          cell: (row) => "role" in row && row.role && terms(row.role),
        },
        {
          key: "organisation",
          head: t("list.organisation"),
          cell: (row) => "organisation" in row && <bdi>{row.organisation}</bdi>,
        },
        {
          key: "outcome",
          head: t(data.state === "asked" ? "bulk.will" : "bulk.outcome_head"),
          cell: ({ outcome }) => (
            <Badge tone={isChange(outcome) ? "good" : "plain"}>
              {t(`bulk.outcome.${outcome}`)}
            </Badge>
          ),
        },
      ]}
    />
  );
}
