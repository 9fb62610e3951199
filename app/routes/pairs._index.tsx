import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { EmptyState, Page } from "~/components/page.tsx";
import { Badge } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { PairingStatusBadge } from "~/features/sessions/session-pieces.tsx";
import { myPairs } from "~/features/sessions/pairs.server.ts";
import { pageTitle } from "~/lib/page-title.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "sessions", "pairs.title");

export const loader = loaderFor("/pairs", async ({ ctx }) => ({
  pairs: await myPairs(ctx),
}));

export default function Pairs() {
  const t = useTranslations("sessions.pairs");
  const { pairs } = useLoaderData<typeof loader>();
  return (
    <Page title={t("title")} width="narrow">
      {pairs.length === 0 && (
        <EmptyState title={t("empty")}>{t("empty_hint")}</EmptyState>
      )}
      <ul className="grid gap-4">
        {pairs.map((pair) => {
          const other = pair.side === "mentor" ? pair.mentee : pair.mentor;
          return (
            <li
              key={pair.id}
              className="rounded-card border border-line bg-surface p-4 sm:p-6"
            >
              <div className="flex flex-wrap items-baseline justify-between gap-2">
                <h2 className="text-lg">
                  <Link to={`/pairs/${pair.id}`} className="inline-block py-1">
                    <bdi>{other.name}</bdi>
                  </Link>
                </h2>
                <PairingStatusBadge status={pair.status} />
              </div>
              <p className="text-muted">
                <bdi>{other.organisation}</bdi> · <bdi>{pair.cohortName}</bdi>
              </p>
              <p className="mt-2">{t("sessions", { count: pair.held })}</p>
              {pair.waiting > 0 && (
                <p className="mt-2">
                  <Badge tone="warning">
                    {t("waiting", { count: pair.waiting })}
                  </Badge>
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Page>
  );
}
