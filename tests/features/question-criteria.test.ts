import { buildCohort, buildEnrolment, buildPairing } from "db/builders.ts";
import type { Db } from "db/client.ts";
import {
  cohortQuestions,
  enrolments,
  matchingRuns,
  pairings,
  questionAnswers,
  questions,
} from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Answer, QuestionKind } from "~/domain/question/question.ts";
import { openTrials } from "~/domain/matching/what-if.ts";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import type { QuestionCriterion } from "~/domain/scoring/types.ts";
import { carryOutRun } from "~/features/matching/carry-out.server.ts";
import { computeMatching } from "~/features/matching/compute.server.ts";
import { requestRun } from "~/features/matching/request-run.server.ts";
import { runFile } from "~/features/matching/run-file.server.ts";
import { criteriaPage } from "~/features/matching/sample.server.ts";
import { whatIfPage } from "~/features/matching/what-if-page.server.ts";
import { whyNotPage } from "~/features/matching/why-not-page.server.ts";
import { pairingPage } from "~/features/pairings/pairing-page.server.ts";
import { proposalPage } from "~/features/pairings/proposal.server.ts";
import {
  CriteriaFormInput,
  criteriaOf,
} from "~/features/programmes/criteria-form.ts";
import {
  criteriaNow,
  saveCriteria,
} from "~/features/programmes/criteria.server.ts";
import { checkForm } from "~/lib/forms.server.ts";
import { asCoordinator, asPerson, NOW } from "../support/context.ts";
import { withDatabase } from "../support/database.ts";
import { SENT } from "../support/pairing-scene.ts";

const OPTIONS = ["o1", "o2", "o3"].map((id) => ({
  id,
  label: { en: `Option ${id}`, fr: "", ar: "" },
}));

/** Two mentors and two mentees who fit each other all alike, but for what they answer. */
async function scene(db: Db) {
  const cohort = await buildCohort(db, { state: "matching" });
  const enrol = async (role: "mentor" | "mentee") =>
    (await buildEnrolment(db, { cohortId: cohort.id, role })).id;
  const mentors = [await enrol("mentor"), await enrol("mentor")].sort();
  const mentees = [await enrol("mentee"), await enrol("mentee")].sort();
  return {
    cohort,
    mentors: mentors as [string, string],
    mentees: mentees as [string, string],
    ctx: await asCoordinator(db, cohort.programmeId),
  };
}
type Scene = Awaited<ReturnType<typeof scene>>;

let asked = 0;

/** A question asked of both roles, or of one, with what people answered. */
async function ask(
  db: Db,
  { cohort }: Scene,
  answers: Readonly<Record<string, Answer>> = {},
  how: { kind?: QuestionKind; roles?: readonly ("mentor" | "mentee")[] } = {},
) {
  const { kind = "single", roles = ["mentor", "mentee"] } = how;
  const [question] = await db
    .insert(questions)
    .values({
      programmeId: cohort.programmeId,
      kind,
      label: { en: "How to meet?", fr: "Comment se voir ?", ar: "" },
      options: OPTIONS,
    })
    .returning();
  const questionId = question!.id;
  await db.insert(cohortQuestions).values(
    roles.map((role) => ({
      cohortId: cohort.id,
      questionId,
      role,
      position: ++asked,
    })),
  );
  const rows = Object.entries(answers).map(([enrolmentId, value]) => ({
    enrolmentId,
    questionId,
    answer: { value },
  }));
  if (rows.length > 0) await db.insert(questionAnswers).values(rows);
  return questionId;
}

async function count(
  { ctx, cohort }: Scene,
  ...counting: readonly QuestionCriterion[]
) {
  const { version, objective } = await criteriaNow(ctx.db, cohort.id);
  return saveCriteria(ctx, cohort.id, {
    basedOn: version,
    criteria: { ...DEFAULT_CRITERIA, questions: counting },
    objective,
    note: null,
  });
}

async function matched(db: Db, { ctx, cohort }: Scene) {
  const runId = await requestRun(ctx, cohort.id);
  await carryOutRun({ db, now: NOW, requestId: null }, runId, async (task) =>
    computeMatching(task),
  );
  const rows = await db
    .select()
    .from(pairings)
    .where(eq(pairings.cohortId, cohort.id));
  const [run] = await db
    .select()
    .from(matchingRuns)
    .where(eq(matchingRuns.id, runId));
  const mentorOf = (mentee: string) =>
    rows.find((row) => row.menteeEnrolmentId === mentee)?.mentorEnrolmentId;
  return { run: run!, rows, mentorOf };
}

