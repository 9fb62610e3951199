import { renderToStaticMarkup } from "react-dom/server";
import { MailPage } from "./mail-page.tsx";
import { mailText, type MailFacts, type MailText } from "./mail-text.ts";

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail in its two forms, plain and HTML, in the recipient's language. */
export function composeMail(facts: MailFacts): ComposedMail {
  const text = mailText(facts);
  return {
    subject: oneLine(text.subject),
    text: plainForm(text),
    html: `<!doctype html>${renderToStaticMarkup(<MailPage text={text} />)}`,
  };
}

function plainForm(text: MailText): string {
  const parts = [
    text.greeting,
    ...text.paragraphs,
    text.quote && `${text.quote.label}\n\n${text.quote.text}`,
    text.link && `${text.link.label}:\n${text.link.url}`,
    text.note,
    `-- \n${text.footer}`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

/** Whatever becomes a header stays one line: a name with a line break must not add headers. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
