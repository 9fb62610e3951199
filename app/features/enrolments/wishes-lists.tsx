import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { Hidden } from "~/components/values.tsx";
import { CountryName } from "~/features/organisations/sector-names.tsx";
import { WhoName, WishButton, type WishesPage } from "./wishes-candidate.tsx";

/** Those somebody would like, in their order. */
export function RankedList({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes");
  const { ranked, most } = page;
  return (
    <Card
      id="mine"
      title={t("mine")}
      actions={
        <span className="text-muted">
          {t("count", { count: ranked.length, most: most.ranked })}
        </span>
      }
    >
      {ranked.length === 0 ? (
        <p className="text-muted">{t("mine_empty")}</p>
      ) : (
        <ol className="divide-y divide-line">
          {ranked.map((place, at) => (
            <li
              key={place.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
            >
              <span className="flex min-w-0 items-baseline gap-3">
                <span className="font-semibold">{at + 1}</span>
                <Who place={place} page={page} />
              </span>
              {page.isOpen && <Steps page={page} at={at} />}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

type Place = WishesPage["ranked"][number];

function Who({ place, page }: { place: Place; page: WishesPage }) {
  const { who } = place;
  return (
    <span className="min-w-0">
      <WhoName who={who} role={page.role} />
      {who && (
        <span className="block text-sm text-muted">
          {who.organisation ? (
            <bdi>{who.organisation}</bdi>
          ) : (
            <CountryName code={who.country} />
          )}
        </span>
      )}
    </span>
  );
}

function Steps({ page, at }: { page: WishesPage; at: number }) {
  const t = useTranslations("wishes");
  const place = page.ranked[at];
  if (!place) return null;
  const button = { page, other: place.id, who: place.who };
  return (
    <div className="flex flex-wrap gap-2">
      {at > 0 && (
        <WishButton
          {...button}
          deed="up"
          label={
            <>
              <ArrowUp aria-hidden="true" className="size-4" />
              <Hidden>{t("up")}</Hidden>
            </>
          }
        />
      )}
      {at < page.ranked.length - 1 && (
        <WishButton
          {...button}
          deed="down"
          label={
            <>
              <ArrowDown aria-hidden="true" className="size-4" />
              <Hidden>{t("down")}</Hidden>
            </>
          }
        />
      )}
      <WishButton {...button} deed="remove" look="bare" label={t("remove")} />
    </div>
  );
}

/** Those somebody would rather not work with; nobody else reads it. */
export function NeverList({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes");
  const { never } = page;
  if (never.length === 0) return null;
  return (
    <Card id="never" title={t("nevers")}>
      <p className="mb-3 text-muted">
        {t("never_text")} {t("never_pairs")}
      </p>
      <ul className="divide-y divide-line">
        {never.map((place) => (
          <li
            key={place.id}
            className="flex flex-wrap items-center justify-between gap-3 py-3 last:pb-0"
          >
            <Who place={place} page={page} />
            {page.isOpen && (
              <WishButton
                page={page}
                other={place.id}
                who={place.who}
                deed="remove"
                look="bare"
                label={t("take_back")}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
