import { personOfCalendarToken } from "~/features/accounts/calendar-feeds.server.ts";
import { openLoaderFor } from "~/features/accounts/guard.server.ts";
import { calendarOf } from "~/features/sessions/calendar.server.ts";
import { NotFoundError } from "~/lib/errors.ts";

/** The private feed at /calendar/<token>.ics: whoever has the link reads it, until it is changed. */
export const loader = openLoaderFor(
  "/calendar/:feed",
  async ({ ctx, params }) => {
    const [, token] = /^([\w-]{20,80})\.ics$/.exec(params.feed ?? "") ?? [];
    const personId = token && (await personOfCalendarToken(ctx.db, token));
    if (!personId) throw new NotFoundError();
    const feed = await calendarOf(ctx.db, personId, ctx.origin);
    return new Response(feed, {
      headers: {
        "Content-Type": "text/calendar; charset=utf-8",
        "Cache-Control": "private, max-age=300",
        "Referrer-Policy": "no-referrer",
      },
    });
  },
);
