import { describe, expect, test } from "vitest";
import { guardedApp, seenBy } from "../support/guarded-app.ts";

const app = guardedApp();

describe("bodies", () => {
  const multipart = (body: string | Buffer) =>
    app.post(body, { "Content-Type": "multipart/form-data; boundary=b" });
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  test.each([
    "application/json",
    "text/plain",
    "text/plain; application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "",
  ])("the content type %j is refused", async (type) => {
    expect((await app.post("a=1", { "Content-Type": type })).status).toBe(415);
  });

  test("a compressed body is refused", async () => {
    const answer = await app.post("a=1", { "Content-Encoding": "gzip" });
    expect(answer.status).toBe(415);
  });

  test.each([
    ["NUL", "a=%00"],
    ["a raw NUL", "a=\0"],
    ["a stray percent", "a=%"],
    ["a lone surrogate", "a=%ed%a0%80"],
    ["encoded bytes that are not UTF-8", "a=%ff"],
    ["raw bytes that are not UTF-8", Buffer.from([0x61, 0x3d, 0xff])],
    ["too many fields", "a=1&".repeat(1_001)],
  ])("a form with %s is refused", async (_, body) => {
    expect((await app.post(body)).status).toBe(400);
  });

  test("a good form arrives whole, and method overrides are mere fields", async () => {
    const answer = await app.post("_method=DELETE&name=%D8%B3+a&name=b", {
      "X-HTTP-Method-Override": "DELETE",
    });
    expect(seenBy(answer)).toMatchObject({
      method: "POST",
      fields: [
        ["_method", "DELETE"],
        ["name", "س a"],
        ["name", "b"],
      ],
    });
  });

  const notUtf8 = Buffer.from(`${part("a", "?")}--b--`);
  notUtf8[notUtf8.indexOf("?")] = 0xff;
  const disposition = "--b\r\nContent-Disposition: form-data";
  test.each([
    ["without an end", part("a", "1")],
    ["cut in a header", disposition.slice(0, -4)],
    ["without a name", `${disposition}\r\n\r\n1\r\n--b--`],
    ["without headers", "--b\r\n1\r\n--b--"],
    ["that is no multipart", "a=1"],
    ["with NUL", `${part("a", "\0")}--b--`],
    ["with too many parts", `${part("a", "1").repeat(1_002)}--b--`],
    ["with bytes that are not UTF-8", notUtf8],
  ])("a multipart form %s is refused", async (_, body) => {
    expect((await multipart(body)).status).toBe(400);
  });

  test("a multipart form without a boundary is refused", async () => {
    const answer = await app.post("x", {
      "Content-Type": "multipart/form-data",
    });
    expect(answer.status).toBe(400);
  });

  test("a good multipart form arrives whole, files with any bytes", async () => {
    const file = `${disposition}; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n\0\x01\r\n`;
    const answer = await multipart(`${part("a", "é")}${file}--b--\r\n`);
    expect(seenBy(answer).fields).toEqual([
      ["a", "é"],
      ["f", "file of 2 bytes"],
    ]);
  });

  test("an empty multipart form is a form", async () => {
    expect((await multipart("--b--\r\n")).status).toBe(200);
  });

  test("a form beyond 64 KB is refused by its length", async () => {
    const answer = await app.post("", { "Content-Length": "65537" });
    expect(answer.status).toBe(413);
  });

  test("a form beyond 64 KB is refused by counting when it names no length", async () => {
    const chunk = `ffff\r\n${"a".repeat(0xffff)}\r\n`;
    const headers = { "Transfer-Encoding": "chunked" };
    expect((await app.post(chunk + chunk, headers)).status).toBe(413);
  });

  test("the import takes 5 MB, other paths do not", async () => {
    const body = `a=${"a".repeat(1_000_000)}`;
    expect((await app.post(body, {}, "/cohorts/7/import")).status).toBe(200);
    expect((await app.post(body, {}, "/cohorts/7/import/x")).status).toBe(413);
    const big = `a=${"a".repeat(5_300_000)}`;
    expect((await app.post(big, {}, "/cohorts/7/import")).status).toBe(413);
  });
});