describe("a question that counts", () => {
  test("decides between people who are alike in all else, and is frozen with the run", () =>
    withDatabase(async (db) => {
      for (const relation of ["same", "different"] as const) {
        const one = await scene(db);
        const [a, b] = one.mentors;
        const [x, y] = one.mentees;
        const question = await ask(db, one, {
          [a]: "o1",
          [b]: "o2",
          [x]: "o2",
          [y]: "o1",
        });
        const other = await ask(db, one, { [a]: "o3", [x]: "o3" });
        await count(one, { question, relation, weight: 5 });
        const { run, rows, mentorOf } = await matched(db, one);
        expect([mentorOf(x), mentorOf(y)]).toEqual(
          relation === "same" ? [b, a] : [a, b],
        );
        expect(run.input.collected.questions).toEqual([
          {
            id: question,
            text: { en: "How to meet?", fr: "Comment se voir ?", ar: "" },
          },
        ]);
        expect(run.input.mentees.map(({ answers }) => answers)).toEqual(
          [x, y].map((id) => ({ [question]: [id === x ? "o2" : "o1"] })),
        );
        expect(JSON.stringify(run.input)).not.toContain(other);
        expect(rows[0]?.explanation?.criteria.at(-1)).toMatchObject({
          criterion: "question",
          question,
          s: 10_000,
          weight: 5,
          reason: { args: { question: "How to meet?" } },
        });
        const file = await runFile(one.ctx, run.id, "pairs.csv", "fr");
        expect(await file.text()).toContain("Comment se voir ?");
      }
    }));

  test("as a rule forbids, and the page “Why not?” names the question", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const [a, b] = one.mentors;
      const [x, y] = one.mentees;
      const question = await ask(
        db,
        one,
        { [a]: true, [b]: false, [x]: true, [y]: true },
        { kind: "yes_no" },
      );
      await count(one, { question, relation: "same", weight: "must" });
      const { rows } = await matched(db, one);
      expect(rows.map((row) => row.mentorEnrolmentId)).toEqual([a]);
      const { answer } = await whyNotPage(one.ctx, one.cohort.id, x, b);
      expect(answer?.explanation?.blockedBy).toEqual([
        {
          key: "hard.questionSame",
          args: {
            question: "How to meet?",
            question_fr: "Comment se voir ?",
          },
        },
      ]);
    }));

  test("is not in use while one side has not answered", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const question = await ask(db, one, { [one.mentees[0]]: "o1" });
      await count(one, { question, relation: "same", weight: 50 });
      const { run, rows } = await matched(db, one);
      expect(run.input.collected).not.toHaveProperty("questions");
      const lines = rows.flatMap((row) => row.explanation?.criteria ?? []);
      expect(lines.map(({ criterion }) => criterion)).not.toContain("question");
    }));

  test("must be a choice that both roles of this cohort are asked", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const elsewhere = await ask(db, await scene(db));
      const refused = [
        elsewhere,
        await ask(db, one, {}, { roles: ["mentee"] }),
        await ask(db, one, {}, { kind: "text" }),
        await ask(db, one, {}, { kind: "number" }),
      ];
      for (const question of refused)
        await expect(
          count(one, { question, relation: "same", weight: 5 }),
        ).rejects.toMatchObject({
          status: 409,
          key: "criteria:errors.question_gone",
        });
      const stranger = await scene(db);
      await expect(
        count(
          { ...one, ctx: stranger.ctx },
          { question: elsewhere, relation: "same", weight: 5 },
        ),
      ).rejects.toMatchObject({ status: 404 });
    }));

  test("stays when it is closed, and asked no more", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const question = await ask(db, one);
      const counting = { question, relation: "same", weight: 5 } as const;
      await count(one, counting);
      await db
        .delete(cohortQuestions)
        .where(eq(cohortQuestions.questionId, question));
      const { isNew } = await count(one, { ...counting, weight: 6 });
      expect(isNew).toBe(true);
    }));
});

describe("the answers of a pair", () => {
  test("stand side by side for its coordinators, and nowhere for the two", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const [mentor] = one.mentors;
      const [mentee] = one.mentees;
      await ask(
        db,
        one,
        { [mentor]: ["o1", "o2"], [mentee]: ["o2", "o3"] },
        { kind: "multiple" },
      );
      await ask(db, one, { [mentor]: "Quite secret" }, { kind: "text" });
      const { id } = await buildPairing(db, {
        cohortId: one.cohort.id,
        mentorEnrolmentId: mentor,
        menteeEnrolmentId: mentee,
        ...SENT,
      });
      const { answers } = await pairingPage(one.ctx, id);
      expect(answers).toMatchObject([
        { mentee: ["o2", "o3"], mentor: ["o1", "o2"], isShared: true },
        { mentee: null, mentor: "Quite secret", isShared: false },
      ]);
      for (const enrolmentId of [mentor, mentee]) {
        const [own] = await db
          .select()
          .from(enrolments)
          .where(eq(enrolments.id, enrolmentId));
        const ctx = await asPerson(db, own!.personId);
        const card = await proposalPage(ctx, id).catch(() => null);
        expect(JSON.stringify(card)).not.toMatch(/secret|o[123]"/);
      }
    }));
});

