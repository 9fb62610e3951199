import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { useMessage } from "~/components/form.tsx";
import { EmptyState, Notice, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { RatingInput } from "~/features/first-meetings/inputs.ts";
import {
  MeetingCard,
  MeetingsStanding,
} from "~/features/first-meetings/own-meetings.tsx";
import { ownMeetings } from "~/features/first-meetings/own-page.server.ts";
import { rateMeeting } from "~/features/first-meetings/rate.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/applications/:enrolmentId/meetings";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "first-meetings", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params }) =>
  reply(await ownMeetings(ctx, readId(params.enrolmentId))),
);

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.enrolmentId);
  const form = await readForm(request, RatingInput);
  if (!form.ok)
    return reply({ refused: refusalOf(form.form.error ?? {}) }, 422);
  await rateMeeting(ctx, id, form.value);
  return goTo(`/applications/${id}/meetings#m-${form.value.meeting}`, "saved");
});

/** No rating chosen is the reader's to mend, everything else is not. */
const refusalOf = (errors: Record<string, unknown>) =>
  Object.keys(errors).every((name) => name === "rating")
    ? "first-meetings:errors.no_rating"
    : "first-meetings:errors.invalid";

export default function OwnMeetings() {
  const t = useTranslations("first-meetings");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const message = useMessage();
  return (
    <Page
      width="narrow"
      title={t("title")}
      lead={t(`lead.${page.role}`)}
      crumbs={[
        {
          to: `/applications/${page.enrolmentId}`,
          label: `${page.programmeName} · ${page.cohortName}`,
        },
      ]}
    >
      {state?.refused && (
        <Notice look="warning" role="alert">
          {message(state.refused)}
        </Notice>
      )}
      {page.meetings.length === 0 ? (
        <EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>
      ) : (
        <MeetingsStanding page={page} />
      )}
      {page.meetings.map((meeting) => (
        <MeetingCard key={meeting.id} page={page} meeting={meeting} />
      ))}
    </Page>
  );
}
