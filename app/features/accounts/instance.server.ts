import type { Db } from "db/client.ts";
import { accounts, instances } from "db/schema/index.ts";
import { sql } from "drizzle-orm";
import type { Context, VisitorContext } from "~/lib/context.ts";
import { recordAudit } from "~/lib/audit.server.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { actorForAccount } from "./actor.server.ts";
import { sha256, startAuthSession } from "./auth-sessions.server.ts";
import type { SetupInput } from "./inputs.ts";
import { createAccount } from "./invitations.server.ts";
import { hashPassword } from "./passwords.server.ts";

/** Any number will do, as long as it is nobody else's. */
const SETUP_LOCK = 72_170_002;

/** Whether nobody has an account yet: the first start. */
export async function isEmptyInstance(db: Db): Promise<boolean> {
  const rows = await db.select({ id: accounts.id }).from(accounts).limit(1);
  return rows.length === 0;
}

/** The name of this installation, or null before the first start was completed. */
export async function instanceName(db: Db): Promise<string | null> {
  const [row] = await db.select({ name: instances.name }).from(instances);
  return row?.name ?? null;
}

/**
 * The first start: the administrator, the name and the language of this installation.
 *
 * @param fill  runs in the same transaction, so that there is never half an installation
 * @returns the token for the cookie, and the administrator's context
 * @throws {NotFoundError} once there is an account; of two at the same time the second gets this
 */
export async function setUpInstance(
  ctx: VisitorContext,
  input: SetupInput,
  userAgent: string,
  fill: (tx: Db, administratorId: string) => Promise<unknown> = async () =>
    undefined,
): Promise<{ token: string; ctx: Context }> {
  if (!(await isEmptyInstance(ctx.db))) throw new NotFoundError();
  const passwordHash = await hashPassword(input.password);
  const { token, accountId } = await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SETUP_LOCK})`);
    if (!(await isEmptyInstance(tx))) throw new NotFoundError();
    const account = await createAccount(
      tx,
      {
        email: input.email,
        fullName: input.fullName,
        locale: input.locale,
        passwordHash,
        isAdministrator: true,
        isConfirmed: true,
      },
      ctx.now,
    );
    await nameInstance(tx, input, account.personId, ctx.now);
    await fill(tx, account.personId);
    await recordAudit(
      tx,
      { ...ctx, actor: account },
      { action: "instance.set_up", subject: ["account", account.id] },
    );
    const token = await startAuthSession(tx, account.id, userAgent, ctx.now);
    return { token, accountId: account.id };
  });
  const actor = await actorForAccount(
    ctx.db,
    accountId,
    sha256(token),
    ctx.now,
  );
  if (!actor) throw new NotFoundError();
  return { token, ctx: { ...ctx, actor } };
}

/** Seeds name the installation too, which may have happened already. */
async function nameInstance(
  tx: Db,
  input: SetupInput,
  administratorId: string,
  now: Date,
): Promise<void> {
  const row = {
    name: input.instanceName,
    locale: input.locale,
    administratorId,
  };
  await tx
    .insert(instances)
    .values({ ...row, createdAt: now })
    .onConflictDoUpdate({ target: instances.id, set: row });
}
