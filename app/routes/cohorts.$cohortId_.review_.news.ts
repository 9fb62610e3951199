import { loaderFor } from "~/features/accounts/guard.server.ts";
import { pairNews } from "~/features/pairings/news.server.ts";
import { readId } from "~/lib/ids.ts";
import { localeOf } from "~/lib/locale.server.ts";
import { reply } from "~/lib/reply.server.ts";

/** What the script of the workbench asks every now and then. */
export const loader = loaderFor(
  "/cohorts/:cohortId/review/news",
  async ({ ctx, params, request, url: { searchParams } }) => {
    const pair = searchParams.get("pair");
    const since = Number(searchParams.get("since"));
    const asked = {
      pair: pair === null ? null : readId(pair),
      since: Number.isSafeInteger(since) && since > 0 ? since : 0,
    };
    const news = await pairNews(
      ctx,
      readId(params.cohortId),
      asked,
      localeOf(request),
    );
    return reply(news, 200, { "Cache-Control": "no-store" });
  },
);
