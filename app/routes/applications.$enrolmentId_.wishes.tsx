import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { useMessage } from "~/components/form.tsx";
import { Notice, Page } from "~/components/page.tsx";
import { Day } from "~/components/values.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import type { WishesPage } from "~/features/enrolments/wishes-candidate.tsx";
import {
  AgreeCard,
  Candidates,
  ShownCard,
} from "~/features/enrolments/wishes-choose.tsx";
import {
  readWishFilters,
  wishQuery,
} from "~/features/enrolments/wishes-filters.ts";
import { WishInput } from "~/features/enrolments/wishes-input.ts";
import { NeverList, RankedList } from "~/features/enrolments/wishes-lists.tsx";
import { saveWish } from "~/features/enrolments/wishes-save.server.ts";
import { wishesPage } from "~/features/enrolments/wishes.server.ts";
import { readForm } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

const ROUTE = "/applications/:enrolmentId/wishes";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "wishes", "title");

export const loader = loaderFor(ROUTE, async ({ ctx, params, url }) =>
  reply(
    await wishesPage(
      ctx,
      readId(params.enrolmentId),
      readWishFilters(url.searchParams),
    ),
  ),
);

export const action = actionFor(
  ROUTE,
  async ({ ctx, params, request, url }) => {
    const id = readId(params.enrolmentId);
    const form = await readForm(request, WishInput);
    if (!form.ok) return reply({ refused: "wishes:errors.invalid" }, 422);
    const input = form.value;
    const refused = await saveWish(ctx, id, input, localeOf(request));
    if (refused) return reply({ refused }, 422);
    const query = wishQuery(readWishFilters(url.searchParams));
    return goTo(`/applications/${id}/wishes${query}${placeOf(input)}`, "saved");
  },
);

/** Where the person was on the page. */
function placeOf(input: WishInput): string {
  if (input.deed === "show" || input.deed === "hide") return "";
  return input.deed === "add" || input.deed === "never"
    ? `#p-${input.other}`
    : "#mine";
}

export default function Wishes() {
  const t = useTranslations("wishes");
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
      <Standing page={page} />
      {page.isOpen && !page.isShown ? (
        <AgreeCard page={page} />
      ) : (
        <RankedList page={page} />
      )}
      <NeverList page={page} />
      {page.isOpen && page.isShown && <Candidates page={page} />}
      {page.isShown && <ShownCard page={page} />}
    </Page>
  );
}

/** Until when there is time, or that there is none any more. */
function Standing({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes");
  const { isOpen, isAccepted, until } = page;
  if (!isOpen)
    return (
      <Notice title={t(isAccepted ? "closed.title" : "closed.not_accepted")}>
        {isAccepted && <p>{t("closed.text")}</p>}
      </Notice>
    );
  return (
    <Notice>
      <p>
        {until
          ? t.rich("until", { date: () => <Day on={until} /> })
          : t("until_matched")}
      </p>
      <p>{t("no_promise")}</p>
    </Notice>
  );
}
