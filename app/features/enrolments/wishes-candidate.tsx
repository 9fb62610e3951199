import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonLook } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Facts } from "~/components/page.tsx";
import { Hidden } from "~/components/values.tsx";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import type { WishDeed } from "~/domain/enrolment/wishes.ts";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import { LanguageList, TopicList } from "./answers.tsx";
import type { Candidate } from "./wishes-candidates.server.ts";
import { wishQuery } from "./wishes-filters.ts";
import type { wishesPage } from "./wishes.server.ts";

export type WishesPage = SerializeFrom<typeof wishesPage>;
type Who = SerializeFrom<Candidate>;

/** Whom a line is about: by name, or by a sign where names are not shown; `null` is no longer shown. */
export function WhoName({
  who,
  role,
}: {
  who: Who | null;
  /** Of the one who reads. */
  role: EnrolmentRole;
}) {
  const t = useTranslations("wishes");
  if (who === null) return <>{t("gone")}</>;
  if (who.name !== null) return <bdi>{who.name}</bdi>;
  return (
    <>
      {t(`nameless.${role}`)} <bdi dir="ltr">{who.code}</bdi>
    </>
  );
}

/** One button that does one thing with one person. */
export function WishButton(props: {
  page: WishesPage;
  deed: WishDeed;
  other: string;
  who: Who | null;
  look?: ButtonLook;
  label: ReactNode;
}) {
  const { page, deed, other, who, look = "quiet", label } = props;
  const here = `/applications/${page.enrolmentId}/wishes${wishQuery(page.filters)}`;
  return (
    <DeedForm
      action={here}
      fields={{ deed, other, version: String(page.version) }}
    >
      <Button look={look} small>
        {label}
        <Hidden>
          <WhoName who={who} role={page.role} />
        </Hidden>
      </Button>
    </DeedForm>
  );
}

/** One of the other side with what may be known of them, and what can be done. */
export function CandidateCard({ page, who }: { page: WishesPage; who: Who }) {
  const t = useTranslations("wishes");
  const isAt = page.ranked.findIndex(({ id }) => id === who.id);
  const isNever = page.never.some(({ id }) => id === who.id);
  const button = { page, other: who.id, who };
  return (
    <article
      id={`p-${who.id}`}
      className="mb-4 scroll-mt-4 rounded-card border border-line bg-surface p-4 sm:p-6"
    >
      <h3 className="text-lg font-semibold">
        <WhoName who={who} role={page.role} />
      </h3>
      {who.organisation && (
        <p className="text-muted">
          <bdi>{who.organisation}</bdi>
        </p>
      )}
      <div className="mt-3">
        <CandidateFacts who={who} role={page.role} />
      </div>
      <div className="mt-4 flex flex-wrap items-center gap-2">
        {isAt < 0 && !isNever && (
          <>
            <WishButton {...button} deed="add" look="main" label={t("add")} />
            <WishButton {...button} deed="never" label={t("never")} />
          </>
        )}
        {isAt >= 0 && (
          <a href="#mine" className="py-1 font-semibold">
            {t("at_place", { place: isAt + 1 })}
          </a>
        )}
        {isNever && (
          <a href="#never" className="py-1 font-semibold">
            {t("is_never")}
          </a>
        )}
      </div>
    </article>
  );
}

function CandidateFacts({ who, role }: { who: Who; role: EnrolmentRole }) {
  const t = useTranslations("wishes.facts");
  const items = [
    { term: t("country"), value: <CountryName code={who.country} /> },
    { term: t("sectors"), value: <SectorNames sectors={who.sectors} /> },
    { term: t("languages"), value: <LanguageList languages={who.languages} /> },
    { term: t(`topics.${role}`), value: <TopicList topics={who.topics} /> },
  ];
  if (who.goals)
    items.push({
      term: t(`goals.${role}`),
      value: (
        <p dir="auto" className="whitespace-pre-line">
          {who.goals}
        </p>
      ),
    });
  return <Facts items={items} />;
}
