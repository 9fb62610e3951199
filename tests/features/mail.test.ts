import { mails, people } from "db/schema/index.ts";
import { buildPerson } from "db/builders.ts";
import { eq } from "drizzle-orm";
import { type AddressObject, simpleParser, type ParsedMail } from "mailparser";
import fs from "node:fs";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { composeMail } from "~/features/notifications/compose.server.tsx";
import { sendMail } from "~/features/notifications/send-mail.server.ts";
import { mailFile } from "~/features/notifications/transport.server.ts";
import { catalogue } from "~/i18n/catalogue.ts";
import { LOCALES, type Locale } from "~/i18n/locales.ts";
import {
  type MailTemplate,
  type MailTemplates,
  queueMail,
} from "~/lib/outbox.server.ts";
import { NOW, queuedJobs } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import { scratchDir } from "../support/scratch.ts";

/** One set of arguments for each template: the compiler asks for a new one. */
const SAMPLES: MailTemplates = {
  invitation: {
    programme: "Programme",
    role: "mentor",
    link: "https://m.example/invitation/x",
    from: "Nour",
  },
  added_to_programme: {
    programme: "Programme",
    role: "mentee",
    link: "https://m.example/home",
    from: "Nour",
  },
  email_confirmation: { link: "https://m.example/confirm-email/x" },
  account_exists: { link: "https://m.example/login" },
  password_reset: { link: "https://m.example/reset-password/x" },
  password_changed: { link: "https://m.example/forgot-password" },
  email_change: { link: "https://m.example/new-email/x" },
  email_changed: { link: "https://m.example/login" },
  email_in_use: { link: "https://m.example/login" },
  application_received: { cohort: "Cohort", link: "https://m.example/a" },
  application_reminder: {
    cohort: "Cohort",
    open: 2,
    link: "https://m.example/a",
  },
  application_decided: {
    cohort: "Cohort",
    state: "accepted",
    message: "Welcome!",
    link: "https://m.example/a",
  },
  proposal_superseded: { cohort: "Cohort", link: "https://m.example/p" },
  proposal_reminder: {
    cohort: "Cohort",
    side: "mentor",
    link: "https://m.example/p",
    answerBy: "2026-12-01T12:00:00Z",
  },
  first_meetings: {
    cohort: "Cohort",
    side: "mentor",
    count: 3,
    link: "https://m.example/p",
  },
  first_meetings_reminder: {
    cohort: "Cohort",
    count: 2,
    link: "https://m.example/p",
  },
  question_asked: {
    cohort: "Cohort",
    side: "mentee",
    link: "https://m.example/q",
  },
  question_answered: { cohort: "Cohort", link: "https://m.example/q" },
  proposal_mentor: {
    cohort: "Cohort",
    link: "https://m.example/p",
    answerBy: "2026-12-01T12:00:00Z",
  },
  proposal_mentee: {
    cohort: "Cohort",
    link: "https://m.example/p",
    answerBy: "2026-12-01T12:00:00Z",
  },
  pairing_active: { other: "Nour", link: "https://m.example/p" },
  pairing_declined: {
    cohort: "Cohort",
    side: "mentor",
    link: "https://m.example/p",
  },
  session_to_confirm: { other: "Nour", link: "https://m.example/s" },
  proposal_expired: { cohort: "Cohort", link: "https://m.example/p" },
  proposal_withdrawn: { cohort: "Cohort", link: "https://m.example/p" },
};
const TEMPLATES = Object.keys(SAMPLES) as MailTemplate[];

function compose(template: MailTemplate, locale: Locale, args = {}) {
  return composeMail({
    template,
    args: { ...SAMPLES[template], ...args },
    locale,
    timeZone: "Africa/Tunis",
    recipientName: "Hugo",
    instanceName: "Med",
  });
}

