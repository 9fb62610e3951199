import type { AppLoadContext } from "@remix-run/node";
import { randomUUID } from "node:crypto";
import type { Viewer } from "~/components/viewer.ts";
import { localeOf } from "~/lib/locale.server.ts";
import { contextOf } from "./guard.server.ts";
import { instanceName } from "./instance.server.ts";

/** What every page knows about the person in front of it, whatever else the answer is. */
export async function viewerOf(
  request: Request,
  load: AppLoadContext,
): Promise<Viewer> {
  const ctx = await contextOf(request, load);
  const url = new URL(request.url);
  return {
    locale: localeOf(request),
    timeZone: ctx.actor?.timeZone ?? "UTC",
    person: ctx.actor && {
      name: ctx.actor.fullName,
      roles: [...ctx.actor.roles],
    },
    formKey: randomUUID(),
    now: ctx.now.toISOString(),
    path: load.refusal ? "/home" : url.pathname + url.search,
    instanceName: await instanceName(ctx.db),
  };
}
