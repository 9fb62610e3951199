import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { Badge } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { eventList } from "~/features/events/queries.server.ts";
import { CountryName } from "~/features/organisations/sector-names.tsx";
import { useDays } from "~/features/programmes/days.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "events", "title");

export const loader = loaderFor("/events", async ({ ctx }) =>
  reply(await eventList(ctx)),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Events() {
  const t = useTranslations("events");
  const { coming, past, programmes } = useLoaderData<typeof loader>();
  const isEmpty = coming.length + past.length === 0;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={<NewEvent programmes={programmes} />}
    >
      {isEmpty ? (
        <EmptyState title={t("none_title")}>{t("none_text")}</EmptyState>
      ) : (
        <>
          <Card title={t("coming")}>
            {coming.length > 0 ? (
              <EventCards events={coming} />
            ) : (
              <p className="text-muted">{t("none_coming")}</p>
            )}
          </Card>
          {past.length > 0 && (
            <Card title={t("past")}>
              <EventCards events={past} />
            </Card>
          )}
        </>
      )}
    </Page>
  );
}

/** With one programme a button, with several a short list of them. */
function NewEvent({ programmes }: { programmes: Data["programmes"] }) {
  const t = useTranslations("events");
  const [only] = programmes;
  if (!only) return null;
  if (programmes.length === 1)
    return (
      <ButtonLink look="main" to={`/programmes/${only.id}/events/new`}>
        {t("new")}
      </ButtonLink>
    );
  return (
    <details name="header-menu" className="relative">
      <summary className="flex min-h-11 cursor-pointer items-center rounded-lg border border-sea bg-sea px-4 font-semibold text-on-sea">
        {t("new")}
      </summary>
      <ul className="absolute z-10 mt-1 min-w-64 rounded-card border border-line bg-surface p-1 shadow-lg sm:end-0">
        {programmes.map(({ id, name }) => (
          <li key={id}>
            <Link
              to={`/programmes/${id}/events/new`}
              className="flex min-h-11 items-center rounded-lg px-3 text-ink no-underline hover:bg-sea-soft"
            >
              <span>{t.rich("new_for", { ...isolated, name })}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

function EventCards({ events }: { events: Data["coming"] }) {
  const t = useTranslations("events");
  const shell = useTranslations("shell");
  const days = useDays();
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="py-3 first:pt-0 last:pb-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <Link
              to={`/events/${event.id}`}
              className="inline-block py-1 text-lg font-semibold"
            >
              <bdi>{event.name}</bdi>
            </Link>
            {event.isSample && <Badge>{shell("sample")}</Badge>}
          </div>
          <p>
            <bdi>{days(event.startsOn, event.endsOn)}</bdi>
            {" · "}
            <bdi>{event.city}</bdi>
            {" · "}
            <CountryName code={event.country} />
          </p>
          <p className="text-sm text-muted">
            <bdi>{event.programmeName}</bdi>
            {" · "}
            {t("delegations_count", { count: event.delegations })}
          </p>
        </li>
      ))}
    </ul>
  );
}