describe("the text of a mail", () => {
  test.each(TEMPLATES)("%s can be said in every language", (template) => {
    for (const locale of LOCALES) {
      const mail = compose(template, locale);
      for (const form of [mail.subject, mail.text, mail.html]) {
        expect(form).not.toMatch(/templates\.|\{[a-z_]+[,}]|undefined/);
        expect(form).not.toBe("");
      }
      expect(mail.text).toContain(SAMPLES[template].link);
      expect(mail.html).toContain(`lang="${locale}"`);
      expect(mail.html).toContain(locale === "ar" ? 'dir="rtl"' : 'dir="ltr"');
    }
  });

  test("shows a moment in the recipient's zone, with the zone in words", () => {
    expect(compose("proposal_mentor", "en").text).toMatch(
      /1 December 2026 at 13:00 \(Tunis\)/,
    );
  });

  test("says in every language that a test is one, and leads nobody to decide", () => {
    for (const locale of LOCALES) {
      const plain = compose("proposal_mentor", locale);
      const test = compose("proposal_mentor", locale, { test: "yes" });
      expect(test.subject).not.toBe(plain.subject);
      expect(test.subject).toContain(plain.subject);
      expect(test.text).toContain(catalogue(locale).mail.test_note);
      expect(plain.text).not.toContain(catalogue(locale).mail.test_note);
    }
  });

  test("about a question asks to answer on the page: nobody reads replies", () => {
    for (const template of ["question_asked", "question_answered"] as const)
      for (const locale of LOCALES) {
        const { note } = catalogue(locale).mail.templates[template];
        expect(compose(template, locale).text).toContain(note);
      }
  });

  test("shows what a person wrote as text, never as markup", () => {
    const { html } = compose("application_decided", "en", {
      message: "<img src=x onerror=alert(1)>",
      cohort: "<script>alert(2)</script>",
    });
    expect(html).not.toMatch(/<img|<script/);
  });
});

interface Delivery {
  readonly mail: ParsedMail;
  readonly rcpt: readonly string[];
}

