import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { IntlProvider, useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { catalogue } from "~/i18n/catalogue.ts";
import {
  direction,
  intlLocale,
  LOCALE_NAMES,
  type Locale,
} from "~/i18n/locales.ts";
import { ProposalCard } from "./proposal-card.tsx";
import type { proposalPreview } from "./proposal.server.ts";

/** Both cards as they will be read, each in its reader's language and direction. */
export function CardPreview({
  preview,
}: {
  preview: SerializeFrom<typeof proposalPreview>;
}) {
  const t = useTranslations("pairings.sending");
  const { mentor, mentee, mentorCard, menteeCard } = preview;
  return (
    <section>
      <h2 className="mb-3 text-xl">
        {t.rich("preview_of", {
          ...isolated,
          mentor: mentor.name,
          mentee: mentee.name,
        })}
      </h2>
      <Reading
        title={t.rich("card_mentor", { ...isolated, name: mentor.name })}
        locale={mentor.locale}
      >
        <ProposalCard card={mentorCard} locale={mentor.locale} />
      </Reading>
      <Reading
        title={t.rich("card_mentee", { ...isolated, name: mentee.name })}
        locale={mentee.locale}
      >
        <ProposalCard card={menteeCard} locale={mentee.locale} />
      </Reading>
    </section>
  );
}

function Reading(props: {
  title: ReactNode;
  locale: Locale;
  children: ReactNode;
}) {
  const { title, locale, children } = props;
  return (
    <div className="mb-6 rounded-card border border-dashed border-field p-3 sm:p-4">
      <p className="mb-3 flex flex-wrap justify-between gap-2 text-sm text-muted">
        <span>{title}</span>
        <bdi lang={locale}>{LOCALE_NAMES[locale]}</bdi>
      </p>
      <IntlProvider
        locale={intlLocale(locale)}
        messages={catalogue(locale)}
        timeZone="UTC"
      >
        <div lang={locale} dir={direction(locale)}>
          {children}
        </div>
      </IntlProvider>
    </div>
  );
}
