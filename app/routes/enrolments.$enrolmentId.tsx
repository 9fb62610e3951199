import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { reviewPage } from "~/features/enrolments/queries.server.ts";
import { Review } from "~/features/enrolments/review.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle, titled } from "~/lib/page-title.ts";

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  data
    ? titled(matches, data.answers.fullName)
    : pageTitle(matches, "enrolments", "title");

export const loader = loaderFor("/enrolments/:enrolmentId", ({ ctx, params }) =>
  reviewPage(ctx, readId(params.enrolmentId)),
);

export default function ReviewPage() {
  const t = useTranslations("enrolments");
  const terms = useTranslations("terms.role");
  const page = useLoaderData<typeof loader>();
  const { answers } = page;
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
      <Review page={page} back={null} />
    </Page>
  );
}
