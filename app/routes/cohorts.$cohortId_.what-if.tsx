import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useMessages, useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { Form } from "~/components/form.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { TrialFields } from "~/features/matching/what-if-fields.tsx";
import { tryInThread } from "~/features/matching/solver-thread.server.ts";
import { WhatIfInput } from "~/features/matching/what-if-input.ts";
import type { IslandData } from "~/features/matching/what-if-messages.ts";
import {
  saveAndRun,
  whatIfPage,
} from "~/features/matching/what-if-page.server.ts";
import { Unusable, WhatIfResult } from "~/features/matching/what-if-result.tsx";
import { intlLocale } from "~/i18n/locales.ts";
import { checkForm, formOf, keepingTyped } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { islandAddress } from "~/lib/island.server.ts";
import { useNonce } from "~/lib/nonce.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "whatif", "title");

export const loader = loaderFor(
  "/cohorts/:cohortId/what-if",
  async ({ ctx, params, url, request }) =>
    reply({
      ...(await whatIfPage(
        ctx,
        readId(params.cohortId),
        url.searchParams,
        (start, trial) => tryInThread(start, trial, request.signal),
      )),
      script: islandAddress("what-if"),
      worker: islandAddress("what-if-worker"),
    }),
);

export const action = actionFor(
  "/cohorts/:cohortId/what-if",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const sent = await formOf(request);
    const form = checkForm(sent, WhatIfInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    const run = await keepingTyped(sent, () => saveAndRun(ctx, id, form.value));
    return run.ok
      ? goTo(`/runs/${run.value}`, "criteria_saved")
      : reply({ form: run.form }, 409);
  },
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function WhatIf() {
  const t = useTranslations("whatif");
  const data = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { cohort } = data;
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
      ]}
      actions={
        <ButtonLink look="quiet" to={`/cohorts/${cohort.id}/criteria`}>
          {t("criteria")}
        </ButtonLink>
      }
    >
      {!data.isPossible ? (
        <EmptyState
          title={t("impossible")}
          action={
            <ButtonLink to={`/cohorts/${cohort.id}/runs`}>
              {t("see_why")}
            </ButtonLink>
          }
        />
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[22rem_1fr]">
          <Form
            id="what-if"
            state={state?.form ?? data.refusal}
            values={data.values}
            className="grid gap-4 lg:sticky lg:top-4"
          >
            <input type="hidden" name="basedOn" value={data.version} />
            <TrialFields
              hasMatrix={data.hasMatrix}
              questions={data.questions}
            />
            <div className="flex flex-wrap gap-3">
              <Button look="quiet" formMethod="get">
                {t("compute")}
              </Button>
              {data.blockers.length === 0 && (
                <Button>{t("save_and_run")}</Button>
              )}
            </div>
            <p className="text-sm text-muted">{t("save_hint")}</p>
          </Form>
          <div>
            <Against data={data} />
            <div id="what-if-result">
              <Answer data={data} />
            </div>
          </div>
          {data.fitsBrowser && <Island data={data} />}
        </div>
      )}
    </Page>
  );
}

function Against({ data }: { data: Data }) {
  const t = useTranslations("whatif");
  const { newestRun } = data;
  return (
    <p className="mb-4 text-muted">
      {newestRun
        ? t.rich("against_run", {
            run: () => (
              <Link to={`/runs/${newestRun.id}`}>
                <When at={newestRun.at} />
              </Link>
            ),
          })
        : t("against_saved")}{" "}
      {t("counts", data.counts)}
    </p>
  );
}

function Answer({ data }: { data: Data }) {
  const t = useTranslations("whatif");
  if (data.isTried && !data.result) return <Unusable />;
  if (data.result)
    return <WhatIfResult result={data.result} names={data.names} />;
  return <EmptyState title={t("start")} />;
}

/** What the page's own script needs: where to ask, and the words of the result. */
function Island({ data }: { data: Data }) {
  const { locale } = useViewer();
  const nonce = useNonce();
  const { whatif, terms } = useMessages();
  const content: IslandData = {
    locale: intlLocale(locale),
    messages: { whatif, terms },
    startAddress: `/cohorts/${data.cohort.id}/what-if/start`,
    workerAddress: data.worker,
  };
  return (
    <>
      <script
        type="application/json"
        id="what-if-data"
        nonce={nonce}
        // no "<" of a name or a text may end the element
        dangerouslySetInnerHTML={{
          __html: JSON.stringify(content).replaceAll("<", "\\u003c"),
        }}
      />
      <script src={data.script} type="module" nonce={nonce} />
    </>
  );
}
