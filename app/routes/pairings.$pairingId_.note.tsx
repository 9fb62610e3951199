import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { saveNote } from "~/features/pairings/decide.server.ts";
import { NoteInput } from "~/features/pairings/inputs.ts";
import { NoteForm } from "~/features/pairings/note-form.tsx";
import { pairingHead } from "~/features/pairings/pairing-page.server.ts";
import { checkForm, formOf, refuseForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "pairings", "note_title");

export const loader = loaderFor(
  "/pairings/:pairingId/note",
  async ({ ctx, params }) =>
    reply(await pairingHead(ctx, readId(params.pairingId))),
);

export const action = actionFor(
  "/pairings/:pairingId/note",
  async ({ ctx, params, request }) => {
    const id = readId(params.pairingId);
    const sent = await formOf(request);
    const form = checkForm(sent, NoteInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const { note, version } = form.value;
    const isSaved = await saveNote(ctx, id, { note: note ?? null, version });
    if (!isSaved) return reply({ form: refuseForm(sent, "", "stale") }, 422);
    return goTo(`/pairings/${id}`, "saved");
  },
);

export default function Note() {
  const t = useTranslations("pairings");
  const head = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  return (
    <Page
      title={t("note_title")}
      lead={t.rich("pair.title", {
        ...isolated,
        mentee: head.mentee,
        mentor: head.mentor,
      })}
      crumbs={[{ to: `/pairings/${head.id}`, label: t("title") }]}
      width="narrow"
    >
      <Card>
        <NoteForm
          pairingId={head.id}
          note={head.note}
          version={head.version}
          state={state?.form}
        />
      </Card>
    </Page>
  );
}