/** A real SMTP server on loopback that may refuse the first deliveries. */
async function startServer(refusals: { code: number; at: "data" | "rcpt" }[]) {
  const deliveries: Delivery[] = [];
  const refusal = (at: "data" | "rcpt") => {
    if (refusals[0]?.at !== at) return null;
    const { code } = refusals.shift()!;
    return Object.assign(new Error("not now"), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: (_address, _session, done) => done(refusal("rcpt")),
    onData(stream, session, done) {
      void simpleParser(stream).then((mail) => {
        const refused = refusal("data");
        const rcpt = session.envelope.rcptTo.map(({ address }) => address);
        if (!refused) deliveries.push({ mail, rcpt });
        done(refused);
      });
    },
  });
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  closers.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = server.server.address() as { port: number };
  return {
    deliveries,
    settings: {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: "Passerelle <no-reply@m.example>",
      ORIGIN: "https://m.example",
      DATA_DIR: "/nowhere",
    },
  };
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe("sending", () => {
  test("hands the mail over once, marks it and forgets the links", () =>
    withDatabase(async (db) => {
      const { deliveries, settings } = await startServer([]);
      const person = await buildPerson(db, {
        fullName: "Nour Ben Salah",
        callName: "Nour",
        locale: "ar",
      });
      const id = await queueMail(
        db,
        "password_reset",
        { address: person.email, personId: person.personId, locale: "ar" },
        { link: "https://m.example/reset-password/secret" },
      );
      expect(await queuedJobs(db)).toEqual(["mail.send"]);

      const job = { db, now: NOW, isLastAttempt: false };
      await sendMail(job, id, settings);
      await sendMail(job, id, settings);

      expect(deliveries).toHaveLength(1);
      const [{ mail, rcpt }] = deliveries as [Delivery];
      expect(rcpt).toEqual([person.email]);
      expect(mail.messageId).toBe(`<${id}@m.example>`);
      expect(mail.headers.get("auto-submitted")).toBe("auto-generated");
      expect(mail.text).toContain("https://m.example/reset-password/secret");
      expect(mail.text).toContain("Nour");
      expect(mail.html).toContain('dir="rtl"');
      const [row] = await db.select().from(mails).where(eq(mails.id, id));
      expect(row).toMatchObject({ state: "sent", attempts: 1, args: {} });
      expect(row?.sentAt).toEqual(NOW);
    }));

  test("a server that says 451 is asked again, with the same Message-ID", () =>
    withDatabase(async (db) => {
      const { deliveries, settings } = await startServer([
        { code: 451, at: "data" },
      ]);
      const person = await buildPerson(db);
      const id = await queueMail(
        db,
        "account_exists",
        { address: person.email, personId: person.personId, locale: "fr" },
        { link: "https://m.example/login" },
      );
      const job = { db, now: NOW, isLastAttempt: false };

      await expect(sendMail(job, id, settings)).rejects.toThrow("451");
      const [waiting] = await db.select().from(mails).where(eq(mails.id, id));
      expect(waiting).toMatchObject({ state: "queued", attempts: 1 });
      expect(waiting?.lastError).toContain("451");
      expect(waiting?.args).toEqual({ link: "https://m.example/login" });

      await sendMail(job, id, settings);
      expect(deliveries.map(({ mail }) => mail.messageId)).toEqual([
        `<${id}@m.example>`,
      ]);
      const [sent] = await db.select().from(mails).where(eq(mails.id, id));
      expect(sent).toMatchObject({ state: "sent", attempts: 2 });
      expect(sent?.lastError).toBeNull();
    }));

  test("after the last attempt the mail is marked as failed", () =>
    withDatabase(async (db) => {
      const { settings } = await startServer([{ code: 451, at: "data" }]);
      const { email } = await buildPerson(db);
      const id = await queueMail(
        db,
        "account_exists",
        { address: email, locale: "en" },
        { link: "https://m.example/login" },
      );
      const job = { db, now: NOW, isLastAttempt: true };
      await expect(sendMail(job, id, settings)).rejects.toThrow();
      const [row] = await db.select().from(mails).where(eq(mails.id, id));
      expect(row?.state).toBe("failed");
    }));

  test("an address that does not exist is not tried again", () =>
    withDatabase(async (db) => {
      const { settings } = await startServer([{ code: 550, at: "rcpt" }]);
      const { email } = await buildPerson(db);
      const id = await queueMail(
        db,
        "account_exists",
        { address: email, locale: "en" },
        { link: "https://m.example/login" },
      );
      await sendMail({ db, now: NOW, isLastAttempt: false }, id, settings);
      const [row] = await db.select().from(mails).where(eq(mails.id, id));
      expect(row?.state).toBe("failed");
    }));

  test("a name with line breaks adds neither headers nor recipients", () =>
    withDatabase(async (db) => {
      const { deliveries, settings } = await startServer([]);
      const { email, personId } = await buildPerson(db);
      const evil =
        "Eve\r\nBcc: all@evil.example\r\n\r\nHello <x@evil.example>,";
      await db
        .update(people)
        .set({ fullName: evil })
        .where(eq(people.id, personId));
      const id = await queueMail(
        db,
        "application_received",
        { address: email, personId, locale: "en" },
        { cohort: "C\r\nBcc: all@evil.example", link: "https://m.example/a" },
      );
      await sendMail({ db, now: NOW, isLastAttempt: false }, id, settings);
      const [{ mail, rcpt }] = deliveries as [Delivery];
      expect(rcpt).toEqual([email]);
      expect(mail.headers.has("bcc")).toBe(false);
      const { value } = mail.to as AddressObject;
      expect(value.map(({ address }) => address)).toEqual([email]);
      expect(mail.subject).toContain("C Bcc: all@evil.example");
    }));

  test("without an SMTP server the mail becomes a file that only the owner reads", () =>
    withDatabase(async (db) => {
      const { email, personId } = await buildPerson(db, { locale: "ar" });
      const settings = {
        SMTP_URL: undefined,
        MAIL_FROM: "no-reply@m.example",
        ORIGIN: undefined,
        DATA_DIR: scratchDir("passerelle-mail-"),
      };
      const link = `https://m.example/invitation/${"x".repeat(27)}`;
      const id = await queueMail(
        db,
        "password_reset",
        { address: email, personId, locale: "ar" },
        { link },
      );
      await sendMail({ db, now: NOW, isLastAttempt: false }, id, settings);
      const file = mailFile(settings, id);
      const mail = await simpleParser(fs.readFileSync(file));
      expect(mail.text).toContain(link);
      expect(mail.messageId).toBe(`<${id}@m.example>`);
      expect(fs.statSync(file).mode & 0o077).toBe(0);
    }));
});
