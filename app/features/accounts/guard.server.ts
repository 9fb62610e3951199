import type {
  ActionFunctionArgs,
  AppLoadContext,
  LoaderFunctionArgs,
} from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { mayVisit, type RoutePattern } from "~/domain/access/policy.ts";
import type { Role } from "~/domain/access/roles.ts";
import type { Context, VisitorContext } from "~/lib/context.ts";
import { database } from "~/lib/database.server.ts";
import { AppError, NotFoundError, TooManyError } from "~/lib/errors.ts";
import type { Refusal } from "~/lib/load-context.ts";
import { reply } from "~/lib/reply.server.ts";
import { actorOf } from "./actor.server.ts";
import { readSessionCookie, sessionCookie } from "./auth-sessions.server.ts";
import { once } from "./once.server.ts";

interface Call<C> {
  readonly ctx: C;
  readonly request: Request;
  readonly url: URL;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** what the page that says no is about; see LoadContext */
  readonly refusal: Refusal | null;
}

const VISITOR: ReadonlySet<Role> = new Set(["visitor"]);

/** A loader for people who are signed in and hold a role that the policy names for this route. */
export function loaderFor<T>(
  pattern: RoutePattern,
  load: (call: Call<Context>) => Promise<T>,
) {
  return Object.assign(
    (args: LoaderFunctionArgs) => answer(() => signedIn(pattern, args, load)),
    { pattern },
  );
}

/** A loader that visitors may reach too. */
export function openLoaderFor<T>(
  pattern: RoutePattern,
  load: (call: Call<VisitorContext>) => Promise<T>,
) {
  return Object.assign(
    (args: LoaderFunctionArgs) => answer(() => open(pattern, args, load)),
    { pattern },
  );
}

/** An action for people who are signed in; the same form sent twice has one effect. */
export function actionFor<T>(
  pattern: RoutePattern,
  act: (call: Call<Context>) => Promise<T>,
) {
  return Object.assign(
    (args: ActionFunctionArgs) =>
      answer(() =>
        signedIn(pattern, args, (call) =>
          once(call.ctx, call.request, () => act(call)),
        ),
      ),
    { pattern },
  );
}

/** An action that visitors may reach too. */
export function openActionFor<T>(
  pattern: RoutePattern,
  act: (call: Call<VisitorContext>) => Promise<T>,
) {
  return Object.assign(
    (args: ActionFunctionArgs) => answer(() => open(pattern, args, act)),
    { pattern },
  );
}

async function open<T>(
  pattern: RoutePattern,
  args: LoaderFunctionArgs,
  run: (call: Call<VisitorContext>) => Promise<T>,
) {
  const ctx = await contextOf(args.request, args.context);
  const roles = ctx.actor?.roles ?? VISITOR;
  if (!mayVisit(pattern, args.request.method, roles)) throw new NotFoundError();
  return run({
    ctx,
    request: args.request,
    url: new URL(args.request.url),
    params: args.params,
    refusal: args.context.refusal ?? null,
  });
}

async function signedIn<T>(
  pattern: RoutePattern,
  args: LoaderFunctionArgs,
  run: (call: Call<Context>) => Promise<T>,
) {
  return open(pattern, args, async (call) => {
    const { actor } = call.ctx;
    if (actor === null) throw new NotFoundError();
    return run({ ...call, ctx: { ...call.ctx, actor } });
  }).catch(async (error: unknown) => {
    if (!(error instanceof NotFoundError)) throw error;
    const ctx = await contextOf(args.request, args.context);
    // Nobody is signed in: perhaps somebody who may see it would like to be.
    if (ctx.actor === null) throw redirect(signInPath(args.request), 303);
    throw error;
  });
}

function signInPath(request: Request): string {
  const { pathname, searchParams, search } = new URL(request.url);
  const next =
    request.method === "POST" || searchParams.has("_data")
      ? ""
      : pathname + search;
  return next === "" || next === "/"
    ? "/login"
    : `/login?next=${encodeURIComponent(next)}`;
}

/** Who is asking, of which database, when; read once a request, however many loaders it has. */
export async function contextOf(
  request: Request,
  load: AppLoadContext,
): Promise<VisitorContext> {
  return (await identified(request, load)).ctx;
}

/** The cookie that lives as long as a session that was just prolonged, about every two weeks; else null. */
export async function renewedCookie(
  request: Request,
  load: AppLoadContext,
): Promise<string | null> {
  return (await identified(request, load)).renewed;
}

interface Identified {
  readonly ctx: VisitorContext;
  readonly renewed: string | null;
}

/** By the load context: Remix gives each loader a request object of its own. */
const known = new WeakMap<AppLoadContext, Promise<Identified>>();

function identified(
  request: Request,
  load: AppLoadContext,
): Promise<Identified> {
  let found = known.get(load);
  if (!found) known.set(load, (found = identify(request, load)));
  return found;
}

async function identify(
  request: Request,
  load: AppLoadContext,
): Promise<Identified> {
  const db = database();
  const now = new Date();
  const token = readSessionCookie(request, load.origin);
  const found = await actorOf(db, token, now);
  const ctx = {
    db,
    now,
    actor: found?.actor ?? null,
    requestId: load.requestId,
    origin: load.origin,
    clientAddress: load.clientAddress,
  };
  const renewed = found?.renewCookie ? sessionCookie(load.origin, token) : null;
  return { ctx, renewed };
}

/** Expected failures become answers that say no more than their key; everything else passes through to the log. */
async function answer<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const headers: HeadersInit =
      error instanceof TooManyError
        ? { "Retry-After": String(error.retryAfterSeconds) }
        : {};
    throw reply({ error: error.key }, error.status, headers);
  }
}
