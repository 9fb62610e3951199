import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { editEvent } from "~/features/events/commands.server.ts";
import { EventForm } from "~/features/events/event-form.tsx";
import { EventInput } from "~/features/events/inputs.ts";
import {
  eventForm,
  organisationChoices,
} from "~/features/events/queries.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "events", "edit_title");

export const loader = loaderFor(
  "/events/:eventId/edit",
  async ({ ctx, params }) => {
    const values = await eventForm(ctx, readId(params.eventId));
    return reply({ values, organisations: await organisationChoices(ctx) });
  },
);

export const action = actionFor(
  "/events/:eventId/edit",
  async ({ ctx, params, request }) => {
    const id = readId(params.eventId);
    const sent = await formOf(request);
    const form = checkForm(sent, EventInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const saved = await editEvent(ctx, id, form.value);
    if (!saved) return reply({ form: refuseForm(sent, "", "stale") }, 422);
    return goTo(`/events/${id}`, "saved");
  },
);

export default function EditEvent() {
  const t = useTranslations("events");
  const { values, organisations } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const here = `/events/${values.id}`;
  return (
    <Page
      title={t("edit_title")}
      width="narrow"
      crumbs={[
        { to: "/events", label: t("title") },
        { to: here, label: values.name },
      ]}
    >
      <Card>
        <EventForm
          state={state?.form}
          values={values}
          version={values.version}
          organisations={organisations}
          cancelTo={here}
        />
      </Card>
    </Page>
  );
}
