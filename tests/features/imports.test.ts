import {
  buildCohort,
  buildEnrolment,
  buildOrganisation,
  buildPairing,
  buildPerson,
  buildProgramme,
} from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  accounts,
  auditEntries,
  cohorts,
  enrolments,
  imports,
  mails,
  memberships,
  organisations,
  people,
  questionAnswers,
} from "db/schema/index.ts";
import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { applyImport } from "~/features/enrolments/import-apply.server.ts";
import { guessMapping } from "~/features/enrolments/import-columns.ts";
import {
  importPage,
  mapColumns,
} from "~/features/enrolments/import-page.server.ts";
import { importTemplate } from "~/features/enrolments/import-template.server.ts";
import { undoImport } from "~/features/enrolments/import-undo.server.ts";
import { uploadImport } from "~/features/enrolments/import-upload.server.ts";
import { inviteWaiting } from "~/features/enrolments/invite.server.ts";
import {
  openQuestions,
  saveQuestion,
} from "~/features/enrolments/questions.server.ts";
import type { Context } from "~/lib/context.ts";
import type { TextEncoding } from "~/lib/csv.ts";
import { asCoordinator, NOW } from "../support/context.ts";
import { freshDatabase, withDatabase } from "../support/database.ts";

const MENTORS = `id,name,email,organisation,country,sectors,languages,offers,markets,time_zone,availability,capacity
M1,Claire Martin,claire@cluster.example,Pôle Énergie,FR,energy-renewables; 35.11,fr:native; en:C1,financing/EU funding; Export,MA; TN,Europe/Paris,Mon 09:00-12:00,2
M2,Marco Rossi,,pôle énergie,Italy,10,it; fr:B2,,,,,
`;

async function cohortWith(
  db: Db,
  over: Partial<typeof cohorts.$inferInsert> = {},
) {
  const cohort = await buildCohort(db, { state: "recruiting", ...over });
  return { cohort, ctx: await asCoordinator(db, cohort.programmeId) };
}

async function upload(
  ctx: Context,
  cohortId: string,
  text: string | Uint8Array,
  over: { role?: "mentor" | "mentee"; encoding?: TextEncoding } = {},
) {
  return uploadImport(ctx, cohortId, {
    role: over.role ?? "mentor",
    fileName: "people.csv",
    bytes: typeof text === "string" ? new TextEncoder().encode(text) : text,
    encoding: over.encoding ?? null,
  });
}

async function uploaded(...args: Parameters<typeof upload>): Promise<string> {
  const result = await upload(...args);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.importId;
}

async function imported(...args: Parameters<typeof upload>): Promise<string> {
  const id = await uploaded(...args);
  expect(await applyImport(args[0], id)).toEqual([]);
  return id;
}

async function counts(db: Db, importId: string) {
  const [row] = await db.select().from(imports).where(eq(imports.id, importId));
  return [row?.createdCount, row?.updatedCount, row?.unchangedCount];
}

async function places(db: Db, cohortId: string) {
  return db
    .select({ enrolment: enrolments, name: people.fullName })
    .from(enrolments)
    .innerJoin(people, eq(people.id, enrolments.personId))
    .where(eq(enrolments.cohortId, cohortId))
    .orderBy(asc(enrolments.importKey));
}

/** Everything an import may touch, without what only says when. */
async function everything(db: Db) {
  return {
    people: await db.select().from(people).orderBy(people.id),
    accounts: await db.select().from(accounts).orderBy(accounts.id),
    organisations: await db
      .select()
      .from(organisations)
      .orderBy(organisations.id),
    memberships: await db
      .select()
      .from(memberships)
      .orderBy(memberships.personId, memberships.organisationId),
    enrolments: (await db.select().from(enrolments).orderBy(enrolments.id)).map(
      ({ version: _version, ...row }) => row,
    ),
  };
}

