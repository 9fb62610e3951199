import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import { Badge } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import { personPage } from "~/features/people/queries.server.ts";
import { languageName } from "~/i18n/names.ts";
import { readId } from "~/lib/ids.ts";
import { titled } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  titled(matches, data?.person.fullName ?? "");

export const loader = loaderFor("/people/:personId", async ({ ctx, params }) =>
  reply(await personPage(ctx, readId(params.personId))),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;
interface Fact {
  readonly term: ReactNode;
  readonly value: ReactNode;
}

export default function Person() {
  const t = useTranslations("people");
  const shell = useTranslations("shell");
  const data = useLoaderData<typeof loader>();
  const { person } = data;
  return (
    <Page
      title={<bdi>{person.fullName}</bdi>}
      lead={
        <>
          <CountryName code={person.country} />{" "}
          {person.isSample && <Badge>{shell("sample")}</Badge>}
        </>
      }
      width="narrow"
    >
      {data.isMe && <p className="mb-4 text-muted">{t("you")}</p>}
      {person.bio && (
        <Card title={t.rich("bio", { ...isolated, name: person.fullName })}>
          <p dir="auto" className="max-w-prose whitespace-pre-line">
            {person.bio}
          </p>
        </Card>
      )}
      <Contact data={data} />
      {data.places.map((place) => (
        <Place key={place.id} place={place} path={data.placePath} />
      ))}
    </Page>
  );
}

function Contact({ data }: { data: Data }) {
  const t = useTranslations("people");
  const { contact, person } = data;
  const items: Fact[] = [];
  if (contact?.email)
    items.push({
      term: t("email"),
      value: (
        <a href={`mailto:${contact.email}`}>
          <bdi dir="ltr">{contact.email}</bdi>
        </a>
      ),
    });
  if (contact?.phone)
    items.push({
      term: t("phone"),
      value: (
        <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>
          <bdi dir="ltr">{contact.phone}</bdi>
        </a>
      ),
    });
  items.push({
    term: t("time_zone"),
    value: <bdi>{person.timeZone.replaceAll("_", " ")}</bdi>,
  });
  return (
    <Card title={t("contact")}>
      {contact === null && (
        <p className="mb-3 text-muted">{t("contact_later")}</p>
      )}
      <Facts items={items} />
    </Card>
  );
}

function Place({
  place,
  path,
}: {
  place: Data["places"][number];
  path: string | null;
}) {
  const t = useTranslations("people");
  const states = useTranslations("terms.enrolment_state");
  return (
    <Card
      title={
        <>
          {t(place.role === "mentor" ? "as_mentor" : "as_mentee")}
          {" · "}
          <bdi>{place.cohortName}</bdi>
        </>
      }
      actions={path && <Badge>{states(place.state)}</Badge>}
    >
      <p className="-mt-2 mb-4 text-sm text-muted">
        <bdi>{place.programmeName}</bdi>
      </p>
      <PlaceFacts place={place} />
      {path && (
        <p className="mt-4">
          <Link to={path + place.id}>{t("open")}</Link>
        </p>
      )}
    </Card>
  );
}

function PlaceFacts({ place }: { place: Data["places"][number] }) {
  const t = useTranslations("people");
  const items: Fact[] = [];
  if (place.organisationId)
    items.push({
      term: t("organisation"),
      value: (
        <Link to={`/organisations/${place.organisationId}`}>
          <bdi>{place.organisationName}</bdi>
        </Link>
      ),
    });
  if (place.country)
    items.push({
      term: t("country"),
      value: <CountryName code={place.country} />,
    });
  if (place.languages.length > 0)
    items.push({
      term: t("languages"),
      value: <Languages languages={place.languages} />,
    });
  if (place.sectors.length > 0)
    items.push({
      term: t("sectors"),
      value: <SectorNames sectors={place.sectors} />,
    });
  return items.length > 0 ? (
    <Facts items={items} />
  ) : (
    <p className="text-muted">{t("nothing")}</p>
  );
}

function Languages({
  languages,
}: {
  languages: Data["places"][number]["languages"];
}) {
  const t = useTranslations("people");
  const levels = useTranslations("terms.level");
  const { locale } = useViewer();
  return (
    <ul>
      {languages.map(({ code, level }) => (
        <li key={code}>
          <bdi>
            {t("language", {
              language: languageName(code, locale),
              level: levels(level),
            })}
          </bdi>
        </li>
      ))}
    </ul>
  );
}
