import { auditEntries, people } from "db/schema/index.ts";
import { and, desc, eq, notInArray, sql } from "drizzle-orm";
import {
  APPLICATION_TASKS,
  CONSENT_VERSION,
  editableTasks,
  openTasks,
  takesApplications,
  type ApplicationTask,
} from "~/domain/enrolment/application.ts";
import {
  ENROLMENT_STEPS,
  stepEnrolment,
} from "~/domain/enrolment/lifecycle.ts";
import { isLocale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";
import { answeredBy, questionState } from "./question-answers.server.ts";
import {
  enrolmentRecord,
  factsOf,
  hasLivePairing,
  type Editor,
  type EnrolmentRecord,
} from "./record.server.ts";
import { tagsOf } from "./tags.server.ts";
import { taskValues } from "./task-values.server.ts";
import { wishesNotice } from "./wishes.server.ts";

/** Everything a person or a coordinator reads about one enrolment; dates as ISO text. Notes of coordinators are not in it. */
function answersOf(record: EnrolmentRecord) {
  const { enrolment, person, organisation } = record;
  return {
    id: enrolment.id,
    role: enrolment.role,
    state: enrolment.state,
    locale: isLocale(person.locale) ? person.locale : ("en" as const),
    fullName: person.fullName,
    callName: person.callName,
    email: record.email,
    phone: person.phone,
    country: enrolment.country,
    personTimeZone: person.timeZone,
    organisation,
    title: record.title,
    sectors: enrolment.sectors,
    topics: enrolment.topics ?? [],
    languages: enrolment.languages,
    availability: enrolment.availability ?? [],
    timeZone: enrolment.timeZone,
    capacity: enrolment.capacity,
    mentorsWanted: enrolment.mentorsWanted,
    goals: enrolment.goals,
    motivation: enrolment.motivation,
    markets: enrolment.markets ?? [],
    pausedUntil: enrolment.pausedUntil,
    consentVersion: record.consentVersion,
    submittedAt: enrolment.submittedAt?.toISOString() ?? null,
    cohort: record.cohort,
    programme: record.programme,
  };
}
export type Answers = ReturnType<typeof answersOf>;

/**
 * The task list of an application, and what its owner may still do.
 *
 * @throws {NotFoundError} if it is not the actor's own
 */
export async function applicationPage(ctx: Context, enrolmentId: string) {
  const record = await enrolmentRecord(ctx, enrolmentId, "participant");
  const open = openTasks(factsOf(record));
  const { state } = record.enrolment;
  const editable = record.cohort.state === "closed" ? [] : editableTasks(state);
  return {
    answers: answersOf(record),
    tasks: APPLICATION_TASKS.map((task) => ({
      task,
      done: !open.includes(task),
      editable: editable.includes(task),
    })),
    done: APPLICATION_TASKS.length - open.length,
    mayWithdraw:
      stepEnrolment(state, "withdraw").ok &&
      !(await hasLivePairing(ctx.db, enrolmentId)),
    maySubmit: state === "draft" && takesApplications(record.cohort.state),
    isRecruiting: takesApplications(record.cohort.state),
    ...(await ownQuestions(ctx, record)),
    decisionMessage: record.enrolment.decisionMessage,
    version: record.enrolment.version,
    wishes: await wishesNotice(ctx.db, record, ctx.now),
  };
}

/** The cohort's own questions, as far as the task list needs them. */
async function ownQuestions(
  ctx: Context,
  { enrolment, cohort }: EnrolmentRecord,
) {
  const [questions, answered] = await Promise.all([
    questionState(ctx.db, {
      enrolmentId: enrolment.id,
      cohortId: cohort.id,
      role: enrolment.role,
    }),
    answeredBy(ctx.db, enrolment.id),
  ]);
  return { questions, answered };
}

/**
 * One page of an application with its answers so far.
 *
 * @throws {NotFoundError} if the enrolment is not for this person
 */
export async function taskPage(
  ctx: Context,
  enrolmentId: string,
  as: Editor,
  task: ApplicationTask,
) {
  const record = await enrolmentRecord(ctx, enrolmentId, as);
  const { enrolment, cohort } = record;
  return {
    enrolmentId,
    task,
    role: enrolment.role,
    state: enrolment.state,
    personName: record.person.fullName,
    hasAccount: record.email !== null,
    cohort,
    programme: record.programme,
    editable:
      cohort.state !== "closed" &&
      (as === "coordinator" || editableTasks(enrolment.state).includes(task)),
    version: enrolment.version,
    consentVersion: record.consentVersion,
    currentConsent: CONSENT_VERSION,
    values: taskValues(task, record),
    organisations:
      task === "organisation" ? await organisationNames(ctx, record) : [],
  };
}
export type TaskPage = Awaited<ReturnType<typeof taskPage>>;

/** Names to choose from while typing: organisations that take part in the programme. */
async function organisationNames(ctx: Context, record: EnrolmentRecord) {
  const rows = await ctx.db.execute<{ name: string }>(sql`
    select distinct o.name from organisations o
    join enrolments e on e.organisation_id = o.id and e.state = 'accepted'
    join cohorts c on c.id = e.cohort_id
    where c.programme_id = ${record.programme.id} order by o.name limit 400`);
  return rows.map(({ name }) => name);
}

/**
 * An application as a coordinator reviews it, with its history.
 *
 * @throws {NotFoundError} if it is not in the actor's programmes
 */
export async function reviewPage(ctx: Context, enrolmentId: string) {
  const record = await enrolmentRecord(ctx, enrolmentId, "coordinator");
  const { enrolment } = record;
  const open = openTasks(factsOf(record));
  return {
    answers: answersOf(record),
    open,
    done: APPLICATION_TASKS.length - open.length,
    total: APPLICATION_TASKS.length,
    access: accessOf(record),
    steps: ENROLMENT_STEPS.filter(
      (step) =>
        step !== "submit" &&
        step !== "withdraw" &&
        record.cohort.state !== "closed" &&
        stepEnrolment(enrolment.state, step).ok,
    ),
    hasLivePairing: await hasLivePairing(ctx.db, enrolmentId),
    isImported: enrolment.importKey !== null,
    tags: await tagsOf(ctx.db, enrolmentId),
    answered: await answeredBy(ctx.db, enrolmentId),
    note: enrolment.coordinatorNote,
    rejectionReason: enrolment.rejectionReason,
    decisionMessage: enrolment.decisionMessage,
    history: await history(ctx, enrolmentId),
  };
}

/** Whether the person of an enrolment can sign in. */
function accessOf(record: EnrolmentRecord): "none" | "invited" | "ready" {
  if (record.email === null) return "none";
  return record.hasPassword ? "ready" : "invited";
}

async function history(ctx: Context, enrolmentId: string) {
  const rows = await ctx.db
    .select({
      id: auditEntries.id,
      at: auditEntries.at,
      action: auditEntries.action,
      by: people.fullName,
    })
    .from(auditEntries)
    .leftJoin(people, eq(people.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.subjectKind, "enrolment"),
        eq(auditEntries.subjectId, enrolmentId),
        // one a click, and nobody's business but their own
        notInArray(auditEntries.action, ["wishes.save", "meetings.rate"]),
      ),
    )
    .orderBy(desc(auditEntries.at), desc(auditEntries.id))
    .limit(50);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