/** Bytes of a text in a one-byte encoding, by asking the decoder for each of its 256 letters. */
function encode(text: string, encoding: string): Uint8Array {
  const letters = new TextDecoder(encoding).decode(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
  );
  return Uint8Array.from(text, (letter) => {
    const byte = letters.indexOf(letter);
    if (byte < 0) throw new Error(`${letter} is not in ${encoding}`);
    return byte;
  });
}

function utf16(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
}

describe("an import", () => {
  test("brings people, organisations and places, and writes to nobody", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await uploaded(ctx, cohort.id, MENTORS);
      const page = await importPage(ctx, id);
      expect(page).toMatchObject({ encoding: "utf-8", delimiter: "," });
      expect(page.plan).toMatchObject({ created: 2, updated: 0, problems: [] });
      expect(await applyImport(ctx, id)).toEqual([]);

      const [first, second] = await places(db, cohort.id);
      expect(first).toMatchObject({
        name: "Claire Martin",
        enrolment: {
          state: "accepted",
          importKey: "M1",
          country: "FR",
          sectors: ["energy-renewables", "35.11"],
          topics: [
            { group: "financing", topic: "EU funding", priority: null },
            { group: null, topic: "Export", priority: null },
          ],
          markets: ["MA", "TN"],
          timeZone: "Europe/Paris",
          availability: [{ day: 0, startMinute: 540, endMinute: 720 }],
          capacity: 2,
          decidedBy: ctx.actor.personId,
        },
      });
      expect(second).toMatchObject({
        name: "Marco Rossi",
        enrolment: {
          country: "IT",
          topics: null,
          markets: null,
          availability: null,
          timeZone: "Europe/Rome",
          capacity: 1,
          // one organisation, however it is typed
          organisationId: first!.enrolment.organisationId,
        },
      });
      const [account] = await db
        .select()
        .from(accounts)
        .where(eq(accounts.personId, first!.enrolment.personId));
      expect(account).toMatchObject({
        email: "claire@cluster.example",
        passwordHash: null,
        emailConfirmedAt: null,
      });
      expect(await db.select().from(mails)).toEqual([]);
      expect(await counts(db, id)).toEqual([2, 0, 0]);
      const audit = await db.select().from(auditEntries);
      expect(JSON.stringify(audit)).not.toContain("Claire");
    }));

  test("of the same file again changes nothing", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      await imported(ctx, cohort.id, MENTORS);
      const before = await everything(db);
      const again = await uploaded(ctx, cohort.id, MENTORS);
      expect((await importPage(ctx, again)).plan).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 2,
      });
      expect(await applyImport(ctx, again)).toEqual([]);
      expect(await everything(db)).toEqual(before);
      expect(await counts(db, again)).toEqual([0, 0, 2]);
    }));

  test("updates what the file says differently, and takes nothing away with an empty cell", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      await imported(ctx, cohort.id, MENTORS);
      const changed = MENTORS.replace(
        "Marco Rossi,,",
        "Mario Rossi,mario@cluster.example,",
      )
        .replace("Mon 09:00-12:00,2", ",3")
        .replace("MA; TN", "");
      const id = await imported(ctx, cohort.id, changed);
      expect(await counts(db, id)).toEqual([0, 2, 0]);
      const [first, second] = await places(db, cohort.id);
      expect(first?.enrolment).toMatchObject({
        capacity: 3,
        markets: ["MA", "TN"],
        availability: [{ day: 0, startMinute: 540, endMinute: 720 }],
      });
      expect(second?.name).toBe("Mario Rossi");
    }));

  test("leaves the name of somebody who answers for it", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const known = await buildPerson(db, {
        fullName: "Claire M.",
        email: "CLAIRE@cluster.example",
        passwordHash: "x",
      });
      await imported(ctx, cohort.id, MENTORS);
      const [first] = await places(db, cohort.id);
      expect(first?.enrolment.personId).toBe(known.personId);
      expect(first?.name).toBe("Claire M.");
    }));

  test("finds a person of the programme again by name and organisation", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      await imported(ctx, cohort.id, MENTORS);
      const next = await buildCohort(db, { programmeId: cohort.programmeId });
      await imported(
        ctx,
        next.id,
        MENTORS.replace("M2,Marco Rossi", "X9,MARCO ROSSI"),
      );
      const before = await places(db, cohort.id);
      const after = await places(db, next.id);
      expect(after.map(({ enrolment }) => enrolment.personId).sort()).toEqual(
        before.map(({ enrolment }) => enrolment.personId).sort(),
      );
      const other = await cohortWith(db);
      await imported(
        other.ctx,
        other.cohort.id,
        MENTORS.replace("claire@cluster.example", ""),
      );
      const apart = await places(db, other.cohort.id);
      const ids = new Set(before.map(({ enrolment }) => enrolment.personId));
      expect(apart.some(({ enrolment }) => ids.has(enrolment.personId))).toBe(
        false,
      );
    }));

  test("of somebody who applied completes their place instead of adding a second", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const known = await buildPerson(db, { email: "claire@cluster.example" });
      const place = await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId: known.personId,
        goals: "To give back",
      });
      const id = await imported(ctx, cohort.id, MENTORS);
      expect(await counts(db, id)).toEqual([1, 1, 0]);
      const [first] = await places(db, cohort.id);
      expect(first?.enrolment).toMatchObject({
        id: place.id,
        importKey: "M1",
        goals: "To give back",
        capacity: 2,
      });
    }));
});

