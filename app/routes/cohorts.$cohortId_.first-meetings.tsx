import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { useMessage } from "~/components/form.tsx";
import { Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { MeetingList } from "~/features/first-meetings/cohort-meetings.tsx";
import {
  cohortMeetings,
  readPage,
} from "~/features/first-meetings/cohort-page.server.ts";
import {
  AddMeeting,
  MeetingDeeds,
  MeetingFigures,
  WhyClosed,
} from "~/features/first-meetings/cohort-standing.tsx";
import { doMeetingDeed } from "~/features/first-meetings/deed.server.ts";
import { MeetingDeedInput } from "~/features/first-meetings/inputs.ts";
import { matchInThread } from "~/features/matching/solver-thread.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/cohorts/:cohortId/first-meetings";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "first-meetings", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params, url }) =>
  reply(await cohortMeetings(ctx, readId(params.cohortId), url.searchParams)),
);

export const action = actionFor(
  ROUTE,
  async ({ ctx, params, request, url }) => {
    const id = readId(params.cohortId);
    const sent = await formOf(request);
    const form = checkForm(sent, MeetingDeedInput);
    if (!form.ok) {
      const deed = sent.get("deed");
      const meeting = sent.get("meeting");
      if (deed === "add") return reply({ adding: form.form }, 422);
      if (deed === "arrange" && typeof meeting === "string")
        return reply({ arranging: form.form, meeting }, 422);
      return reply({ refused: "first-meetings:errors.invalid" }, 422);
    }
    const done = await doMeetingDeed(ctx, id, form.value, matchInThread);
    if (done.refused)
      return reply({ adding: refuseForm(sent, "", done.refused) }, 422);
    const page = readPage(url.searchParams);
    const query = page > 1 ? `?page=${page}` : "";
    return goTo(
      `/cohorts/${id}/first-meetings${query}${done.place}`,
      done.flash,
    );
  },
);

export default function CohortMeetings() {
  const t = useTranslations("first-meetings");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const message = useMessage();
  const { cohort } = page;
  const arranging =
    state && "arranging" in state
      ? { meeting: state.meeting, form: state.arranging }
      : null;
  return (
    <Page
      title={t("title")}
      lead={t("cohort.lead")}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
      ]}
    >
      {state && "refused" in state && (
        <Notice look="warning" role="alert">
          {message(state.refused)}
        </Notice>
      )}
      {arranging && (
        <Notice look="warning" role="alert">
          <a href={`#m-${arranging.meeting}`}>{t("errors.not_arranged")}</a>
        </Notice>
      )}
      <WhyClosed page={page} />
      <MeetingFigures page={page} />
      <MeetingDeeds page={page} />
      <AddMeeting
        page={page}
        state={state && "adding" in state ? state.adding : null}
      />
      <MeetingList page={page} refused={arranging} />
    </Page>
  );
}
