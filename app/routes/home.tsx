import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { homePage } from "~/features/programmes/home.server.ts";
import { MyParticipation } from "~/features/programmes/my-participation.tsx";
import {
  AdminLinks,
  MyEvents,
  MyOrganisations,
  MyProgrammes,
} from "~/features/programmes/staff-home.tsx";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "home", "title");

export const loader = loaderFor("/home", async ({ ctx }) =>
  reply(await homePage(ctx)),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Home() {
  const t = useTranslations("home");
  const data = useLoaderData<typeof loader>();
  return (
    <Page
      title={t.rich("greeting", { ...isolated, name: data.name })}
      width={data.programmes ? "wide" : "narrow"}
    >
      {hasRole(data) ? <Parts data={data} /> : <NoRole />}
    </Page>
  );
}

function hasRole(data: Data): boolean {
  const { participation, programmes, events, organisations } = data;
  return [participation, programmes, events, organisations].some(Boolean);
}

/** One part for each role; who holds several sees them one after the other. */
function Parts({ data }: { data: Data }) {
  const { participation, programmes, events, organisations } = data;
  return (
    <>
      {participation && <MyParticipation participation={participation} />}
      {programmes && (
        <MyProgrammes
          programmes={programmes}
          mayCreate={data.isAdministrator}
        />
      )}
      {events && <MyEvents events={events} />}
      {organisations && <MyOrganisations organisations={organisations} />}
      {data.isAdministrator && <AdminLinks />}
    </>
  );
}

function NoRole() {
  const t = useTranslations("home");
  return (
    <EmptyState
      title={t("member_title")}
      action={<ButtonLink to="/account">{t("member_account")}</ButtonLink>}
    >
      {t("member_text")}
    </EmptyState>
  );
}