describe("a file", () => {
  const header = "id;name;organisation;country;sectors;languages;needs\r\n";
  const arabic = `${header}E1;سميرة حداد;تجمع الطاقة;المغرب;35;ar:native;التصدير:1\r\nE2;عمر خوري;تجمع السياحة;تونس;tourism;ar:native;السياحة\r\n`;
  const french = `${header}E1;Hélène Gérard;Pôle Énergie;Algérie;35;fr:native;Énergie:1\r\n`;

  test.each<[string, Uint8Array, string, string]>([
    [
      "UTF-8 with a mark",
      new TextEncoder().encode(`\uFEFF${arabic}`),
      "utf-8",
      "سميرة حداد",
    ],
    ["UTF-16", utf16(arabic), "utf-16le", "سميرة حداد"],
    [
      "Windows-1256",
      encode(arabic, "windows-1256"),
      "windows-1256",
      "سميرة حداد",
    ],
    [
      "Windows-1252",
      encode(french, "windows-1252"),
      "windows-1252",
      "Hélène Gérard",
    ],
  ])("in %s is read and imported", (_, bytes, encoding, name) =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await imported(ctx, cohort.id, bytes, { role: "mentee" });
      const [record] = await db
        .select()
        .from(imports)
        .where(eq(imports.id, id));
      expect(record).toMatchObject({ encoding, delimiter: ";" });
      const [first] = await places(db, cohort.id);
      expect(first?.name).toBe(name);
    }),
  );

  test("is read in the encoding that somebody says it has", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const bytes = encode(french, "windows-1252");
      const id = await uploaded(ctx, cohort.id, bytes, {
        role: "mentee",
        encoding: "windows-1256",
      });
      expect((await importPage(ctx, id)).encoding).toBe("windows-1256");
    }));

  test("with problems names each by row and column, and changes nobody", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const before = await everything(db);
      const id = await uploaded(
        ctx,
        cohort.id,
        "id,name,e-mail,country,sectors,languages,capacity\n" +
          "M1,A,a@x.example,FR,35,fr,1\n" +
          "M2,B,A@X.example,Atlantis,35,fr,1\n" +
          "M3,C,nobody,FR,nonsense,fr:Z9,51\n" +
          "M3,D,,FR,,fr,x\n",
      );
      const { plan } = await importPage(ctx, id);
      const found = plan!.problems.map(({ row, column, key }) => [
        row,
        column,
        key,
      ]);
      expect(found).toEqual(
        expect.arrayContaining([
          [3, "country", "country.unknown"],
          [3, "email", "import.email_repeated"],
          [4, "sectors", "sector.unknown"],
          [4, "email", "import.email"],
          [4, "capacity", "import.capacity"],
          [4, "languages", "language.level"],
          [5, "id", "id.repeated"],
          [5, "sectors", "cell.empty"],
          [5, "capacity", "capacity.format"],
        ]),
      );
      expect(plan?.problemCount).toBe(found.length);
      expect(await applyImport(ctx, id)).toHaveLength(found.length);
      expect(await everything(db)).toEqual(before);
      const [record] = await db
        .select()
        .from(imports)
        .where(eq(imports.id, id));
      expect(record).toMatchObject({ state: "uploaded", createdCount: null });
      expect(record?.content).toContain("Atlantis");
    }));

  test("names addresses that are wrong, repeated or too many places", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await uploaded(
        ctx,
        cohort.id,
        "id,name,email,country,sectors,languages,capacity\n" +
          "M1,A,a@x.example,FR,35,fr,1\nM2,B,A@X.example,FR,35,fr,51\nM3,C,nobody,FR,35,fr,1\n",
      );
      const { plan } = await importPage(ctx, id);
      expect(
        plan?.problems.map(({ row, column, key }) => [row, column, key]),
      ).toEqual([
        [3, "capacity", "import.capacity"],
        [3, "email", "import.email_repeated"],
        [4, "email", "import.email"],
      ]);
    }));

  test.each([
    ["empty", new Uint8Array(0), "csv.noHeader"],
    [
      "no text",
      Uint8Array.from([0xd0, 0xcf, 17, 224, 0, 0, 0, 0, 255, 216]),
      "csv.notText",
    ],
    [
      "no workbook after all",
      Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 255, 216]),
      "csv.badWorkbook",
    ],
    ["too large", new Uint8Array(5_000_001).fill(65), "csv.tooLarge"],
  ])("that is %s is refused and not kept", (_, bytes, key) =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const result = await upload(ctx, cohort.id, bytes);
      expect(result).toMatchObject({ ok: false, problems: [{ key }] });
      expect(await db.select().from(imports)).toEqual([]);
    }),
  );

  test("asks for columns that are missing, and is right once they are mapped", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const text =
        "Réf,Personne,Etat,Branche,Parle,Remarque\nM1,Claire,FR,35,fr,nice\n";
      const id = await uploaded(ctx, cohort.id, text);
      const { plan } = await importPage(ctx, id);
      expect(plan?.problems.map(({ key }) => key)).toContain("column.missing");
      await mapColumns(ctx, id, [
        "id",
        "name",
        "country",
        "sectors",
        "languages",
        "",
      ]);
      expect((await importPage(ctx, id)).plan).toMatchObject({
        created: 1,
        problems: [],
      });
      expect(await applyImport(ctx, id)).toEqual([]);

      const next = await buildCohort(db, { programmeId: cohort.programmeId });
      const again = await uploaded(ctx, next.id, text);
      expect((await importPage(ctx, again)).plan).toMatchObject({
        problemCount: 0,
        unchanged: 0,
        created: 1,
      });
    }));
});

