import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { AnswerCards } from "~/features/enrolments/answers.tsx";
import { PauseCard } from "~/features/enrolments/pause-card.tsx";
import { reviewPage } from "~/features/enrolments/queries.server.ts";
import {
  AccessCard,
  DecisionCard,
  HistoryCard,
  NoteCard,
} from "~/features/enrolments/review-side.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle, titled } from "~/lib/page-title.ts";

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  data
    ? titled(matches, data.answers.fullName)
    : pageTitle(matches, "enrolments", "title");

export const loader = loaderFor("/enrolments/:enrolmentId", ({ ctx, params }) =>
  reviewPage(ctx, readId(params.enrolmentId)),
);

export default function Review() {
  const t = useTranslations("enrolments");
  const terms = useTranslations("terms.role");
  const page = useLoaderData<typeof loader>();
  const { answers, done, total } = page;
  const edit = `/enrolments/${answers.id}/edit`;
  const cohort = `/cohorts/${answers.cohort.id}`;
  return (
    <Page
      title={<bdi>{answers.fullName}</bdi>}
      lead={t("review.lead", {
        role: terms(answers.role),
        cohort: answers.cohort.name,
      })}
      crumbs={[
        { to: cohort, label: answers.cohort.name },
        { to: `${cohort}/enrolments`, label: t("title") },
      ]}
    >
      <div className="grid items-start gap-x-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 lg:order-2">
          <DecisionCard page={page} />
          <AccessCard page={page} />
          {answers.role === "mentor" && answers.state === "accepted" && (
            <PauseCard
              action={`${edit}?task=pause`}
              pausedUntil={answers.pausedUntil}
              onBehalf
            />
          )}
          <NoteCard page={page} />
          <HistoryCard page={page} />
        </div>
        <div className="min-w-0">
          <p className="mb-4 text-muted">
            {t("review.complete", { done, total })}
          </p>
          <AnswerCards
            answers={answers}
            open={page.open}
            changeAt={(task) =>
              answers.cohort.state === "closed" ? null : `${edit}?task=${task}`
            }
          />
        </div>
      </div>
    </Page>
  );
}
