import { describe, expect, test } from "vitest";
import { FORM, guardedApp, seenBy } from "../support/guarded-app.ts";

const app = guardedApp();

describe("methods and addresses", () => {
  test.each([
    ["PUT /", 405],
    ["DELETE /", 405],
    ["PATCH /", 405],
    ["OPTIONS /", 405],
    ["OPTIONS *", 405],
    ["TRACE /", 405],
    ["GET /fine?q=a+b%20c", 200],
    ["GET /fine?q=%D8%B3%D9%84%D8%A7%D9%85", 200],
    ["GET /%00", 400],
    ["GET /x?q=%00", 400],
    ["GET /x?q=%0d%0aSet-Cookie:a=b", 400],
    ["GET /%c2%85", 400],
    ["GET /%", 400],
    ["GET /%zz", 400],
    ["GET /x?q=%", 400],
    ["GET /%c0%af", 400],
    ["GET /%ed%a0%80", 400],
    ["GET /%ff", 400],
    ["GET http://evil.example/", 400],
    ["GET //x", 404],
    ["GET /x//y", 404],
    ["GET /\\x", 404],
    ["GET /x/../y", 404],
    ["GET /x/%2e%2e/y", 404],
    ["GET /x/.%2E", 404],
    ["GET /x%2f..%2fy", 404],
    ["GET /./x", 404],
  ])("%s is answered %i", async (line, status) => {
    expect((await app.send(line)).status).toBe(status);
  });

  test.each([
    [9_000, 414],
    [20_000, 431],
  ])("an address of %i characters is answered %i", async (length, status) => {
    expect((await app.send(`GET /${"a".repeat(length)}`)).status).toBe(status);
  });

  test("headers beyond 16 KB are refused", async () => {
    const answer = await app.send("GET /", { "X-Big": "a".repeat(20_000) });
    expect(answer.status).toBe(431);
  });

  test("reading with a body is refused", async () => {
    expect((await app.send("GET /", {}, "a=1")).status).toBe(400);
  });

  test.each(["*/*;q=bogus", "", ",,,;;;", "\u00ff", "a".repeat(4_000)])(
    "an odd Accept header (%j) is no fault of the server",
    async (accept) => {
      const headers = {
        Accept: accept,
        "Accept-Language": accept,
        "Accept-Encoding": accept,
      };
      expect((await app.send("GET /", headers)).status).toBe(200);
    },
  );
});

describe("where a form comes from", () => {
  const HOSTILE: [string, Record<string, string>][] = [
    ["no Origin", {}],
    ["a foreign Origin", { Origin: "https://evil.example" }],
    ["Origin null", { Origin: "null" }],
    ["another port", { Origin: "http://127.0.0.1:1" }],
    ["another scheme", { Origin: "https://127.0.0.1:PORT" }],
    ["a suffix", { Origin: "OURS.evil.example" }],
    ["our Origin twice", { Origin: "OURS, OURS" }],
    ["only a Referer", { Referer: "OURS/x" }],
    [
      "a foreign origin and host",
      {
        Origin: "https://evil.example",
        "X-Forwarded-Host": "evil.example",
        Host: "evil.example",
      },
    ],
    [
      "our Origin, cross-site",
      { Origin: "OURS", "Sec-Fetch-Site": "cross-site" },
    ],
    [
      "our Origin, same-site",
      { Origin: "OURS", "Sec-Fetch-Site": "same-site" },
    ],
  ];

  test.each(HOSTILE)("%s is refused on every kind of path", async (_, sent) => {
    const headers: Record<string, string> = { "Content-Type": FORM };
    for (const [name, value] of Object.entries(sent))
      headers[name] = value
        .replaceAll("OURS", app.origin)
        .replaceAll("PORT", String(app.port));
    for (const path of ["/x", "/x?_data=routes%2Fx", "/X/"])
      expect((await app.send(`POST ${path}`, headers, "a=1")).status).toBe(403);
  });

  test("our own origin passes, with and without Sec-Fetch-Site", async () => {
    expect((await app.post("a=1")).status).toBe(200);
    const marked = await app.post("a=1", { "Sec-Fetch-Site": "same-origin" });
    expect(marked.status).toBe(200);
  });

  test("localhost is as good as 127.0.0.1 when no origin is configured", async () => {
    const answer = await app.post("a=1", {
      Origin: `http://localhost:${app.port}`,
    });
    expect(seenBy(answer).url).toBe(`http://localhost:${app.port}/x`);
  });
});

describe("what the application gets and answers", () => {
  test("addresses come from the configuration, not from the request", async () => {
    const answer = await app.send("GET /x", {
      Host: "evil.example",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Proto": "https",
    });
    expect(seenBy(answer)).toMatchObject({
      url: `${app.origin}/x`,
      host: `127.0.0.1:${app.port}`,
      context: { origin: app.origin },
    });
    expect(answer.body).not.toContain("evil");
  });

  test("X-Forwarded-For is not believed from a stranger", async () => {
    const answer = await app.send("GET /x", { "X-Forwarded-For": "192.0.2.7" });
    expect(seenBy(answer).context.clientAddress).toBe("127.0.0.1");
  });

  test("each answer has its own nonce and the strict headers", async () => {
    const first = await app.send("GET /x");
    const second = await app.send("GET /x");
    const policy = first.headers["content-security-policy"];
    expect(policy).not.toBe(second.headers["content-security-policy"]);
    const nonce = String(seenBy(first).context.nonce);
    expect(policy).toContain(`script-src 'nonce-${nonce}' 'strict-dynamic'`);
    expect(first.headers).toMatchObject({
      "cache-control": "private, no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-request-id": seenBy(first).context.requestId,
    });
    expect(first.headers["x-powered-by"]).toBeUndefined();
  });

  test("refusals carry the strict headers too", async () => {
    const answer = await app.send("DELETE /");
    expect(answer.headers["content-security-policy"]).toContain("default-src");
  });

  test("several cookies stay several headers", async () => {
    const response = await fetch(`${app.origin}/x`);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  test("an asset of another build is a plain 404", async () => {
    const answer = await app.send("GET /assets/gone-1234.js");
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toContain("text/plain");
  });

  test("HEAD answers like GET, without a body", async () => {
    const response = await fetch(`${app.origin}/x`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  test("health and readiness are told apart from pages", async () => {
    expect((await app.send("GET /healthz")).status).toBe(200);
    expect((await app.send("GET /readyz")).status).toBe(200);
  });
});
