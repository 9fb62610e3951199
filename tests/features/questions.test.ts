import { buildCohort, buildEnrolment, buildPerson } from "db/builders.ts";
import type { Db } from "db/client.ts";
import { cohorts, consents, enrolments, questions } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { readAnswer, type Question } from "~/domain/question/question.ts";
import { submitApplication } from "~/features/enrolments/commands.server.ts";
import { enrolmentFile } from "~/features/enrolments/enrolment-file.server.ts";
import { enrolmentFilters } from "~/features/enrolments/filters.ts";
import { enrolmentExport } from "~/features/enrolments/list.server.ts";
import { reviewPage } from "~/features/enrolments/queries.server.ts";
import {
  questionTask,
  saveAnswers,
} from "~/features/enrolments/question-answers.server.ts";
import { questionsAction } from "~/features/enrolments/question-form.server.ts";
import {
  readOptions,
  writeOptions,
} from "~/features/enrolments/question-inputs.ts";
import { moveAsked } from "~/features/enrolments/question-order.server.ts";
import {
  askQuestion,
  changeAsked,
  questionsPage,
  saveQuestion,
} from "~/features/enrolments/questions.server.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";

const SIZE = {
  kind: "single" as const,
  en: "How large is your team?",
  fr: "Quelle est la taille de votre équipe ?",
  ar: "",
  options: "Small | Petite | صغير\nLarge | Grande",
  roles: ["mentor" as const, "mentee" as const],
  isRequired: true,
};

/** A cohort that recruits, its coordinator, and a mentee whose application misses nothing but the cohort's questions. */
async function scene(db: Db) {
  const cohort = await buildCohort(db, { state: "recruiting" });
  const ctx = await asCoordinator(db, cohort.programmeId);
  const person = await buildPerson(db, { passwordHash: "x" });
  const { id } = await buildEnrolment(db, {
    cohortId: cohort.id,
    role: "mentee",
    state: "draft",
    personId: person.personId,
  });
  await db.insert(consents).values({
    enrolmentId: id,
    textVersion: "2026-11",
    locale: "en",
    givenAt: NOW,
  });
  return { cohort, ctx, id, mentee: await asPerson(db, person.personId) };
}

const post = (fields: readonly (readonly [string, string])[]) =>
  new Request("http://127.0.0.1/x", {
    method: "POST",
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
  });

describe("an answer", () => {
  const choice = (kind: "single" | "multiple"): Question => ({
    kind,
    options: readOptions("A\nB\nC"),
  });
  const free = (kind: "text" | "number" | "yes_no"): Question => ({
    kind,
    options: [],
  });

  test.each([
    [choice("single"), ["o2"], "o2"],
    [choice("multiple"), ["o3", "o1", "o3"], ["o1", "o3"]],
    [free("text"), [" 12 "], "12"],
    [free("number"), ["3,5"], 3.5],
    [free("yes_no"), ["no"], false],
    [free("text"), [""], null],
  ])("of %o to %o is read as %o", (question, sent, answer) => {
    expect(readAnswer(question, sent, false)).toEqual({ ok: true, answer });
  });

  test.each([
    [choice("single"), ["o9"], "choose_one"],
    [choice("multiple"), ["o1", "__proto__"], "choose_one"],
    [free("number"), ["1e9"], "number"],
    [free("text"), ["x".repeat(2_001)], "too_long"],
    [free("yes_no"), ["maybe"], "choose_one"],
    [free("text"), ["  "], "required"],
  ])("of %o to %o is refused: %s", (question, sent, reason) => {
    expect(readAnswer(question, sent, true)).toEqual({ ok: false, reason });
  });

  test("has options that a form shows again as they were written", () => {
    expect(writeOptions(readOptions(SIZE.options))).toBe(SIZE.options);
  });
});

