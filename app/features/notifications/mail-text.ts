import { translator } from "~/i18n/translator.ts";
import { intlLocale, type Locale } from "~/i18n/locales.ts";

/** What a mail says, in the recipient's language; the same for its two forms. */
export interface MailText {
  readonly locale: Locale;
  readonly subject: string;
  readonly greeting: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Words of a person, shown as theirs. */
  readonly quote: { readonly label: string; readonly text: string } | null;
  readonly link: { readonly label: string; readonly url: string } | null;
  readonly linkHint: string;
  readonly note: string | null;
  readonly sender: string;
  readonly footer: string;
}

export interface MailFacts {
  readonly template: string;
  readonly args: Readonly<Record<string, string | number>>;
  readonly locale: Locale;
  /** IANA; moments in the text are shown in it. */
  readonly timeZone: string;
  readonly recipientName: string | null;
  readonly instanceName: string;
}

/** Arguments that are moments; everything else that is not a code of ours is free text. */
const MOMENTS = new Set(["answerBy"]);
const CODES = new Set(["role", "state", "side"]);

/** Puts a mail into words. An unknown template or a missing argument is a fault of ours and throws. */
export function mailText(facts: MailFacts): MailText {
  const { locale, args, instanceName } = facts;
  const t = translator(locale, "mail");
  const say = (part: string, values: Values) =>
    sayPart(locale, `templates.${facts.template}.${part}`, values);
  const bare = values(facts, (text) => text);
  const isolated = values(facts, isolate);
  const name = facts.recipientName;
  const message = String(args.message ?? "").trim();
  return {
    locale,
    subject: args.test
      ? t("test_subject", { subject: say("subject", bare) })
      : say("subject", bare),
    greeting: name
      ? t("greeting", { name: isolate(name) })
      : t("greeting_unknown"),
    heading: say("heading", isolated),
    paragraphs: say("body", isolated).split("\n\n"),
    quote: message ? { label: t("message_from"), text: message } : null,
    link: args.link
      ? { label: say("button", isolated), url: String(args.link) }
      : null,
    linkHint: t("link_hint"),
    note: args.test
      ? t("test_note")
      : has(locale, facts.template)
        ? say("note", isolated)
        : null,
    sender: instanceName,
    footer: t("footer", { instance: isolate(instanceName) }),
  };
}

type Values = Record<string, string | number>;
type Say = (key: string, args: Values) => string;

/** Arguments as they stand in a sentence: moments in words, free text through `wrap`. */
function values(facts: MailFacts, wrap: (text: string) => string): Values {
  return Object.fromEntries(
    Object.entries(facts.args).map(([name, value]) => {
      if (typeof value === "number" || CODES.has(name)) return [name, value];
      const text = MOMENTS.has(name) ? momentIn(facts, value) : value;
      return [name, wrap(text)];
    }),
  );
}

function momentIn({ locale, timeZone }: MailFacts, instant: string): string {
  return new Intl.DateTimeFormat(intlLocale(locale), {
    dateStyle: "long",
    timeStyle: "short",
    timeZone,
  })
    .format(new Date(instant))
    .concat(` (${timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? ""})`);
}

/** Names keep their own direction, whatever the language around them. */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

function sayPart(locale: Locale, key: string, args: Values): string {
  // The template is a row of the outbox; a test walks all of them through the catalogues.
  const t = translator(locale, "mail") as unknown as Say;
  return t(key, args);
}

function has(locale: Locale, template: string): boolean {
  return translator(locale, "mail").has(`templates.${template}.note` as never);
}
