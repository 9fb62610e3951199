import type { Db } from "db/client.ts";
import { instances, mails, people } from "db/schema/index.ts";
import { eq, sql } from "drizzle-orm";
import { isLocale } from "~/i18n/locales.ts";
import type { JobContext } from "~/lib/context.ts";
import { environment } from "~/lib/env.server.ts";
import { type ComposedMail, composeMail } from "./compose.server.tsx";
import { deliver, type MailSettings } from "./transport.server.ts";

/**
 * Sends one mail of the outbox in a transaction of its own: the row is locked while it is handed
 * over and marked afterwards, so it goes out once, and a second time only if the machine stops in
 * between; then with the same Message-ID.
 *
 * @throws what the mail server said, for the queue to try again; the last time the mail is marked as failed
 */
export async function sendMail(
  job: Pick<JobContext, "db" | "now" | "isLastAttempt">,
  mailId: string,
  settings?: MailSettings,
): Promise<void> {
  try {
    await job.db.transaction(async (tx) => {
      // A slow mail server may keep this transaction idle for longer than pages would.
      await tx.execute(
        sql`set local idle_in_transaction_session_timeout = '90s'`,
      );
      const mail = await lockMail(tx, mailId);
      if (!mail || mail.state === "sent") return;
      await handOver(mail, settings);
      await tx
        .update(mails)
        .set({
          state: "sent",
          attempts: mail.attempts + 1,
          lastError: null,
          sentAt: job.now,
          args: {}, // links in it were secrets
        })
        .where(eq(mails.id, mailId));
    });
  } catch (error) {
    const isOver = job.isLastAttempt || isRefusedForGood(error);
    await job.db
      .update(mails)
      .set({
        attempts: sql`${mails.attempts} + 1`,
        lastError: reasonOf(error),
        state: isOver ? "failed" : "queued",
      })
      .where(eq(mails.id, mailId));
    if (!isRefusedForGood(error)) throw error;
  }
}

async function lockMail(tx: Db, mailId: string) {
  const [mail] = await tx
    .select()
    .from(mails)
    .where(eq(mails.id, mailId))
    .for("update");
  if (!mail) return null;
  const [[recipient], [instance]] = await Promise.all([
    tx
      .select({
        fullName: people.fullName,
        callName: people.callName,
        timeZone: people.timeZone,
        isSample: people.isSample,
      })
      .from(people)
      .where(sql`${people.id} = ${mail.toPersonId}`),
    tx.select({ name: instances.name }).from(instances),
  ]);
  return { ...mail, recipient, instanceName: instance?.name ?? "Passerelle" };
}

type LockedMail = NonNullable<Awaited<ReturnType<typeof lockMail>>>;

async function handOver(
  mail: LockedMail,
  settings: MailSettings = environment(),
): Promise<void> {
  const { recipient } = mail;
  const to = { name: recipient?.fullName ?? "", address: mail.toAddress };
  // Invented people have no mailbox: what they would get lies in a file.
  const SMTP_URL = recipient?.isSample ? undefined : settings.SMTP_URL;
  const envelope = { id: mail.id, to, at: mail.createdAt };
  await deliver(compose(mail), envelope, { ...settings, SMTP_URL });
}

function compose(mail: LockedMail): ComposedMail {
  const { recipient, template, args, locale, instanceName } = mail;
  return composeMail({
    template,
    args,
    locale: isLocale(locale) ? locale : "en",
    timeZone: recipient?.timeZone ?? "UTC",
    recipientName: recipient ? recipient.callName || recipient.fullName : null,
    instanceName,
  });
}

interface SmtpError {
  code?: unknown;
  command?: unknown;
  responseCode?: unknown;
}

/** The address does not exist: trying again would only annoy the server. */
function isRefusedForGood(error: unknown): boolean {
  const { command, responseCode } = error as SmtpError;
  return (
    command === "RCPT TO" &&
    typeof responseCode === "number" &&
    responseCode >= 500
  );
}

/** For the administrator: codes, and one line of what the server said. */
function reasonOf(error: unknown): string {
  const { code, command, responseCode } = error as SmtpError;
  const words = error instanceof Error ? error.message : String(error);
  return [code, command, responseCode, words.split("\n")[0]]
    .filter((part) => part !== undefined && part !== "")
    .map(String)
    .join(" · ")
    .slice(0, 500);
}
