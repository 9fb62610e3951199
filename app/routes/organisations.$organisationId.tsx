import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { AgreementList } from "~/components/agreement-list.tsx";
import { ButtonLink } from "~/components/button.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import { isolated, useDayText } from "~/components/isolated.tsx";
import { Badge } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { organisationPage } from "~/features/organisations/queries.server.ts";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import { readId } from "~/lib/ids.ts";
import { titled } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  titled(matches, data?.organisation.name ?? "");

export const loader = loaderFor(
  "/organisations/:organisationId",
  async ({ ctx, params }) =>
    reply(await organisationPage(ctx, readId(params.organisationId))),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Organisation() {
  const t = useTranslations("organisations");
  const shell = useTranslations("shell");
  const kinds = useTranslations("terms.organisation_kind");
  const data = useLoaderData<typeof loader>();
  const { organisation } = data;
  return (
    <Page
      title={<bdi>{organisation.name}</bdi>}
      lead={
        <>
          {kinds(organisation.kind)}
          {organisation.country && (
            <>
              {" · "}
              <CountryName code={organisation.country} />
            </>
          )}
          {organisation.isSample && (
            <>
              {" "}
              <Badge>{shell("sample")}</Badge>
            </>
          )}
        </>
      }
      crumbs={data.mayList ? [{ to: "/organisations", label: t("title") }] : []}
      actions={
        data.mayEdit && (
          <>
            {data.mayAppoint && (
              <ButtonLink to={`/organisations/${organisation.id}/managers`}>
                {t("managers.manage")}
              </ButtonLink>
            )}
            <ButtonLink to={`/organisations/${organisation.id}/edit`}>
              {t("edit")}
            </ButtonLink>
          </>
        )
      }
    >
      <Profile data={data} />
      <Agreements agreements={data.agreements} />
      <Members members={data.members} />
      <People people={data.people} />
    </Page>
  );
}

function Profile({ data }: { data: Data }) {
  const t = useTranslations("organisations");
  const { organisation, parents } = data;
  const { website, description, sectors } = organisation;
  const items = [
    {
      term: t("sectors"),
      value:
        sectors.length > 0 ? (
          <SectorNames sectors={sectors} />
        ) : (
          <span className="text-muted">{t("no_sectors")}</span>
        ),
    },
  ];
  if (parents.length > 0)
    items.push({ term: t("member_of"), value: <Parents parents={parents} /> });
  if (website)
    items.push({
      term: t("website"),
      value: (
        <a href={website} rel="noopener noreferrer external">
          <bdi dir="ltr">{website}</bdi>
        </a>
      ),
    });
  return (
    <Card>
      {description && (
        <p dir="auto" className="mb-5 max-w-prose whitespace-pre-line">
          {description}
        </p>
      )}
      <Facts items={items} />
    </Card>
  );
}

function Parents({ parents }: { parents: Data["parents"] }) {
  const t = useTranslations("organisations");
  const day = useDayText();
  return (
    <ul>
      {parents.map((parent) => (
        <li key={parent.id}>
          {parent.visible ? (
            <Link to={`/organisations/${parent.id}`}>
              <bdi>{parent.name}</bdi>
            </Link>
          ) : (
            <bdi>{parent.name}</bdi>
          )}
          {parent.since && (
            <span className="text-muted">
              {" "}
              {t.rich("member_since", { ...isolated, date: day(parent.since) })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Members({ members }: { members: Data["members"] }) {
  const t = useTranslations("organisations");
  const kinds = useTranslations("terms.organisation_kind");
  if (members.length === 0) return null;
  return (
    <Card
      title={t("members")}
      actions={
        <span className="text-muted">
          {t("members_count", { count: members.length })}
        </span>
      }
    >
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {members.map((member) => (
          <li key={member.id} className="py-1.5">
            <Link to={`/organisations/${member.id}`}>
              <bdi>{member.name}</bdi>
            </Link>
            <span className="block text-sm text-muted">
              {kinds(member.kind)}
              {member.country && " · "}
              <CountryName code={member.country} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function People({ people }: { people: Data["people"] }) {
  const t = useTranslations("organisations");
  if (people.length === 0) return null;
  return (
    <Card title={t("people")}>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {people.map((person) => (
          <li key={person.id} className="py-1.5">
            {person.linked ? (
              <Link to={`/people/${person.id}`}>
                <bdi>{person.name}</bdi>
              </Link>
            ) : (
              <bdi>{person.name}</bdi>
            )}
            {person.title && (
              <span className="block text-sm text-muted">
                <bdi>{person.title}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Agreements({ agreements }: { agreements: Data["agreements"] }) {
  const t = useTranslations("organisations");
  return (
    <AgreementList
      title={t("agreements")}
      agreements={agreements.map((agreement) => ({
        id: agreement.id,
        parties: (
          <Link to={`/organisations/${agreement.otherId}`}>
            {t.rich("agreement_with", {
              ...isolated,
              name: agreement.otherName,
            })}
          </Link>
        ),
        dates: <AgreementDates agreement={agreement} />,
        objectives: agreement.objectives,
      }))}
    />
  );
}

function AgreementDates(props: { agreement: Data["agreements"][number] }) {
  const t = useTranslations("organisations");
  const day = useDayText();
  const { signedOn, endsOn, place } = props.agreement;
  return (
    <>
      {t.rich(place ? "agreement_place" : "agreement_signed", {
        ...isolated,
        date: day(signedOn),
        place: place ?? "",
      })}
      {endsOn && (
        <>
          {" · "}
          {t.rich("agreement_ends", { ...isolated, date: day(endsOn) })}
        </>
      )}
    </>
  );
}
