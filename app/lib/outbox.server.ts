import type { Db } from "db/client.ts";
import { mails } from "db/schema/index.ts";
import type { Locale } from "~/i18n/locales.ts";
import { enqueue } from "./queue.server.ts";

interface Proposal {
  cohort: string;
  link: string;
  answerBy: string;
  /** Not empty: a test that a coordinator sends to themselves. */
  test?: string;
}

/** Every e-mail and what its text needs. Texts stand in the `mail` catalogue under the same name. */
export interface MailTemplates {
  invitation: { programme: string; role: string; link: string; from: string };
  added_to_programme: {
    programme: string;
    role: string;
    link: string;
    from: string;
  };
  email_confirmation: { link: string };
  account_exists: { link: string };
  password_reset: { link: string };
  password_changed: { link: string };
  email_change: { link: string };
  email_changed: { link: string };
  email_in_use: { link: string };
  application_received: { cohort: string; link: string };
  application_reminder: { cohort: string; open: number; link: string };
  application_decided: {
    cohort: string;
    state: string;
    message: string;
    link: string;
  };
  proposal_mentor: Proposal;
  proposal_mentee: Proposal;
  pairing_active: { other: string; link: string };
  pairing_declined: { cohort: string; side: string; link: string };
  session_to_confirm: { other: string; link: string };
  proposal_expired: { cohort: string; link: string };
  proposal_withdrawn: { cohort: string; link: string };
  proposal_superseded: { cohort: string; link: string };
  proposal_reminder: {
    cohort: string;
    side: string;
    link: string;
    answerBy: string;
  };
  first_meetings: { cohort: string; side: string; count: number; link: string };
  first_meetings_reminder: { cohort: string; count: number; link: string };
  question_asked: { cohort: string; side: string; link: string };
  question_answered: { cohort: string; link: string };
}
export type MailTemplate = keyof MailTemplates;

/**
 * Writes an e-mail into the outbox, in the caller's transaction; a job of its own sends it afterwards.
 * `answerBy` and other moments are ISO instants: the text shows them in the recipient's zone.
 */
export async function queueMail<T extends MailTemplate>(
  tx: Db,
  template: T,
  to: { address: string; personId?: string | null; locale: Locale },
  args: MailTemplates[T],
): Promise<string> {
  const [mail] = await tx
    .insert(mails)
    .values({
      template,
      toAddress: to.address,
      toPersonId: to.personId ?? null,
      locale: to.locale,
      args: { ...args },
    })
    .returning({ id: mails.id });
  if (!mail) throw new Error("an insert returned no row");
  await enqueue(tx, "mail.send", { mailId: mail.id });
  return mail.id;
}