describe("columns of questions", () => {
  const HEADER = "id,name,country,sectors,languages";

  const said = (question: string | undefined, answer: unknown) =>
    `${question} ${JSON.stringify(answer)}`;

  /** A cohort that asks a question of every kind. */
  async function asking(db: Db) {
    const { cohort, ctx } = await cohortWith(db);
    const roles = ["mentor" as const];
    const options = "By video | Par vidéo | بالفيديو\nIn person | En personne";
    const ask = (
      kind: "single" | "multiple" | "text" | "number" | "yes_no",
      en: string,
      fr = "",
    ) =>
      saveQuestion(ctx, cohort.id, {
        kind,
        en,
        fr,
        ar: "",
        options,
        roles,
        isRequired: true,
      });
    await ask("single", "How to meet?", "Comment se voir ?");
    await ask("multiple", "Also possible?");
    await ask("text", "Why?");
    await ask("number", "Years?");
    await ask("yes_no", "Mentored before?");
    const asked = await openQuestions(db, cohort.id, "mentor");
    const answers = async () =>
      (
        await db
          .select({
            questionId: questionAnswers.questionId,
            answer: questionAnswers.answer,
          })
          .from(questionAnswers)
      )
        .map(({ questionId, answer }) =>
          said(
            asked.find(({ id }) => id === questionId)?.label.en,
            answer.value,
          ),
        )
        .toSorted();
    return { cohort, ctx, asked, answers };
  }

  test("are found by the words of the question in any language, read by kind, changed by the next file and undone", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, answers } = await asking(db);
      const header = `${HEADER},comment se voir ?,Also possible?,Why?,YEARS?,question: Mentored before?`;
      const first = `${header}\nM1,Claire,FR,10,fr,Par vidéo,in person; BY VIDEO,"For me; for you","3,5",نعم\nM2,Marco,IT,10,it,,,,,\n`;
      await imported(ctx, cohort.id, first);
      const rest = [
        said("Also possible?", ["o1", "o2"]),
        said("Mentored before?", true),
        said("Why?", "For me; for you"),
        said("Years?", 3.5),
      ];
      const before = [...rest, said("How to meet?", "o1")].toSorted();
      expect(await answers()).toEqual(before);

      const again = await imported(ctx, cohort.id, first);
      expect(await counts(db, again)).toEqual([0, 0, 2]);

      const second = `${HEADER},How to meet?,Why?\nM1,Claire,FR,10,fr,o2,\nM2,Marco,IT,10,it,,Because\n`;
      const next = await imported(ctx, cohort.id, second);
      expect(await counts(db, next)).toEqual([0, 2, 0]);
      expect(await answers()).toEqual(
        [
          ...rest,
          said("How to meet?", "o2"),
          said("Why?", "Because"),
        ].toSorted(),
      );
      await undoImport(ctx, next);
      expect(await answers()).toEqual(before);
    }));

  test("name row and column of what is no answer, and then nothing is imported", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, answers } = await asking(db);
      const id = await uploaded(
        ctx,
        cohort.id,
        `${HEADER},How to meet?,Also possible?,Why?,Years?,Mentored before?\nM1,A,FR,10,fr,,,,,\nM2,B,FR,10,fr,By post,In person; by post,${"x".repeat(2_001)},many,perhaps\n`,
      );
      const problems = await applyImport(ctx, id);
      expect(problems).toMatchObject([
        {
          row: 3,
          column: "How to meet?",
          key: "import.answer_choice",
          args: { value: "By post", options: "By video · In person" },
        },
        { row: 3, column: "Also possible?", args: { value: "by post" } },
        { row: 3, column: "Why?", key: "import.too_long" },
        { row: 3, column: "Years?", key: "import.answer_number" },
        {
          row: 3,
          column: "Mentored before?",
          args: { value: "perhaps", options: "yes · no" },
        },
      ]);
      expect((await importPage(ctx, id)).plan?.problemCount).toBe(5);
      expect(await answers()).toEqual([]);
    }));

  test("can be chosen by hand, and only questions that this cohort asks of this role", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, asked, answers } = await asking(db);
      const stranger = await asking(db);
      const file = `${HEADER},A,B\nM1,A,FR,10,fr,Par vidéo,Par vidéo\n`;
      const id = await uploaded(ctx, cohort.id, file);
      const { targets } = await importPage(ctx, id);
      const own = targets.filter(({ question }) => question);
      expect(own.map(({ question }) => question?.id)).toEqual(
        asked.map((question) => question.id),
      );
      await mapColumns(ctx, id, [
        "id",
        "name",
        "country",
        "sectors",
        "languages",
        `question:${asked[0]!.id}`,
        `question:${stranger.asked[0]!.id}`,
      ]);
      expect(await applyImport(ctx, id)).toEqual([]);
      expect(await answers()).toEqual([said("How to meet?", "o1")]);
      const mentees = await uploaded(ctx, cohort.id, file, { role: "mentee" });
      const others = (await importPage(ctx, mentees)).targets;
      expect(others.filter(({ question }) => question)).toEqual([]);
    }));
});

