import { DrizzlePostgreSQLAdapter } from "@lucia-auth/adapter-drizzle";
import { Lucia, TimeSpan } from "lucia";
import { createHash, randomBytes } from "node:crypto";
import type { Db } from "db/client.ts";
import { accounts, authSessions } from "db/schema/index.ts";
import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { parseCookies } from "~/lib/cookies.server.ts";

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
  }
}

interface SessionAttributes {
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
}

/** An auth session as it was before this visit. */
export interface AuthSession {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** Its life was prolonged just now, so the cookie's must be too. */
  readonly isProlonged: boolean;
}

/** Participants stay signed in for 30 days of use. */
const PARTICIPANT_DAYS = 30;
/** Who decides for others is asked again after 12 idle hours, and after 30 days in any case. */
const STAFF_IDLE_MS = 12 * 3_600_000;
const STAFF_LIFE_MS = 30 * 86_400_000;
/** How often a visit is noted. */
const NOTE_MS = 60_000;

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** 160 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(20).toString("base64url");
}

const keepers = new WeakMap<object, Lucia<SessionAttributes>>();

/** lucia over our tables. Rows are named by the hash of the token, so a copy of the database is no set of keys. */
function lucia(db: Db): Lucia<SessionAttributes> {
  let keeper = keepers.get(db);
  if (!keeper) {
    // lucia asks for drizzle's own database type; a transaction of ours has the same queries.
    const adapter = new DrizzlePostgreSQLAdapter(
      db as never,
      authSessions,
      accounts,
    );
    keeper = new Lucia(adapter, {
      sessionExpiresIn: new TimeSpan(PARTICIPANT_DAYS, "d"),
      getSessionAttributes: (attributes) => attributes,
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
  await lucia(db).createSession(
    accountId,
    { userAgent: userAgent.slice(0, 300), createdAt: now, lastSeenAt: now },
    { sessionId: sha256(token) },
  );
  return token;
}

/** The auth session behind a token, or null when it has ended. */
export async function readAuthSession(
  db: Db,
  token: string,
): Promise<AuthSession | null> {
  const { session } = await lucia(db).validateSession(sha256(token));
  return (
    session && {
      id: session.id,
      accountId: session.userId,
      createdAt: session.createdAt,
      lastSeenAt: session.lastSeenAt,
      isProlonged: session.fresh,
    }
  );
}

/**
 * Notes a visit (once a minute), or ends the session if the stricter rules for those who decide
 * for others say so.
 *
 * @returns whether it goes on
 */
export async function continueAuthSession(
  db: Db,
  session: AuthSession,
  isStaff: boolean,
  now: Date,
): Promise<boolean> {
  const idle = now.getTime() - session.lastSeenAt.getTime();
  const age = now.getTime() - session.createdAt.getTime();
  if (isStaff && (idle > STAFF_IDLE_MS || age > STAFF_LIFE_MS)) {
    await endAuthSession(db, session.id);
    return false;
  }
  if (idle > NOTE_MS)
    await db
      .update(authSessions)
      .set({ lastSeenAt: now })
      .where(eq(authSessions.id, session.id));
  return true;
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
