import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { SelectField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card, EmptyState, Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
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
      ),
    ),
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function WhyNot() {
  const t = useTranslations("matching.why");
  const matching = useTranslations("matching");
  const data = useLoaderData<typeof loader>();
  const { cohort, people, mentee, mentor, answer } = data;
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
      {people.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <Chooser data={data} />
      )}
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
        people.length > 0 && (
          <EmptyState title={t("empty")}>{t("empty_hint")}</EmptyState>
        )
      )}
    </Page>
  );
}

function Chooser({ data }: { data: Data }) {
  const t = useTranslations("matching.why");
  const options = (role: "mentor" | "mentee") =>
    data.people
      .filter((person) => person.role === role)
      .map(({ id, name, organisation }) => ({
        value: id,
        label: organisation ? `${name} (${organisation})` : name,
      }));
  return (
    <Card>
      <Form
        id="why-not"
        method="get"
        values={{ mentee: data.mentee?.id, mentor: data.mentor?.id }}
        className="grid items-end gap-4 md:grid-cols-[1fr_1fr_auto]"
      >
        <SelectField
          name="mentee"
          label={t("mentee")}
          options={options("mentee")}
        />
        <SelectField
          name="mentor"
          label={t("mentor")}
          options={options("mentor")}
        />
        <Button>{t("ask")}</Button>
      </Form>
    </Card>
  );
}
