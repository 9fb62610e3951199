import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { FilterTabs } from "~/components/table.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { ReviewAlternatives } from "~/features/matching/review-alternatives.tsx";
import { Done, Refused } from "~/features/matching/review-done.tsx";
import {
  ShortcutHelp,
  WorkbenchScript,
} from "~/features/matching/review-keys.tsx";
import {
  REVIEW_GROUPS,
  type ReviewGroup,
  ReviewList,
} from "~/features/matching/review-list.tsx";
import { reviewPage } from "~/features/matching/review-page.server.ts";
import { ReviewPair } from "~/features/matching/review-pair.tsx";
import { swapProposal } from "~/features/matching/swap.server.ts";
import { ApproveMany } from "~/features/pairings/approve-many.tsx";
import { readPairingQuery } from "~/features/pairings/filters.ts";
import { SwapInput } from "~/features/pairings/inputs.ts";
import { SearchAndSort } from "~/features/pairings/search-and-sort.tsx";
import { BadRequestError } from "~/lib/errors.ts";
import { checkForm, formOf, keepingTyped } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "review", "title");

export const loader = loaderFor(
  "/cohorts/:cohortId/review",
  async ({ ctx, params, url }) => {
    const { searchParams } = url;
    const pair = searchParams.get("pair");
    const done = searchParams.get("done");
    const asked = searchParams.get("group");
    const group: ReviewGroup =
      REVIEW_GROUPS.find((each) => each === asked) ?? "none";
    return reply({
      ...(await reviewPage(
        ctx,
        readId(params.cohortId),
        readPairingQuery(searchParams),
        pair === null ? null : readId(pair),
      )),
      group,
      done: done === null ? null : readId(done),
      search: url.search,
    });
  },
);

export const action = actionFor(
  "/cohorts/:cohortId/review",
  async ({ ctx, params, request, url }) => {
    const id = readId(params.cohortId);
    const sent = await formOf(request);
    const form = checkForm(sent, SwapInput);
    if (!form.ok) throw new BadRequestError(); // buttons with hidden values
    const swapped = await keepingTyped(sent, () =>
      swapProposal(ctx, id, form.value),
    );
    // the pair that was to be swapped is shown as it stands now
    if (!swapped.ok) return reply({ form: swapped.form }, 409);
    const query = new URLSearchParams(url.search);
    query.set("pair", swapped.value);
    query.set("done", swapped.value);
    return goTo(`/cohorts/${id}/review?${query}`, "swapped");
  },
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Review() {
  const t = useTranslations("review");
  const data = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { cohort, chosen } = data;
  const here = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t("title")}
      width="full"
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: here, label: cohort.name },
      ]}
      actions={
        <>
          <ButtonLink to={`${here}/what-if`}>{t("what_if")}</ButtonLink>
          <ButtonLink to={`${here}/pairings`}>{t("list")}</ButtonLink>
          <ButtonLink to={`${here}/review/matrix${data.search}`}>
            {t("matrix")}
          </ButtonLink>
          <ButtonLink to={`${here}/runs`}>{t("rerun")}</ButtonLink>
          <ButtonLink to={`${here}/send`}>{t("send")}</ButtonLink>
        </>
      }
    >
      {state?.form && <Refused form={state.form} pair={chosen || null} />}
      {data.done && (
        <Done
          pairingId={data.done}
          here={`${here}/review`}
          search={data.search}
        />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[17rem_minmax(0,1fr)] xl:grid-cols-[17rem_minmax(0,1fr)_21rem]">
        <aside
          aria-label={t("list_label")}
          className="max-lg:hidden lg:sticky lg:top-4 lg:max-h-[calc(100vh-2rem)] lg:overflow-y-auto"
          tabIndex={0}
        >
          <Narrow data={data} />
          <ReviewList
            data={data}
            group={data.group}
            chosen={chosen && chosen.pairing.id}
          />
        </aside>
        {chosen ? (
          <Chosen data={data} chosen={chosen} />
        ) : (
          <div className="xl:col-span-2">
            <EmptyState
              title={t("empty")}
              action={
                <ButtonLink to={`${here}/runs`}>{t("empty_do")}</ButtonLink>
              }
            />
          </div>
        )}
      </div>
      {data.query.status === "proposed" && data.counts.proposed > 0 && (
        <ApproveMany
          cohortId={cohort.id}
          minimum={data.query.minimum}
          count={data.approvable}
        />
      )}
      <ShortcutHelp />
      <WorkbenchScript />
    </Page>
  );
}

/** The pair and what else the two could be in. */
function Chosen({
  data,
  chosen,
}: {
  data: Data;
  chosen: Exclude<Data["chosen"], "" | null>;
}) {
  const t = useTranslations("review");
  const { cohort, search } = data;
  const isOpen = cohort.state === "matching" || cohort.state === "running";
  return (
    <>
      <ReviewPair data={data} chosen={chosen} />
      <aside
        id="alternatives"
        aria-label={t("alternatives_label")}
        className="lg:col-start-2 xl:sticky xl:top-4 xl:col-start-3"
      >
        <ReviewAlternatives
          cohortId={cohort.id}
          pair={{
            mentee: chosen.mentee.enrolmentId,
            mentor: chosen.mentor.enrolmentId,
          }}
          rows={chosen.alternatives}
          seen={chosen.pairing.status === "proposed" ? chosen.pairing : null}
          action={isOpen ? `/cohorts/${cohort.id}/review${search}` : null}
        />
      </aside>
    </>
  );
}

function Narrow({ data }: { data: Data }) {
  const t = useTranslations("review");
  const words = useTranslations("pairings");
  const { query, counts, group } = data;
  return (
    <details className="mb-3" open={query.q !== "" || undefined}>
      <summary className="min-h-11 cursor-pointer py-2 font-semibold">
        {words(`filters.${query.status}`)} · {t("narrow")}
      </summary>
      <FilterTabs
        name="status"
        current={query.status}
        label={words("filter")}
        options={(["proposed", "approved", "sent", "rejected"] as const).map(
          (status) => ({
            value: status,
            label: words(`filters.${status}`),
            count: counts[status],
          }),
        )}
      />
      <FilterTabs
        name="group"
        current={group}
        label={t("group")}
        options={REVIEW_GROUPS.map((each) => ({
          value: each,
          label: t(`groups.${each}`),
        }))}
      />
      <SearchAndSort query={query} stacked />
      <p>
        <Link to="?" className="inline-block py-1">
          {t("reset")}
        </Link>
      </p>
    </details>
  );
}