/** The form of "How we match" with a row for each of these questions. */
async function formWith(
  { ctx, cohort }: Scene,
  rows: readonly Readonly<Record<string, string>>[],
) {
  const { values } = await criteriaPage(ctx, cohort.id, new URLSearchParams());
  const form = new FormData();
  form.set("basedOn", "0");
  for (const group of ["weights", "country"] as const)
    for (const [name, value] of Object.entries(values[group]))
      form.set(`${group}.${name}`, String(value));
  for (const name of [
    "language",
    "minimumScore",
    "hoursNeeded",
    "objective",
  ] as const)
    form.set(name, String(values[name]));
  rows.forEach((row, at) => {
    for (const [name, value] of Object.entries(row))
      form.set(`questions[${at}].${name}`, value);
  });
  return form;
}

function addressOf(form: FormData): URLSearchParams {
  const fields = [...form].map(([name, value]) => [name, value as string]);
  return new URLSearchParams(fields); // the form holds no file
}

describe("the page “How we match”", () => {
  test("offers questions that can be compared, reads their rows, and shows what they do to two people", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const question = await ask(db, one, {
        [one.mentors[0]]: "o1",
        [one.mentees[0]]: "o1",
      });
      await ask(db, one, {}, { kind: "text" });
      const page = await criteriaPage(
        one.ctx,
        one.cohort.id,
        new URLSearchParams(),
      );
      expect(page.questions.map(({ id }) => id)).toEqual([question]);
      expect(page.values.questions).toEqual([
        { question, relation: "", weight: "", must: "" },
      ]);
      const row = { question, relation: "overlap", weight: "7" };
      const form = await formWith(one, [row]);
      const read = checkForm(form, CriteriaFormInput);
      expect(read.ok && criteriaOf(read.value, DEFAULT_CRITERIA)).toEqual({
        ...DEFAULT_CRITERIA,
        questions: [{ question, relation: "overlap", weight: 7 }],
      });
      form.set("mentee", one.mentees[0]);
      form.set("mentor", one.mentors[0]);
      const address = addressOf(form);
      const { sample } = await criteriaPage(one.ctx, one.cohort.id, address);
      expect(
        sample && "explanation" in sample && sample.explanation.criteria.at(-1),
      ).toMatchObject({ criterion: "question", s: 10_000, weight: 7 });
    }));

  test("wants a weight or the rule, and drops a question that no longer counts", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const question = await ask(db, one);
      const read = async (row: Record<string, string>) =>
        checkForm(
          await formWith(one, [{ question, ...row }]),
          CriteriaFormInput,
        );
      const refused = await read({ relation: "same", weight: "" });
      expect(refused.ok ? {} : refused.form.error).toEqual({
        "questions[0].weight": ["criteria:errors.question_weight"],
      });
      const before = {
        ...DEFAULT_CRITERIA,
        questions: [
          { question, relation: "same", weight: 5 },
          { question: "asked no more", relation: "same", weight: "must" },
        ],
      } as const;
      const none = await read({ relation: "", weight: "5" });
      expect(none.ok && criteriaOf(none.value, before).questions).toEqual([
        before.questions[1],
      ]);
      const must = await read({
        relation: "different",
        weight: "",
        must: "on",
      });
      expect(must.ok && criteriaOf(must.value, before).questions).toEqual([
        before.questions[1],
        { question, relation: "different", weight: "must" },
      ]);
    }));
});

describe("the page “What if?”", () => {
  test("moves the weight of a question, and leaves rules as they are saved", () =>
    withDatabase(async (db) => {
      const one = await scene(db);
      const [a, b] = one.mentors;
      const [x, y] = one.mentees;
      const answers = { [a]: "o1", [b]: "o2", [x]: "o2", [y]: "o1" };
      const question = await ask(db, one, answers);
      const rule = await ask(db, one, { ...answers, [x]: "o1", [y]: "o1" });
      await count(
        one,
        { question, relation: "same", weight: 5 },
        { question: rule, relation: "overlap", weight: "must" },
      );
      const address = async (weight: string) => {
        const form = await formWith(one, [
          { question, relation: "same", weight },
          { question: rule, relation: "overlap", must: "on" },
        ]);
        form.delete("hoursNeeded");
        return addressOf(form);
      };
      const page = async (weight: string) =>
        whatIfPage(
          one.ctx,
          one.cohort.id,
          await address(weight),
          async ({ facts, saved, before }, trial) =>
            openTrials(facts, saved, before)(trial),
        );
      const heavy = await page("90");
      expect(heavy.questions.map(({ isRule }) => isRule)).toEqual([
        false,
        true,
      ]);
      expect(heavy.refusal).toBeNull();
      expect(heavy.result?.tried).toMatchObject({ matched: 1 });
      expect(heavy.result?.tried.meanTried).not.toBe(
        heavy.result?.tried.meanSaved,
      );
      const same = await page("5");
      expect(same.result?.tried.meanTried).toBe(same.result?.tried.meanSaved);
    }));
});
