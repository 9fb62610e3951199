import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { AgreementList } from "~/components/agreement-list.tsx";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import { Badge } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { eventPage } from "~/features/events/queries.server.ts";
import { CountryName } from "~/features/organisations/sector-names.tsx";
import { useDays } from "~/features/programmes/days.ts";
import { readId } from "~/lib/ids.ts";
import { titled } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  titled(matches, data?.event.name ?? "");

export const loader = loaderFor("/events/:eventId", async ({ ctx, params }) =>
  reply(await eventPage(ctx, readId(params.eventId))),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function EventPage() {
  const t = useTranslations("events");
  const shell = useTranslations("shell");
  const data = useLoaderData<typeof loader>();
  const { event } = data;
  return (
    <Page
      title={
        <>
          <bdi>{event.name}</bdi>
          {event.isSample && (
            <>
              {" "}
              <Badge>{shell("sample")}</Badge>
            </>
          )}
        </>
      }
      crumbs={[{ to: "/events", label: t("title") }]}
      actions={
        <>
          {data.isCoordinator && (
            <ButtonLink to={`/events/${event.id}/edit`}>{t("edit")}</ButtonLink>
          )}
        </>
      }
    >
      <About event={event} />
      <Agreements agreements={data.agreements} />
      <Pairs data={data} />
      <Delegations delegations={data.delegations} />
    </Page>
  );
}

function About({ event }: { event: Data["event"] }) {
  const t = useTranslations("events");
  const days = useDays();
  const format = useFormatter();
  const items = [
    {
      term: t("when"),
      value: (
        <>
          <bdi>{days(event.startsOn, event.endsOn)}</bdi>
          <span className="block text-sm text-muted">
            {t.rich("zone_note", {
              ...isolated,
              zone: event.timeZone.replaceAll("_", " "),
            })}
          </span>
        </>
      ),
    },
    {
      term: t("where"),
      value: (
        <>
          {event.venue && (
            <span className="block">
              <bdi>{event.venue}</bdi>
            </span>
          )}
          <bdi>{event.city}</bdi>
          {" · "}
          <CountryName code={event.country} />
        </>
      ),
    },
    { term: t("programme"), value: <bdi>{event.programmeName}</bdi> },
  ];
  if (event.organiserId && event.organiserName)
    items.push({
      term: t("organiser"),
      value: (
        <Link to={`/organisations/${event.organiserId}`}>
          <bdi>{event.organiserName}</bdi>
        </Link>
      ),
    });
  if (event.attendance !== null)
    items.push({
      term: t("attendance"),
      value: <bdi>{format.number(event.attendance)}</bdi>,
    });
  return (
    <Card>
      {event.description && (
        <p dir="auto" className="mb-5 max-w-prose whitespace-pre-line">
          {event.description}
        </p>
      )}
      <Facts items={items} />
    </Card>
  );
}

function Agreements({ agreements }: { agreements: Data["agreements"] }) {
  const t = useTranslations("events");
  return (
    <AgreementList
      title={t("agreements")}
      agreements={agreements.map(({ id, first, second, objectives }) => ({
        id,
        parties: t.rich("agreement", { ...isolated, first, second }),
        objectives,
      }))}
    />
  );
}

function Pairs({ data }: { data: Data }) {
  const t = useTranslations("events");
  const up = data.isCoordinator ? "/pairings/" : "/pairs/";
  return (
    <Card title={t("pairs")}>
      <p>{t("pairs_count", { count: data.pairsMet })}</p>
      {data.pairs.length > 0 && (
        <ul className="mt-3 grid gap-x-6 gap-y-3 sm:grid-cols-2">
          {data.pairs.map((pair) => (
            <li key={pair.id}>
              <Link to={up + pair.id} className="inline-block py-1">
                {t.rich("pair", {
                  ...isolated,
                  mentor: pair.mentor,
                  mentee: pair.mentee,
                })}
              </Link>
              <span className="block text-sm text-muted">
                <bdi>{pair.mentorOrganisation}</bdi>
                {" · "}
                <bdi>{pair.menteeOrganisation}</bdi>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Delegations({ delegations }: { delegations: Data["delegations"] }) {
  const t = useTranslations("events");
  return (
    <Card
      title={t("delegations")}
      actions={
        <span className="text-muted">
          {t("delegations_count", { count: delegations.length })}
        </span>
      }
    >
      {delegations.length === 0 ? (
        <p className="text-muted">{t("delegations_none")}</p>
      ) : (
        <ul className="grid gap-x-6 sm:grid-cols-2">
          {delegations.map((guest) => (
            <li key={guest.id} className="py-1.5">
              {guest.visible ? (
                <Link to={`/organisations/${guest.id}`}>
                  <bdi>{guest.name}</bdi>
                </Link>
              ) : (
                <bdi>{guest.name}</bdi>
              )}
              <span className="block text-sm text-muted">
                <CountryName code={guest.country} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
