import { expect, test } from "vitest";
import { zonesInDispute } from "~/lib/time-zone-check.server.ts";
import { withDatabase } from "../support/database.ts";

test("Node and the database agree about zones whose rules have long been the same", () =>
  withDatabase(async (db) => {
    const disputed = await zonesInDispute(db, new Date("2026-01-01"));
    expect(disputed).not.toContain("Europe/Paris");
    expect(disputed).not.toContain("Europe/Istanbul");
  }));

test("a zone on which they differ is named", () =>
  withDatabase(async (db) => {
    // a server of PostgreSQL asked about another year than Node is
    const shifted = { execute: () => Promise.resolve([DISAGREEING]) };
    const disputed = await zonesInDispute(
      shifted as unknown as typeof db,
      new Date("2026-01-01"),
    );
    expect(disputed).toEqual(["Africa/Casablanca"]);
  }));

const DISAGREEING = {
  zone: "Africa/Casablanca",
  at: "2026-01-01T00:00:00.000Z",
  minutes: 42,
};
