import type { Db } from "db/client.ts";
import { wishes, wishLists } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import {
  changeWishes,
  mayBeShown,
  SHOWN_VERSION,
  type WishDeed,
  type WishLists,
} from "~/domain/enrolment/wishes.ts";
import type { Locale } from "~/i18n/locales.ts";
import { type AuditAction, recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ConflictError, NotFoundError } from "~/lib/errors.ts";
import { lockRecord, type EnrolmentRecord } from "./record.server.ts";
import { isCandidate, otherRole } from "./wishes-candidates.server.ts";
import type { WishInput } from "./wishes-input.ts";
import { areOpen, wisherOf, wishesOf, wishListOf } from "./wishes.server.ts";

type List = Awaited<ReturnType<typeof wishListOf>>;

/**
 * Does what one button of the page of wishes says: being shown or not, or one step with one other person.
 *
 * @param locale  the language in which the page was read
 * @returns the key of a refusal, or null when it is done
 * @throws {NotFoundError} if the enrolment is not the actor's own, or the other person is not shown to them
 * @throws {ConflictError} if wishes are closed; being shown can be taken back at any time
 */
export async function saveWish(
  ctx: Context,
  enrolmentId: string,
  input: WishInput,
  locale: Locale,
): Promise<string | null> {
  return ctx.db.transaction(async (tx) => {
    const record = await lockRecord(tx, ctx.actor, enrolmentId, "participant");
    const list = await wishListOf(tx, enrolmentId);
    if (input.deed !== "hide" && !areOpen(record, ctx.now))
      throw new ConflictError("wishes:errors.closed");
    if (input.version !== list.version) return "wishes:errors.stale";
    if (input.deed === "hide") return hide(tx, ctx, record, list);
    if (input.deed === "show")
      return input.as === record.cohort.wishMode
        ? show(tx, ctx, record, list, locale)
        : "wishes:errors.stale";
    return step(tx, ctx, record, list, input.deed, input.other);
  });
}

async function show(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  list: List,
  locale: Locale,
): Promise<null> {
  const { wishMode } = record.cohort;
  if (wishMode === "off") throw new ConflictError("wishes:errors.closed");
  await writeList(tx, record, list, {
    shownAs: wishMode,
    shownVersion: SHOWN_VERSION,
    shownLocale: locale,
    shownAt: ctx.now,
  });
  await audit(tx, ctx, record, "wishes.show", {
    as: wishMode,
    version: SHOWN_VERSION,
    locale,
  });
  return null;
}

async function hide(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  list: List,
): Promise<null> {
  if (list.shownAs === null) return null;
  await writeList(tx, record, list, { shownAs: null });
  await audit(tx, ctx, record, "wishes.hide");
  return null;
}

async function step(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  list: List,
  deed: WishDeed,
  other: string,
): Promise<string | null> {
  const before = await wishesOf(tx, record.enrolment.id);
  const isKnown = [...before.ranked, ...before.never].includes(other);
  if (!isKnown && !(await mayChoose(tx, record, list, other)))
    throw new NotFoundError();
  const verdict = changeWishes(before, deed, other);
  if (!verdict.ok) return verdict.reason;
  await writeWishes(tx, record, verdict.lists);
  await writeList(tx, record, list, {});
  // who, when, and nothing of the content: the audit is read by coordinators
  await audit(tx, ctx, record, "wishes.save");
  return null;
}

/** Only somebody who is shown may see the others, and so choose them. */
async function mayChoose(
  tx: Db,
  record: EnrolmentRecord,
  { shownAs }: List,
  other: string,
): Promise<boolean> {
  const wisher = wisherOf(record);
  return (
    mayBeShown(wisher.mode, shownAs) && (await isCandidate(tx, wisher, other))
  );
}

async function writeWishes(
  tx: Db,
  { enrolment, cohort }: EnrolmentRecord,
  { ranked, never }: WishLists,
): Promise<void> {
  const row = (otherEnrolmentId: string, rank: number | null) => ({
    cohortId: cohort.id,
    enrolmentId: enrolment.id,
    role: enrolment.role,
    otherEnrolmentId,
    otherRole: otherRole(enrolment.role),
    rank,
  });
  await tx.delete(wishes).where(eq(wishes.enrolmentId, enrolment.id));
  const rows = [
    ...ranked.map((other, at) => row(other, at + 1)),
    ...never.map((other) => row(other, null)),
  ];
  if (rows.length > 0) await tx.insert(wishes).values(rows);
}

async function writeList(
  tx: Db,
  { enrolment }: EnrolmentRecord,
  { version }: List,
  change: Partial<typeof wishLists.$inferInsert>,
): Promise<void> {
  const set = { ...change, version: version + 1 };
  await tx
    .insert(wishLists)
    .values({ enrolmentId: enrolment.id, ...set })
    .onConflictDoUpdate({ target: wishLists.enrolmentId, set });
}

async function audit(
  tx: Db,
  ctx: Context,
  record: EnrolmentRecord,
  action: AuditAction,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(tx, ctx, {
    action,
    subject: ["enrolment", record.enrolment.id],
    programmeId: record.programme.id,
    cohortId: record.cohort.id,
    details,
  });
}
