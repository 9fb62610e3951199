import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
import { Lucia, TimeSpan } from "lucia";
import { createHash, randomBytes } from "node:crypto";
import type { Db } from "db/client.ts";
import { accounts, authSessions } from "db/schema/index.ts";
import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { parseCookies } from "~/lib/cookies.server.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia;
  }
}

/** Participants stay signed in for 30 days of use; who decides for others is asked again after 12 idle hours. */
const PARTICIPANT_DAYS = 30;
const STAFF_IDLE_HOURS = 12;

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** 160 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(20).toString("base64url");
}

const keepers = new WeakMap<object, Lucia>();

/** lucia over our tables. Rows are named by the hash of the token, so a copy of the database is no set of keys. */
function lucia(db: Db): Lucia {
  let keeper = keepers.get(db);
  if (!keeper) {
    // lucia asks for drizzle's own database type; a transaction of ours has the same queries.
    const adapter = new DrizzlePostgreSQLAdapter(
      db as never,
      authSessions as never,
      accounts as never,
    );
    keeper = new Lucia(adapter, {
      sessionExpiresIn: new TimeSpan(PARTICIPANT_DAYS, "d"),
    });
    keepers.set(db, keeper);
  }
  return keeper;
}

/** Begins an auth session and returns the token for the cookie; the database keeps only its hash. Always a new one. */
export async function startAuthSession(
  db: Db,
  accountId: string,
  userAgent: string,
  now: Date,
) {
  const token = newToken();
  await lucia(db).createSession(accountId, {}, { sessionId: sha256(token) });
  await db
    .update(authSessions)
    .set({
      userAgent: userAgent.slice(0, 300),
      createdAt: now,
      lastSeenAt: now,
    })
    .where(eq(authSessions.id, sha256(token)));
  return token;
}

/** The account behind a token, or null when the session has ended. */
export async function readAuthSession(
  db: Db,
  token: string,
): Promise<{ accountId: string; sessionId: string } | null> {
  const { session } = await lucia(db).validateSession(sha256(token));
  return session ? { accountId: session.userId, sessionId: session.id } : null;
}

/** Ends a session of those who decide for others after 12 idle hours; notes the visit otherwise (once a minute). */
export async function touchAuthSession(
  db: Db,
  sessionId: string,
  isStaff: boolean,
  now: Date,
): Promise<Date | null> {
  const [row] = await db
    .select({
      createdAt: authSessions.createdAt,
      lastSeenAt: authSessions.lastSeenAt,
    })
    .from(authSessions)
    .where(eq(authSessions.id, sessionId));
  if (!row) return null;
  const idle = now.getTime() - row.lastSeenAt.getTime();
  if (isStaff && idle > STAFF_IDLE_HOURS * 3_600_000) {
    await endAuthSession(db, sessionId);
    return null;
  }
  if (idle > 60_000)
    await db
      .update(authSessions)
      .set({ lastSeenAt: now })
      .where(eq(authSessions.id, sessionId));
  return row.createdAt;
}

export async function endAuthSession(db: Db, sessionId: string): Promise<void> {
  await lucia(db).invalidateSession(sessionId);
}

/** Ends all sessions of an account, but for one that is to stay. */
export async function endAuthSessions(
  db: Db,
  accountId: string,
  exceptSessionId = "",
): Promise<void> {
  await db
    .delete(authSessions)
    .where(
      and(
        eq(authSessions.userId, accountId),
        ne(authSessions.id, exceptSessionId),
      ),
    );
}

/** The devices on which an account is signed in, the latest first. */
export async function authSessionsOf(db: Db, accountId: string) {
  return db
    .select({
      id: authSessions.id,
      createdAt: authSessions.createdAt,
      lastSeenAt: authSessions.lastSeenAt,
      userAgent: authSessions.userAgent,
    })
    .from(authSessions)
    .where(
      and(
        eq(authSessions.userId, accountId),
        gt(authSessions.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(authSessions.lastSeenAt), authSessions.id);
}

/** The name says `__Host-` where the browser would accept it. */
function cookieName(origin: string): string {
  return origin.startsWith("https:") ? "__Host-session" : "session";
}

export function sessionCookie(origin: string, token: string | null): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  const age = token === null ? 0 : PARTICIPANT_DAYS * 86_400;
  return `${cookieName(origin)}=${token ?? ""}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

export function readSessionCookie(
  request: Request,
  origin: string,
): string | null {
  return parseCookies(request).get(cookieName(origin)) || null;
}
