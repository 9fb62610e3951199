import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { createEvent } from "~/features/events/commands.server.ts";
import { EventForm } from "~/features/events/event-form.tsx";
import { EventInput } from "~/features/events/inputs.ts";
import { organisationChoices } from "~/features/events/queries.server.ts";
import { coordinatedProgramme } from "~/features/programmes/access.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "events", "new_title");

export const loader = loaderFor(
  "/programmes/:programmeId/events/new",
  async ({ ctx, params }) => {
    const id = readId(params.programmeId);
    const { name } = await coordinatedProgramme(ctx, id);
    return reply({
      programme: { id, name },
      timeZone: ctx.actor.timeZone,
      organisations: await organisationChoices(ctx),
    });
  },
);

export const action = actionFor(
  "/programmes/:programmeId/events/new",
  async ({ ctx, params, request }) => {
    const programmeId = readId(params.programmeId);
    const form = await readForm(request, EventInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const id = await createEvent(ctx, programmeId, form.value);
    return goTo(`/events/${id}`, "created");
  },
);

export default function NewEvent() {
  const t = useTranslations("events");
  const programmes = useTranslations("programmes");
  const { programme, timeZone, organisations } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const up = `/programmes/${programme.id}`;
  return (
    <Page
      title={t("new_title")}
      width="narrow"
      crumbs={[
        { to: "/programmes", label: programmes("title") },
        { to: up, label: programme.name },
      ]}
    >
      <Card>
        <EventForm
          state={state?.form}
          values={{ timeZone }}
          organisations={organisations}
          cancelTo={up}
        />
      </Card>
    </Page>
  );
}