describe("the questions of a cohort", () => {
  test("are asked before an application is sent, and kept with it", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, id, mentee } = await scene(db);
      await saveQuestion(ctx, cohort.id, SIZE);
      await expect(submitApplication(mentee, id)).rejects.toMatchObject({
        status: 409,
      });
      const task = await questionTask(mentee, id);
      const [question] = task.questions;
      const field = `answer-${question!.id}`;
      const version = ["version", String(task.version)] as const;
      const empty = await saveAnswers(mentee, post([version]), id);
      expect(empty?.error).toEqual({ [field]: ["required"] });
      const wrong = await saveAnswers(
        mentee,
        post([version, [field, "o7"]]),
        id,
      );
      expect(wrong?.error).toEqual({ [field]: ["choose_one"] });
      expect(
        await saveAnswers(mentee, post([version, [field, "o2"]]), id),
      ).toBeNull();
      const late = await saveAnswers(
        mentee,
        post([version, [field, "o1"]]),
        id,
      );
      expect(late?.error).toEqual({ "": ["stale"] });
      await submitApplication(mentee, id);
      const { answered } = await reviewPage(ctx, id);
      expect(answered).toMatchObject([
        { label: { en: SIZE.en }, answer: "o2" },
      ]);
      const { rows, own } = await enrolmentExport(
        ctx,
        cohort.id,
        enrolmentFilters(new URLSearchParams()),
      );
      const file = await enrolmentFile("Spring", rows, "fr", own).text();
      expect(file).toContain(SIZE.fr);
      expect(file).toContain("Grande");
    }));

  test("keep a text that looks like a number a text", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, id, mentee } = await scene(db);
      await saveQuestion(ctx, cohort.id, { ...SIZE, kind: "text" });
      const { questions: asked, version } = await questionTask(mentee, id);
      const field = `answer-${asked[0]!.id}`;
      await saveAnswers(
        mentee,
        post([
          ["version", String(version)],
          [field, "12"],
        ]),
        id,
      );
      expect((await questionTask(mentee, id)).values[field]).toEqual(["12"]);
      expect((await reviewPage(ctx, id)).answered[0]?.answer).toBe("12");
    }));

  test("are rewritten until somebody has answered, then only closed", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, id, mentee } = await scene(db);
      await saveQuestion(ctx, cohort.id, SIZE);
      const { library } = await questionsPage(ctx, cohort.id);
      const questionId = library[0]!.id;
      await saveQuestion(ctx, cohort.id, { ...SIZE, questionId, en: "Team?" });
      const { version } = await questionTask(mentee, id);
      await saveAnswers(
        mentee,
        post([
          ["version", String(version)],
          [`answer-${questionId}`, "o1"],
        ]),
        id,
      );
      await expect(
        db.transaction((tx) =>
          saveQuestion({ ...ctx, db: tx }, cohort.id, {
            ...SIZE,
            questionId,
            en: "Other?",
          }),
        ),
      ).rejects.toMatchObject({
        status: 409,
        key: "questions:errors.answered",
      });
      const [row] = await db
        .select()
        .from(questions)
        .where(eq(questions.id, questionId));
      expect(row?.label.en).toBe("Team?");
      const asked = (await questionsPage(ctx, cohort.id)).asked.find(
        ({ role }) => role === "mentee",
      );
      expect(asked).toMatchObject({ answers: 1, isClosed: false });
      await expect(
        changeAsked(ctx, cohort.id, asked!.id, "remove"),
      ).rejects.toMatchObject({ status: 409 });
      await changeAsked(ctx, cohort.id, asked!.id, "close");
      expect((await questionTask(mentee, id)).questions).toEqual([]);
      expect((await reviewPage(ctx, id)).answered).toHaveLength(1);
    }));

  test("move up and down within their role, and stay at the ends", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await scene(db);
      for (const en of ["First?", "Second?", "Third?"])
        await saveQuestion(ctx, cohort.id, { ...SIZE, en });
      const order = async (of: "mentor" | "mentee") =>
        (await questionsPage(ctx, cohort.id)).asked
          .filter(({ role }) => role === of)
          .map(({ id, label }) => ({ id, en: label.en }));
      const words = async (of: "mentor" | "mentee") =>
        (await order(of)).map(({ en }) => en).join(" ");
      const step = (askedId: string, to: string) =>
        questionsAction(
          ctx,
          cohort.id,
          post([
            ["deed", "step"],
            ["askedId", askedId],
            ["step", to],
          ]),
        );
      const [first, , third] = await order("mentee");
      await step(third!.id, "up");
      expect(await words("mentee")).toBe("First? Third? Second?");
      await step(third!.id, "up");
      await step(third!.id, "up");
      expect(await words("mentee")).toBe("Third? First? Second?");
      await step(first!.id, "down");
      await step(first!.id, "down");
      expect(await words("mentee")).toBe("Third? Second? First?");
      expect(await words("mentor")).toBe("First? Second? Third?");

      const stranger = await asCoordinator(
        db,
        (await buildCohort(db)).programmeId,
      );
      await expect(
        moveAsked(stranger, cohort.id, first!.id, "up"),
      ).rejects.toMatchObject({ status: 404 });
      const elsewhere = await buildCohort(db, {
        programmeId: cohort.programmeId,
      });
      await expect(
        moveAsked(ctx, elsewhere.id, first!.id, "up"),
      ).rejects.toMatchObject({ status: 404 });
      await db
        .update(cohorts)
        .set({ state: "closed" })
        .where(eq(cohorts.id, cohort.id));
      await expect(
        moveAsked(ctx, cohort.id, first!.id, "up"),
      ).rejects.toMatchObject({ status: 409 });
    }));

  test("come from the library of the programme into another of its cohorts, and from no other", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await scene(db);
      await saveQuestion(ctx, cohort.id, SIZE);
      const questionId = (await questionsPage(ctx, cohort.id)).library[0]!.id;
      const next = await buildCohort(db, { programmeId: cohort.programmeId });
      const ask = { questionId, roles: ["mentor" as const], isRequired: false };
      await askQuestion(ctx, next.id, ask);
      await askQuestion(ctx, next.id, ask);
      expect((await questionsPage(ctx, next.id)).asked).toHaveLength(1);
      const other = await buildCohort(db);
      const stranger = await asCoordinator(db, other.programmeId);
      for (const attempt of [
        () => askQuestion(stranger, other.id, ask),
        () => questionsPage(stranger, cohort.id),
        () => saveQuestion(stranger, cohort.id, SIZE),
        () => saveQuestion(stranger, other.id, { ...SIZE, questionId }),
      ])
        await expect(attempt()).rejects.toMatchObject({ status: 404 });
    }));

  test("are answered by nobody else, and not once the application is decided", () =>
    withDatabase(async (db) => {
      const { cohort, ctx, id, mentee } = await scene(db);
      await saveQuestion(ctx, cohort.id, SIZE);
      await expect(questionTask(ctx, id)).rejects.toMatchObject({
        status: 404,
      });
      await db
        .update(enrolments)
        .set({ state: "accepted" })
        .where(eq(enrolments.id, id));
      expect((await questionTask(mentee, id)).editable).toBe(false);
      await expect(
        saveAnswers(mentee, post([["version", "1"]]), id),
      ).rejects.toMatchObject({ status: 409 });
    }));

  test("with a choice need at least two options", () =>
    withDatabase(async (db) => {
      const { cohort, ctx } = await scene(db);
      const form = await questionsAction(
        ctx,
        cohort.id,
        post([
          ["deed", "save"],
          ["kind", "multiple"],
          ["en", "Which?"],
          ["options", "Only one"],
          ["roles", "mentor"],
        ]),
      );
      expect(form?.error).toEqual({
        options: ["questions:errors.options?most=30"],
      });
      await expect(
        questionsAction(ctx, cohort.id, post([["deed", "nonsense"]])),
      ).rejects.toMatchObject({ status: 400 });
    }));
});
