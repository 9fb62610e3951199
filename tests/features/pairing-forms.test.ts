import { describe, expect, test } from "vitest";
import { DEFAULT_CRITERIA } from "~/domain/scoring/defaults.ts";
import {
  PAIRING_FILTERS,
  filterOf,
  readPairingQuery,
} from "~/features/pairings/filters.ts";
import {
  AnswerInput,
  DecidePairingInput,
  ReplyInput,
  SendDeedInput,
} from "~/features/pairings/inputs.ts";
import {
  CriteriaFormInput,
  criteriaOf,
} from "~/features/programmes/criteria-form.ts";
import { PAIRING_STATUSES } from "~/domain/pairing/lifecycle.ts";
import { checkForm } from "~/lib/forms.server.ts";

function form(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

const A = "3f0c9a52-6f43-4d8e-9f0b-0d6a5f3b1c11";
const B = "3f0c9a52-6f43-4d8e-9f0b-0d6a5f3b1c12";

describe("what forms about pairings may send", () => {
  test("one or several ticked proposals, and a number of days", () => {
    const read = (...ids: string[]) =>
      checkForm(
        form(
          ["deed", "send"],
          ["answerDays", "7"],
          ...ids.map((id): [string, string] => ["pairing", id]),
        ),
        SendDeedInput,
      );
    expect(read(A)).toMatchObject({ value: { answerDays: 7, pairing: [A] } });
    expect(read(A, B)).toMatchObject({ value: { pairing: [A, B] } });
    expect(read()).toMatchObject({ ok: true, value: { answerDays: 7 } });
    expect(read("x").ok).toBe(false);
  });

  test("a test of one proposal, to oneself: no address can be named", () => {
    const read = (...fields: [string, string][]) =>
      checkForm(form(["deed", "test"], ...fields), SendDeedInput);
    expect(read(["test", A])).toMatchObject({ ok: true });
    expect(read(["test", A], ["to", "x@y.example"]).ok).toBe(false);
    expect(read().ok).toBe(false);
  });

  test("a message with words in it, to one of the two", () => {
    const read = (...fields: [string, string][]) =>
      checkForm(form(...fields), ReplyInput);
    expect(read(["side", "mentee"], ["body", "Yes"]).ok).toBe(true);
    expect(read(["side", "both"], ["body", "Yes"]).ok).toBe(false);
    expect(read(["side", "mentor"], ["body", ""])).toMatchObject({
      form: { error: { body: ["required"] } },
    });
    expect(read(["side", "mentor"], ["body", "x".repeat(2_001)]).ok).toBe(
      false,
    );
  });

  test("a decision with the reason it needs, and nothing else", () => {
    const read = (...fields: [string, string][]) =>
      checkForm(form(...fields), DecidePairingInput);
    expect(read(["step", "approve"])).toEqual({
      ok: true,
      value: { step: "approve" },
    });
    expect(read(["step", "reject"])).toMatchObject({
      ok: false,
      form: { error: { reason: ["required"] } },
    });
    expect(read(["step", "reject"], ["reason", "no_time"]).ok).toBe(false);
    expect(read(["step", "approve"], ["status", "active"]).ok).toBe(false);
    expect(read(["step", "expire"]).ok).toBe(false);
  });

  test("a pause asks for its date", () => {
    const read = (...fields: [string, string][]) =>
      checkForm(
        form(["step", "decline"], ["reason", "no_time"], ...fields),
        AnswerInput,
      );
    expect(read(["next", "another"], ["pauseUntil", ""]).ok).toBe(true);
    expect(read(["next", "pause"])).toMatchObject({
      ok: false,
      form: { error: { pauseUntil: ["required"] } },
    });
    expect(read(["next", "pause"], ["pauseUntil", "2027-01-15"])).toMatchObject(
      { value: { next: "pause", pauseUntil: "2027-01-15" } },
    );
  });
});

describe("the form of the criteria", () => {
  const fields = (sector: string): [string, string][] => [
    ["basedOn", "0"],
    ["weights.sector", sector],
    ...["country", "needs", "language", "time", "wishes"].map(
      (name): [string, string] => [`weights.${name}`, "0"],
    ),
    ...["target", "crossSea", "similarity", "affinity", "matrix"].map(
      (name): [string, string] => [`country.${name}`, "1"],
    ),
    ["language", "C1"],
    ["minimumScore", "40.5"],
    ["hoursNeeded", "1.5"],
    ["objective", "fairest"],
    ["mentee", A],
  ];

  test("becomes a criteria set and keeps what it has no field for", () => {
    const read = checkForm(form(...fields("7")), CriteriaFormInput);
    if (!read.ok) throw new Error(JSON.stringify(read.form.error));
    const before = {
      ...DEFAULT_CRITERIA,
      sectorLinks: [["01", "10", 8_000]],
    } as const;
    expect(criteriaOf(read.value, before)).toMatchObject({
      weights: { sector: 7, wishes: 0 },
      hard: { language: "C1", allowSameOrganisation: false },
      minimumScore: 4_050,
      hoursNeeded: 1.5,
      referenceDate: null,
      sectorLinks: [["01", "10", 8_000]],
    });
  });

  test("refuses weights that are all zero, or not whole", () => {
    const errors = (sector: string) => {
      const read = checkForm(form(...fields(sector)), CriteriaFormInput);
      return read.ok ? null : read.form.error;
    };
    expect(errors("0")).toEqual({ weights: ["criteria:errors.zero"] });
    expect(Object.keys(errors("1.5")!)).toEqual(["weights.sector"]);
    expect(Object.keys(errors("-1")!)).toContain("weights.sector");
  });
});

describe("the list of pairings", () => {
  test("shows every status in one part", () => {
    for (const status of PAIRING_STATUSES)
      for (const isSent of [false, true])
        expect(PAIRING_FILTERS).toContain(filterOf(status, isSent));
  });

  test("takes nonsense in its address for nothing said", () => {
    const read = (search: string) =>
      readPairingQuery(new URLSearchParams(search));
    expect(read("status=x&sort=;drop&minimum=-1&after=1e9")).toEqual({
      status: "proposed",
      sort: "attention",
      q: "",
      from: "",
      to: "",
      sector: "",
      minimum: 75,
      after: null,
    });
    expect(read("status=counted&sector=62").sector).toBe("62");
    for (const nonsense of ["62.01x", "toString", "; drop"])
      expect(read(`sector=${nonsense}&status=${nonsense}`)).toMatchObject({
        status: "proposed",
        sector: "",
      });
    expect(read("minimum=999&after=999999")).toMatchObject({
      minimum: 100,
      after: null,
    });
  });
});
