import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type AddressObject, simpleParser } from "mailparser";

const PATIENCE_MS = 30_000;

/** A mail as its reader has it. */
export interface ReadMail {
  subject: string;
  text: string;
  /** the address that the mail wants opened */
  link: string;
}

/**
 * Waits for the mail to somebody that links to a place such as "/proposals/", in the folder where mail
 * lies without an SMTP server.
 */
export async function mailTo(
  address: string,
  place: string,
  dataDir: string,
): Promise<ReadMail> {
  const folder = path.join(dataDir, "mail");
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    const found = (await mails(folder)).find(
      (mail) => mail.to === address && mail.link.includes(place),
    );
    if (found) return found;
    if (Date.now() > until)
      throw new Error(`no mail to ${address} with a link to ${place}`);
  }
}

async function mails(folder: string): Promise<(ReadMail & { to: string })[]> {
  const files = await fs.readdir(folder).catch(() => []);
  return Promise.all(
    files
      .filter((file) => file.endsWith(".eml"))
      .map(async (file) => {
        const mail = await simpleParser(
          await fs.readFile(path.join(folder, file)),
        );
        const text = mail.text ?? "";
        const to = (mail.to as AddressObject).value[0]?.address ?? "";
        const link = /https?:\/\/\S+/.exec(text)?.[0] ?? "";
        return { to, subject: mail.subject ?? "", text, link };
      }),
  );
}
