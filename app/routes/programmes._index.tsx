import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { Badge } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { CohortTable } from "~/features/programmes/cohort-table.tsx";
import { programmeList } from "~/features/programmes/queries.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "programmes", "title");

export const loader = loaderFor("/programmes", async ({ ctx }) =>
  reply({
    programmes: await programmeList(ctx),
    mayCreate: ctx.actor.coordinates === null,
  }),
);

export default function Programmes() {
  const t = useTranslations("programmes");
  const shell = useTranslations("shell");
  const { programmes, mayCreate } = useLoaderData<typeof loader>();
  const create = mayCreate && (
    <ButtonLink to="/programmes/new" look="main">
      {t("new")}
    </ButtonLink>
  );
  if (programmes.length === 0)
    return (
      <Page title={t("title")}>
        <EmptyState title={t("none_title")} action={create}>
          {t("none_text")}
        </EmptyState>
      </Page>
    );
  return (
    <Page title={t("title")} lead={t("lead")} actions={create}>
      {programmes.map((programme) => (
        <Card
          key={programme.id}
          title={
            <Link to={`/programmes/${programme.id}`}>
              <bdi>{programme.name}</bdi>
            </Link>
          }
          actions={programme.isSample && <Badge>{shell("sample")}</Badge>}
        >
          {programme.cohorts.length > 0 ? (
            <CohortTable
              programmeName={programme.name}
              cohorts={programme.cohorts}
            />
          ) : (
            <p className="text-muted">
              {t("no_cohorts")}.{" "}
              <Link to={`/programmes/${programme.id}/cohorts/new`}>
                {t("new_cohort")}
              </Link>
            </p>
          )}
        </Card>
      ))}
    </Page>
  );
}
