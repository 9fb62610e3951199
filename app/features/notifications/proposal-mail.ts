import type { Locale } from "~/i18n/locales.ts";
import { mailText, type MailText } from "./mail-text.ts";

interface Reader {
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly answerBy: string;
}

/** The message that will lead the mentor or mentee to a proposal, in words, before anything is sent. */
export function proposalMail(
  origin: string,
  side: "mentor" | "mentee",
  preview: {
    readonly id: string;
    readonly cohort: { readonly name: string };
    readonly mentor: Reader;
    readonly mentee: Reader;
  },
): MailText {
  const { locale, timeZone, name, answerBy } = preview[side];
  return mailText({
    template: `proposal_${side}`,
    args: {
      cohort: preview.cohort.name,
      link: `${origin}/proposals/${preview.id}`,
      answerBy,
    },
    locale,
    timeZone,
    recipientName: name,
    instanceName: "Passerelle",
  });
}
