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

export default function Home() {
  const t = useTranslations("home");
  const data = useLoaderData<typeof loader>();
  const { participation, programmes, events, organisations } = data;
  const hasRole =
    participation ?? programmes ?? events ?? organisations ?? null;
  return (
    <Page
      title={t.rich("greeting", { ...isolated, name: data.name })}
      width={programmes ? "wide" : "narrow"}
    >
      {hasRole === null && <NoRole />}
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
    </Page>
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
