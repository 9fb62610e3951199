import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import nodemailer from "nodemailer";
import type { Environment } from "~/lib/env.server.ts";
import { oneLine, type ComposedMail } from "./compose.server.tsx";

/** Where and how mail leaves: the part of the settings that matters here. */
export type MailSettings = Pick<
  Environment,
  "SMTP_URL" | "MAIL_FROM" | "DATA_DIR" | "ORIGIN"
>;

export interface Envelope {
  /** The id of the mail's row: its Message-ID is made of it and stays the same when it is sent again. */
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly at: Date;
}

/** A server that is silent this long is tried again later. */
const SMTP_TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
};

/**
 * Hands a mail to the SMTP server of the settings, or writes it to a file where there is none.
 *
 * @throws {Error} of nodemailer, with `code`, `command` and `responseCode`, if the server did not take it
 */
export async function deliver(
  mail: ComposedMail,
  envelope: Envelope,
  settings: MailSettings,
): Promise<void> {
  const message = {
    from: settings.MAIL_FROM,
    to: { name: oneLine(envelope.to.name), address: envelope.to.address },
    envelope: {
      from: senderAddress(settings.MAIL_FROM),
      to: [envelope.to.address],
    },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: envelope.at,
    messageId: `<${envelope.id}@${mailHost(settings)}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  if (settings.SMTP_URL) {
    const smtp = nodemailer.createTransport({
      url: settings.SMTP_URL,
      ...SMTP_TIMEOUTS,
    });
    await smtp.sendMail(message).finally(() => smtp.close());
    return;
  }
  const composed = await nodemailer
    .createTransport({
      streamTransport: true,
      buffer: true,
      newline: "windows",
    })
    .sendMail(message);
  await keepFile(settings, envelope.id, composed.message as Buffer); // a buffer, as asked for
}

/** Where the mail with an id lies when there is no SMTP server. */
export function mailFile(
  settings: Pick<MailSettings, "DATA_DIR">,
  id: string,
): string {
  return path.join(settings.DATA_DIR, "mail", `${id}.eml`);
}

/** Whole or not at all, and for nobody else's eyes: links in mail are keys. */
async function keepFile(
  settings: MailSettings,
  id: string,
  content: Buffer,
): Promise<void> {
  const file = mailFile(settings, id);
  const draft = `${file}.${randomUUID()}.part`;
  await fs.mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await fs.writeFile(draft, content, { mode: 0o600 });
  await fs.rename(draft, file);
}

function senderAddress(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim();
}

/** Who vouches for the Message-ID: the public host, or else the sender's domain. */
function mailHost(settings: MailSettings): string {
  if (settings.ORIGIN) return new URL(settings.ORIGIN).hostname;
  return senderAddress(settings.MAIL_FROM).split("@").at(-1) || "localhost";
}
