import type { SerializeFrom } from "@remix-run/node";
import type { ReactNode } from "react";
import { IntlProvider, useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
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

/** A message in words, as far as it is read. */
interface Mail {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly label: string } | null;
  readonly note: string | null;
}

/** Both cards as they will be read, each in its reader's language and direction. */
export function CardPreview({
  preview,
  mails,
}: {
  preview: SerializeFrom<typeof proposalPreview>;
  mails: { readonly mentor: Mail; readonly mentee: Mail };
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
      <DeedForm
        action={`/cohorts/${preview.cohort.id}/send`}
        fields={{ deed: "test", test: preview.id }}
        className="mb-4"
      >
        <Button look="quiet">{t("test")}</Button>
        <p className="mt-1 text-sm text-muted">{t("test_hint")}</p>
      </DeedForm>
      <Reading
        title={t.rich("card_mentor", { ...isolated, name: mentor.name })}
        locale={mentor.locale}
        mail={mails.mentor}
      >
        <ProposalCard card={mentorCard} locale={mentor.locale} />
      </Reading>
      <Reading
        title={t.rich("card_mentee", { ...isolated, name: mentee.name })}
        locale={mentee.locale}
        mail={mails.mentee}
      >
        <ProposalCard card={menteeCard} locale={mentee.locale} />
      </Reading>
    </section>
  );
}

function Reading(props: {
  title: ReactNode;
  locale: Locale;
  mail: Mail;
  children: ReactNode;
}) {
  const { title, locale, mail, children } = props;
  const t = useTranslations("pairings.sending");
  return (
    <div className="mb-6 rounded-card border border-dashed border-field p-3 sm:p-4">
      <p className="mb-3 flex flex-wrap justify-between gap-2 text-sm text-muted">
        <span>{title}</span>
        <bdi lang={locale}>{LOCALE_NAMES[locale]}</bdi>
      </p>
      <details className="mb-4 rounded-card border border-line bg-surface px-4">
        <summary className="min-h-11 cursor-pointer py-2.5 font-semibold">
          {t("mail_of")}
        </summary>
        <div lang={locale} dir={direction(locale)} className="pb-3">
          <MailWords mail={mail} />
        </div>
      </details>
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

function MailWords({ mail }: { mail: Mail }) {
  return (
    <div className="grid gap-3">
      <p className="font-semibold">{mail.subject}</p>
      <p>{mail.greeting}</p>
      {mail.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {mail.link && (
        <p>
          <span className="inline-block rounded-lg bg-sea px-4 py-2 font-semibold text-on-sea">
            {mail.link.label}
          </span>
        </p>
      )}
      {mail.note && <p className="text-sm text-muted">{mail.note}</p>}
    </div>
  );
}
