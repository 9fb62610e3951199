import type { Db } from "db/client.ts";
import { delegations, events, organisations } from "db/schema/index.ts";
import { and, eq, sql } from "drizzle-orm";
import {
  coordinatedBy,
  lockProgramme,
} from "~/features/programmes/access.server.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import type { Context } from "~/lib/context.ts";
import { ForbiddenError, NotFoundError } from "~/lib/errors.ts";
import type { EventInput } from "./inputs.ts";
import { visibleEvents } from "./visible.server.ts";

/**
 * Plans an event of a programme.
 *
 * @throws {NotFoundError} if the programme is not the actor's
 */
export async function createEvent(
  ctx: Context,
  programmeId: string,
  input: EventInput,
): Promise<string> {
  return ctx.db.transaction(async (tx) => {
    await lockProgramme(tx, ctx.actor, programmeId);
    const [created] = await tx
      .insert(events)
      .values({ programmeId, ...(await columnsOf(tx, input)) })
      .returning({ id: events.id });
    if (!created) throw new Error("an insert returned no row");
    await setDelegations(tx, created.id, input.delegations);
    await recordAudit(tx, ctx, {
      action: "event.create",
      subject: ["event", created.id],
      programmeId,
      details: { delegations: input.delegations.length },
    });
    return created.id;
  });
}

/**
 * Saves an event and who comes to it.
 *
 * @returns false if somebody else saved in the meantime
 * @throws {NotFoundError} if the actor may not see the event
 * @throws {ForbiddenError} if the actor sees it but does not coordinate its programme
 */
export async function editEvent(
  ctx: Context,
  eventId: string,
  input: EventInput,
): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select({
        version: events.version,
        programmeId: events.programmeId,
        isMine: sql<boolean>`(${coordinatedBy(ctx.actor, sql`"events"."programme_id"`)})`,
      })
      .from(events)
      .where(and(eq(events.id, eventId), visibleEvents(ctx.actor)))
      .for("update");
    if (!before) throw new NotFoundError();
    if (!before.isMine) throw new ForbiddenError();
    if (input.version !== before.version) return false;
    await tx
      .update(events)
      .set({ ...(await columnsOf(tx, input)), version: before.version + 1 })
      .where(eq(events.id, eventId));
    await setDelegations(tx, eventId, input.delegations);
    await recordAudit(tx, ctx, {
      action: "event.edit",
      subject: ["event", eventId],
      programmeId: before.programmeId,
      details: {
        version: before.version + 1,
        delegations: input.delegations.length,
      },
    });
    return true;
  });
}

async function columnsOf(tx: Db, input: EventInput) {
  return {
    name: input.name,
    startsOn: input.startsOn,
    endsOn: input.endsOn,
    city: input.city,
    country: input.country,
    timeZone: input.timeZone,
    venue: input.venue ?? null,
    organiserId: await existing(tx, input.organiserId),
    description: input.description ?? null,
    attendance: input.attendance ?? null,
  };
}

/** An organisation that was removed while the form was open is left out. */
async function existing(tx: Db, id: string | undefined) {
  if (id === undefined) return null;
  const [row] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.id, id));
  return row?.id ?? null;
}

async function setDelegations(
  tx: Db,
  eventId: string,
  organisationIds: readonly string[],
): Promise<void> {
  const wanted = sql`${sql.param(`{${organisationIds.join(",")}}`)}::uuid[]`;
  await tx
    .delete(delegations)
    .where(
      and(
        eq(delegations.eventId, eventId),
        sql`${delegations.organisationId} <> all(${wanted})`,
      ),
    );
  await tx.execute(sql`
    insert into delegations (event_id, organisation_id)
    select ${eventId}, id from organisations where id = any(${wanted})
    on conflict do nothing`);
}
