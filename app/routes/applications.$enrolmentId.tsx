import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ApplicationStatus } from "~/features/enrolments/application-status.tsx";
import { PauseInput } from "~/features/enrolments/inputs.ts";
import { PauseCard } from "~/features/enrolments/pause-card.tsx";
import { pauseEnrolment } from "~/features/enrolments/pause.server.ts";
import { applicationPage } from "~/features/enrolments/queries.server.ts";
import { TaskList } from "~/features/enrolments/task-list.tsx";
import { WishesCard } from "~/features/enrolments/wishes-card.tsx";
import { WithdrawCard } from "~/features/enrolments/withdraw-card.tsx";
import { MeetingsCard } from "~/features/first-meetings/meetings-card.tsx";
import { meetingCount } from "~/features/first-meetings/own-page.server.ts";
import { keepingProposalsFit } from "~/features/pairings/fit.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/applications/:enrolmentId";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "applications", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params }) => {
  const id = readId(params.enrolmentId);
  return {
    ...(await applicationPage(ctx, id)),
    meetings: await meetingCount(ctx, id),
  };
});

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.enrolmentId);
  const form = await readForm(request, PauseInput);
  if (!form.ok) return reply({ form: form.form }, 422);
  const until = form.value.pausedUntil ?? null;
  await keepingProposalsFit(ctx, id, (inner) =>
    pauseEnrolment(inner, id, "participant", until),
  );
  return goTo(`/applications/${id}`, "saved");
});

export default function Application() {
  const t = useTranslations("applications");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { answers } = page;
  return (
    <Page
      width="narrow"
      title={t(`heading.${answers.role}`)}
      lead={
        <bdi>
          {answers.programme.name} · {answers.cohort.name}
        </bdi>
      }
    >
      <ApplicationStatus page={page} />
      <WishesCard page={page} />
      <MeetingsCard
        enrolmentId={answers.id}
        role={answers.role}
        count={page.meetings}
      />
      <TaskList page={page} />
      {answers.role === "mentor" && answers.state === "accepted" && (
        <PauseCard
          action={`/applications/${answers.id}`}
          pausedUntil={answers.pausedUntil}
          state={state?.form}
        />
      )}
      {page.mayWithdraw && <WithdrawCard answers={answers} />}
    </Page>
  );
}
