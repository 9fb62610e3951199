import { expect, test } from "vitest";
import { guardedApp } from "../support/guarded-app.ts";

const app = guardedApp(undefined, {});

test("the 301st request of ten seconds is refused, whatever X-Forwarded-For says", async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 310; i += 1) {
    const headers = { "X-Forwarded-For": `192.0.2.${i % 250}` };
    const answer = await fetch(`${app.origin}/x`, { headers });
    await answer.arrayBuffer();
    statuses.push(answer.status);
  }
  expect(statuses.indexOf(429)).toBe(300);
  const refused = await fetch(`${app.origin}/x`);
  expect(refused.headers.get("retry-after")).toBe("10");
  expect((await fetch(`${app.origin}/healthz`)).status).toBe(200);
});