test("columns are guessed from their names in three languages, each once", () => {
  expect(
    guessMapping(
      [
        "N°",
        "Nom",
        "Courriel",
        "PAYS",
        "Secteurs",
        "Langues",
        "Besoins",
        "Nom complet",
      ],
      "mentee",
      {},
    ),
  ).toEqual({
    "N°": "",
    Nom: "name",
    Courriel: "email",
    PAYS: "country",
    Secteurs: "sectors",
    Langues: "languages",
    Besoins: "needs",
    "Nom complet": "",
  });
  expect(
    guessMapping(["الاسم", "البلد", "__proto__", "needs"], "mentor", {}),
  ).toEqual({
    الاسم: "name",
    البلد: "country",
    needs: "",
  });
});

test.each([
  "mentors-en.csv",
  "mentees-fr.csv",
  "mentors-ar.csv",
  "mentees-ar.csv",
])("the template %s can be imported as it is", (file) =>
  withDatabase(async (db) => {
    const { cohort, ctx } = await cohortWith(db);
    const text = await importTemplate(file).text();
    const role = file.startsWith("mentors") ? "mentor" : "mentee";
    const id = await imported(ctx, cohort.id, text, { role });
    expect(await counts(db, id)).toEqual([2, 0, 0]);
  }),
);

