import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { Badge } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { CohortTable } from "~/features/programmes/cohort-table.tsx";
import { EventLines } from "~/features/programmes/event-lines.tsx";
import { programmePage } from "~/features/programmes/queries.server.ts";
import { readId } from "~/lib/ids.ts";
import { titled } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  titled(matches, data?.programme.name ?? "");

export const loader = loaderFor(
  "/programmes/:programmeId",
  async ({ ctx, params }) =>
    reply(await programmePage(ctx, readId(params.programmeId))),
);

export default function Programme() {
  const t = useTranslations("programmes");
  const shell = useTranslations("shell");
  const data = useLoaderData<typeof loader>();
  const { programme } = data;
  const here = `/programmes/${programme.id}`;
  return (
    <Page
      title={
        <>
          <bdi>{programme.name}</bdi>
          {programme.isSample && (
            <>
              {" "}
              <Badge>{shell("sample")}</Badge>
            </>
          )}
        </>
      }
      lead={programme.purpose && <span dir="auto">{programme.purpose}</span>}
      crumbs={[{ to: "/programmes", label: t("title") }]}
      actions={
        <>
          <ButtonLink to={`${here}/edit`}>{t("edit")}</ButtonLink>
        </>
      }
    >
      <Card
        title={t("cohorts")}
        actions={
          <ButtonLink to={`${here}/cohorts/new`} small>
            {t("new_cohort")}
          </ButtonLink>
        }
      >
        {data.cohorts.length > 0 ? (
          <CohortTable programmeName={programme.name} cohorts={data.cohorts} />
        ) : (
          <EmptyState
            title={t("no_cohorts")}
            action={
              <ButtonLink to={`${here}/cohorts/new`} look="main">
                {t("new_cohort")}
              </ButtonLink>
            }
          >
            {t("no_cohorts_text")}
          </EmptyState>
        )}
      </Card>
      <div className="grid gap-x-6 lg:grid-cols-2">
        <Card
          title={t("events")}
          actions={
            <ButtonLink to={`${here}/events/new`} small>
              {t("new_event")}
            </ButtonLink>
          }
        >
          {data.events.length > 0 ? (
            <EventLines events={data.events} />
          ) : (
            <p className="text-muted">{t("no_events")}</p>
          )}
        </Card>
        <Team staff={data.staff} to={`${here}/coordinators`} />
      </div>
    </Page>
  );
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

function Team({ staff, to }: { staff: Data["staff"]; to: string }) {
  const t = useTranslations("programmes");
  const roles = useTranslations("terms.role");
  return (
    <Card title={t("staff")} actions={<Link to={to}>{t("manage_staff")}</Link>}>
      {staff.length === 0 ? (
        <p className="text-muted">{t("no_staff")}</p>
      ) : (
        <ul className="grid gap-1.5">
          {staff.map((member) => (
            <li
              key={member.id}
              className="flex flex-wrap justify-between gap-x-4"
            >
              <bdi>{member.name}</bdi>
              <span className="text-muted">{roles(member.role)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
