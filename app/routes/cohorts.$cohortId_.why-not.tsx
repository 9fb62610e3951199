import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { PersonField } from "~/features/matching/person-field.tsx";
import { Answer } from "~/features/matching/why-not-answer.tsx";
import { whyNotPage } from "~/features/matching/why-not-page.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "matching", "why.title");

export const loader = loaderFor(
  "/cohorts/:cohortId/why-not",
  async ({ ctx, params, url }) =>
    reply(
      await whyNotPage(
        ctx,
        readId(params.cohortId),
        url.searchParams.get("mentee"),
        url.searchParams.get("mentor"),
        url.searchParams,
      ),
    ),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function WhyNot() {
  const t = useTranslations("matching.why");
  const matching = useTranslations("matching");
  const data = useLoaderData<typeof loader>();
  const { cohort, choices, mentee, mentor, answer } = data;
  const isEmpty =
    choices.mentee.offered.length + choices.mentor.offered.length === 0 &&
    choices.mentee.part + choices.mentor.part === "";
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
        { to: `/cohorts/${cohort.id}/runs`, label: matching("title") },
      ]}
    >
      {isEmpty ? <EmptyState title={t("none")} /> : <Chooser data={data} />}
      {mentee && mentor && answer ? (
        <Answer mentee={mentee.name} mentor={mentor.name} answer={answer}>
          {answer.run?.swap && cohort.mayPropose && (
            <DeedForm
              action={`/cohorts/${cohort.id}/review`}
              fields={{
                pairing: answer.run.swap.pairing,
                version: String(answer.run.swap.version),
                mentor: mentor.id,
              }}
            >
              <Button look="quiet">
                {t("swap", { mentor: answer.run.swap.mentor })}
              </Button>
              <p className="mt-2 text-sm text-muted">{t("swap_hint")}</p>
            </DeedForm>
          )}
          <DeedForm
            action={`/cohorts/${cohort.id}/pairings`}
            fields={{ deed: "propose", mentee: mentee.id, mentor: mentor.id }}
          >
            <Button look="quiet">{t("propose")}</Button>
            <p className="mt-2 text-sm text-muted">{t("propose_hint")}</p>
          </DeedForm>
        </Answer>
      ) : (
        !isEmpty && (
          <EmptyState title={t("empty")}>{t("empty_hint")}</EmptyState>
        )
      )}
    </Page>
  );
}

function Chooser({ data }: { data: Data }) {
  const t = useTranslations("matching.why");
  const { choices, mentee, mentor } = data;
  return (
    <Card>
      <Form
        id="why-not"
        method="get"
        values={{
          mentee: mentee?.id,
          mentor: mentor?.id,
          menteeName: choices.mentee.part,
          mentorName: choices.mentor.part,
        }}
        className="grid items-end gap-4 md:grid-cols-[1fr_1fr_auto]"
      >
        <PersonField
          side="mentee"
          label={t("mentee")}
          choices={choices.mentee}
        />
        <PersonField
          side="mentor"
          label={t("mentor")}
          choices={choices.mentor}
        />
        <Button>{t("ask")}</Button>
      </Form>
    </Card>
  );
}
