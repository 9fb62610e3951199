import { buildPerson } from "db/builders.ts";
import fs from "node:fs";
import { expect, test } from "vitest";
import { readMailFile } from "~/features/notifications/mail-file.server.ts";
import { sendMail } from "~/features/notifications/send-mail.server.ts";
import {
  deliver,
  mailFile,
} from "~/features/notifications/transport.server.ts";
import { queueMail } from "~/lib/outbox.server.ts";
import { NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import { scratchDir } from "../support/scratch.ts";

const settings = {
  SMTP_URL: undefined,
  MAIL_FROM: "Passerelle <no-reply@m.example>",
  ORIGIN: undefined,
  DATA_DIR: scratchDir("passerelle-mail-"),
};
const LINK = `https://m.example/invitation/${"Ab-_9".repeat(6)}?x=1&y==`;

test.each([
  ["in English", "A plain subject", `Hello = 100%\n\n${LINK}\n`],
  [
    "in French",
    `Une candidature très réfléchie, d’une longueur qui demande plusieurs lignes pour être écrite : ça va`,
    `Vous avez déjà un compte ; rien n’a été modifié.\n\n${LINK}\n`,
  ],
  [
    "in Arabic",
    "دعوة للمشاركة في برنامج الإرشاد بين المؤسسات عبر الحدود والبحار",
    `يسرّ \u2068Amal\u2069 دعوتكم.\n\n${LINK}\n`,
  ],
])(
  "a mail %s reads the same from its file",
  async (_language, subject, text) => {
    const id = "c0867c08-5beb-4391-adf9-b1ab6f9fee6d";
    await deliver(
      { subject, text, html: `<!doctype html><p>${text}</p>` },
      { id, to: { name: "Léa", address: "lea@example.org" }, at: NOW },
      settings,
    );
    const read = await readMailFile(settings, id);
    expect(read?.subject).toBe(subject);
    expect(read?.text.replaceAll("\r\n", "\n").trim()).toBe(text.trim());
  },
);

test("a mail that is not there yet is not there", async () => {
  expect(
    await readMailFile(settings, "00000000-0000-4000-8000-000000000000"),
  ).toBeNull();
});

test("nothing is sent to invented people, whatever server there is", () =>
  withDatabase(async (db) => {
    const { email, personId } = await buildPerson(db, { isSample: true });
    const id = await queueMail(
      db,
      "account_exists",
      { address: email, personId, locale: "en" },
      { link: LINK },
    );
    await sendMail({ db, now: NOW, isLastAttempt: false }, id, {
      ...settings,
      SMTP_URL: "smtp://127.0.0.1:1", // nobody listens there
    });
    expect(fs.existsSync(mailFile(settings, id))).toBe(true);
  }));
