import type { ActionFunctionArgs, ServerBuild } from "@remix-run/node";

/** What the tiny application saw of the request it got through the guard. */
export interface Seen {
  url: string;
  method: string;
  host: string | null;
  fields: [string, string][];
  context: Record<string, unknown>;
}

async function tell({ request, context }: ActionFunctionArgs) {
  const form = request.method === "POST" ? await request.formData() : [];
  const seen: Seen = {
    url: request.url,
    method: request.method,
    host: request.headers.get("host"),
    fields: [...form].map(([name, value]) => [
      name,
      typeof value === "string" ? value : `file of ${value.size} bytes`,
    ]),
    context: { ...context },
  };
  return Response.json(seen, {
    headers: [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ],
  });
}

/** The smallest Remix application: every path answers with what reached it. More routes may be given. */
export function tinyBuild(
  more: Record<string, (args: ActionFunctionArgs) => unknown> = {},
): ServerBuild {
  const route = (id: string, path: string, answer: typeof tell) => ({
    id,
    path,
    module: { loader: answer, action: answer },
  });
  const routes = { "*": route("*", "*", tell) };
  for (const [path, answer] of Object.entries(more))
    Object.assign(routes, { [path]: route(path, path, answer as typeof tell) });
  return {
    entry: { module: { handleError: () => {} } },
    routes,
    assets: { routes: {}, entry: { module: "", imports: [] }, version: "" },
    future: { v3_throwAbortReason: true },
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
    mode: "production",
  } as unknown as ServerBuild; // resource routes need no more of it
}