describe("undoing an import", () => {
  const later = (ctx: Context, hours: number): Context => ({
    ...ctx,
    now: new Date(NOW.getTime() + hours * 3_600_000),
  });

  test("leaves everything as it was before, updates included", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      await buildOrganisation(db, { name: "Pôle Énergie" });
      const member = await buildPerson(db, { email: "claire@cluster.example" });
      await buildEnrolment(db, {
        cohortId: cohort.id,
        role: "mentor",
        personId: member.personId,
        importKey: "M1",
        capacity: 5,
      });
      const before = await everything(db);
      const id = await imported(ctx, cohort.id, MENTORS);
      expect(await counts(db, id)).toEqual([1, 1, 0]);
      expect(await everything(db)).not.toEqual(before);
      await undoImport(later(ctx, 23), id);
      expect(await everything(db)).toEqual(before);
      const [record] = await db
        .select()
        .from(imports)
        .where(eq(imports.id, id));
      expect(record).toMatchObject({ state: "undone", effects: null });
    }));

  test("is possible for 24 hours and once", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await imported(ctx, cohort.id, MENTORS);
      await expect(undoImport(later(ctx, 25), id)).rejects.toMatchObject({
        status: 409,
        key: "imports:errors.too_late",
      });
      await undoImport(ctx, id);
      await expect(undoImport(ctx, id)).rejects.toMatchObject({ status: 409 });
    }));

  test("is refused once somebody is in a pairing", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await imported(ctx, cohort.id, MENTORS);
      const [first] = await places(db, cohort.id);
      await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: first!.enrolment.id,
      });
      await expect(undoImport(ctx, id)).rejects.toMatchObject({
        status: 409,
        key: "imports:errors.paired",
      });
      expect(await places(db, cohort.id)).toHaveLength(3);
    }));

  test("is refused once somebody was changed or invited, and undoes nothing", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await imported(ctx, cohort.id, MENTORS);
      const changed = MENTORS.replace("12:00,2", "12:00,4");
      await imported(ctx, cohort.id, changed);
      await expect(undoImport(ctx, id)).rejects.toMatchObject({
        status: 409,
        key: "imports:errors.changed",
      });
    }));

  test("is refused once somebody of it was invited", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await imported(ctx, cohort.id, MENTORS);
      await inviteWaiting(ctx, cohort.id);
      await expect(
        db.transaction((tx) => undoImport({ ...ctx, db: tx }, id)),
      ).rejects.toMatchObject({ status: 409, key: "imports:errors.built_on" });
      expect(await places(db, cohort.id)).toHaveLength(2);
    }));
});

