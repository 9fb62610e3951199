import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card, Page } from "~/components/page.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ReplyInput } from "~/features/pairings/inputs.ts";
import {
  answerQuestion,
  conversations,
} from "~/features/pairings/messages.server.ts";
import { pairingHead } from "~/features/pairings/pairing-page.server.ts";
import { Conversations } from "~/features/pairings/questions.tsx";
import { checkForm, formOf, keepingTyped } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/pairings/:pairingId/messages";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "pairings", "questions.page_title");

export const loader = loaderFor(ROUTE, async ({ ctx, params }) => {
  const id = readId(params.pairingId);
  const { mentor, mentee } = await pairingHead(ctx, id);
  return reply({ id, mentor, mentee, ...(await conversations(ctx, id)) });
});

export const action = actionFor(ROUTE, async ({ ctx, params, request }) => {
  const id = readId(params.pairingId);
  const sent = await formOf(request);
  const refused = sent.get("side") === "mentee" ? "mentee" : "mentor";
  const form = checkForm(sent, ReplyInput);
  if (!form.ok) return reply({ form: form.form, refused } as const, 422);
  const { value } = form;
  const done = await keepingTyped(sent, () => answerQuestion(ctx, id, value));
  if (!done.ok) return reply({ form: done.form, refused } as const, 409);
  return goTo(`/pairings/${id}/messages`, "answer_sent");
});

export default function Messages() {
  const t = useTranslations("pairings");
  const page = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { id, mentor, mentee, messages, sides } = page;
  return (
    <Page
      width="narrow"
      title={t("questions.title")}
      lead={t.rich("pair.title", { ...isolated, mentee, mentor })}
      crumbs={[{ to: `/pairings/${id}`, label: t("decide.to_pair") }]}
    >
      <Card>
        {sides.length === 0 ? (
          <p>{t("pair.not_sent")}</p>
        ) : (
          <Conversations
            pairingId={id}
            messages={messages}
            sides={sides}
            state={state?.form}
            refused={state?.refused}
          />
        )}
      </Card>
    </Page>
  );
}
