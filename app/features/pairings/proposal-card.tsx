import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { Day, When } from "~/components/values.tsx";
import { topicLabel } from "~/domain/enrolment/topics.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import type { Locale } from "~/i18n/locales.ts";
import { languageName } from "~/i18n/reason-text.ts";
import { ReasonText } from "./explanation.tsx";
import type { ProposalCardFacts } from "./proposal.server.ts";

type Shown = SerializeFrom<ProposalCardFacts>;

/** Who is proposed, why, and what it takes; the reader's language is told, because coordinators preview it in others. */
export function ProposalCard({
  card,
  locale,
}: {
  card: Shown;
  locale: Locale;
}) {
  const t = useTranslations("proposals");
  return (
    <>
      <Card title={t("who")}>
        <p className="mb-4 text-2xl font-semibold">
          <bdi>{card.firstName}</bdi>
        </p>
        <Facts
          items={[
            {
              term: t("organisation"),
              value: card.organisation && <bdi>{card.organisation}</bdi>,
            },
            {
              term: t("country"),
              value: card.country && (
                <bdi>{countryName(card.country, locale)}</bdi>
              ),
            },
            {
              term: t("sectors"),
              value: (
                <Chips
                  items={card.sectors.map((entry) => sectorName(entry, locale))}
                />
              ),
            },
            {
              term: t(`topics.${card.side}`),
              value: (
                <Chips
                  items={card.topics.map((topic) => topicLabel(topic, locale))}
                />
              ),
            },
            {
              term: t("languages"),
              value: (
                <Chips
                  items={card.languages.map(({ code }) =>
                    languageName(code, locale),
                  )}
                />
              ),
            },
            ...(card.goals
              ? [
                  {
                    term: t(`goals.${card.side}`),
                    value: (
                      <p dir="auto" className="whitespace-pre-line">
                        {card.goals}
                      </p>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <Why card={card} locale={locale} />
      <Card title={t("effort")}>
        <Effort card={card} />
        {card.answerBy && (
          <p className="mt-3">
            {t("answer_by")}{" "}
            <span className="font-semibold">
              <When at={card.answerBy} timeZone={card.timeZone} zoned />
            </span>
          </p>
        )}
      </Card>
    </>
  );
}

function Why({ card, locale }: { card: Shown; locale: Locale }) {
  const t = useTranslations("proposals");
  if (card.reasons.length === 0) return null;
  return (
    <Card title={t(card.side === "mentor" ? "why" : "why_mentee")}>
      <ul className="grid gap-2">
        {card.reasons.map((reason) => (
          <li
            key={reason.key}
            className="border-s-4 border-olive bg-olive-soft px-3 py-2"
          >
            <ReasonText reason={reason} locale={locale} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Effort({ card }: { card: Shown }): ReactNode {
  const t = useTranslations("proposals");
  const { sessions, minutes, endsOn } = card;
  return (
    <p>
      {endsOn
        ? t.rich("effort_until", {
            sessions,
            minutes,
            date: () => <Day on={endsOn} />,
          })
        : t("effort_text", { sessions, minutes })}
    </p>
  );
}

function Chips({ items }: { items: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {items.map((item) => (
        <li key={item} className="rounded-md bg-sunken px-2 py-0.5">
          <bdi>{item}</bdi>
        </li>
      ))}
    </ul>
  );
}
