import { openPools } from "db/open.ts";
import { afterAll, beforeAll } from "vitest";
import { type Environment, readEnvironment } from "~/lib/env.server.ts";
import { createApplication, createServer } from "~/server/http.ts";
import { freshDatabase } from "./database.ts";
import { freePort, listen, type RawAnswer, sendRaw } from "./listen.ts";
import { testFolder } from "./test-folder.ts";
import { type Seen, tinyBuild } from "./tiny-build.ts";

/** The content type of ordinary forms. */
export const FORM = "application/x-www-form-urlencoded";

type Headers = Record<string, string>;

/** A tiny application behind the real guard, for the calling file. */
export function guardedApp(
  build = tinyBuild(),
  variables: Record<string, string> = { RATE_LIMIT_EXEMPT: "127.0.0.1" },
) {
  const app = {
    port: 0,
    origin: "",
    /** sends a request as it is written; a body gets its length unless one is given */
    send: (line: string, headers: Headers = {}, body: string | Buffer = "") =>
      sendRaw(app.port, rawRequest(app.port, line, headers, body)),
    /** sends a form from our own origin unless the headers say otherwise */
    post: (body: string | Buffer, headers: Headers = {}, path = "/x") =>
      app.send(
        `POST ${path}`,
        { Origin: app.origin, "Content-Type": FORM, ...headers },
        body,
      ),
  };
  beforeAll(async () => {
    app.port = await freePort();
    app.origin = `http://127.0.0.1:${app.port}`;
    const stop = await serve(
      build,
      readEnvironment({
        PORT: String(app.port),
        LOG_LEVEL: "silent",
        ...variables,
      }),
    );
    afterAll(stop);
  });
  return app;
}

async function serve(
  build: ReturnType<typeof tinyBuild>,
  settings: Environment,
): Promise<() => Promise<void>> {
  const { target } = await freshDatabase();
  const database = openPools(target, { migrations: "db/migrations" });
  const files = testFolder("files");
  const parts = { settings, database, build, files };
  const server = createServer(createApplication(parts));
  await listen(server, settings.PORT);
  return async () => {
    server.closeAllConnections();
    server.close();
    await database.close();
  };
}

/** One request as bytes. */
export function rawRequest(
  port: number,
  line: string,
  headers: Headers,
  body: string | Buffer = "",
): Buffer {
  const bytes = Buffer.from(body);
  const length = { "Content-Length": String(bytes.length) };
  const all: Headers = {
    Host: `127.0.0.1:${port}`,
    ...(bytes.length > 0 && !headers["Transfer-Encoding"] ? length : {}),
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const text = `${line} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`;
  return Buffer.concat([Buffer.from(text, "latin1"), bytes]);
}

/** What the tiny application saw. */
export function seenBy(answer: RawAnswer): Seen {
  return JSON.parse(answer.body) as Seen;
}