describe("who may import", () => {
  test("only coordinators of the programme: for others there is no such import", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await uploaded(ctx, cohort.id, MENTORS);
      const stranger = await asCoordinator(db, (await buildProgramme(db)).id);
      for (const act of [
        () => upload(stranger, cohort.id, MENTORS),
        () => upload(stranger, cohort.id, new Uint8Array(0)),
        () => importPage(stranger, id),
        () => mapColumns(stranger, id, []),
        () => applyImport(stranger, id),
        () => undoImport(stranger, id),
      ])
        await expect(act()).rejects.toMatchObject({ status: 404 });
    }));

  test("nobody into a cohort that is closed, and no file twice", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      const id = await imported(ctx, cohort.id, MENTORS);
      await expect(applyImport(ctx, id)).rejects.toMatchObject({ status: 409 });
      await expect(mapColumns(ctx, id, [])).rejects.toMatchObject({
        status: 409,
      });
      const waiting = await uploaded(ctx, cohort.id, MENTORS);
      await db
        .update(cohorts)
        .set({ state: "closed" })
        .where(eq(cohorts.id, cohort.id));
      await expect(applyImport(ctx, waiting)).rejects.toMatchObject({
        status: 409,
      });
      await expect(upload(ctx, cohort.id, MENTORS)).rejects.toMatchObject({
        status: 409,
      });
    }));

  test("a capacity below the live pairs is named before anything happens", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await cohortWith(db);
      await imported(ctx, cohort.id, MENTORS);
      const [first] = await places(db, cohort.id);
      await buildPairing(db, {
        cohortId: cohort.id,
        mentorEnrolmentId: first!.enrolment.id,
        mentorPlace: 2,
        status: "active",
      });
      const id = await uploaded(
        ctx,
        cohort.id,
        MENTORS.replace("12:00,2", "12:00,1"),
      );
      expect(await applyImport(ctx, id)).toMatchObject([
        { row: 2, column: "capacity", key: "import.capacity_in_use" },
      ]);
    }));
});

test("two imports of one file at the same moment bring everybody once", async () => {
  const { db } = await freshDatabase();
  const { cohort, ctx } = await cohortWith(db);
  const ids = [
    await uploaded(ctx, cohort.id, MENTORS),
    await uploaded(ctx, cohort.id, MENTORS),
    await uploaded(ctx, cohort.id, MENTORS),
  ];
  const results = await Promise.all(ids.map((id) => applyImport(ctx, id)));
  expect(results).toEqual([[], [], []]);
  expect(await places(db, cohort.id)).toHaveLength(2);
  const all = await Promise.all(ids.map((id) => counts(db, id)));
  expect(all.sort((a, b) => a[0]! - b[0]!)).toEqual([
    [0, 0, 2],
    [0, 0, 2],
    [2, 0, 0],
  ]);
  const named = await db
    .select()
    .from(organisations)
    .where(eq(organisations.nameKey, "pôle énergie"));
  expect(named).toHaveLength(1);
});

test("one file imported twice at the same moment is imported once", async () => {
  const { db } = await freshDatabase();
  const { cohort, ctx } = await cohortWith(db);
  const id = await uploaded(ctx, cohort.id, MENTORS);
  const results = await Promise.allSettled([
    applyImport(ctx, id),
    applyImport(ctx, id),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual([
    "fulfilled",
    "rejected",
  ]);
  expect(await places(db, cohort.id)).toHaveLength(2);
});

test("two thousand people are imported within a request", async () => {
  const { db } = await freshDatabase();
  const { cohort, ctx } = await cohortWith(db);
  const rows = Array.from(
    { length: 2_000 },
    (_, index) =>
      `P${index},Person ${index},p${index}@cluster.example,Org ${index % 400},FR,35,fr:C1,export,MA,Europe/Paris,Mon 09:00-12:00,1`,
  );
  const header = MENTORS.split("\n")[0];
  const started = Date.now();
  const id = await imported(ctx, cohort.id, [header, ...rows].join("\n"));
  expect(await counts(db, id)).toEqual([2_000, 0, 0]);
  expect(Date.now() - started).toBeLessThan(15_000);
});
