import fc from "fast-check";
import {
  LANGUAGE_LEVELS,
  QUESTION_RELATIONS,
  type CriteriaSet,
  type MatchingFacts,
  type Mentee,
  type Mentor,
  type Wish,
} from "~/domain/scoring/types";

const ZONES = {
  UTC: 0,
  "Africa/Tunis": 60,
  "Asia/Kathmandu": 345,
  "Pacific/Kiritimati": 840,
  "Pacific/Midway": -660,
};
export const SECTORS = [
  "A",
  "C",
  "J",
  "01",
  "01.1",
  "01.11",
  "01.12",
  "01.2",
  "10",
  "10.1",
  "26",
  "27",
  "35",
  "62",
  "62.1",
];

const countryCode = fc.constantFrom(
  "FR",
  "DE",
  "IT",
  "ES",
  "TN",
  "MA",
  "EG",
  "AE",
  "TR",
  "US",
  "AQ",
  "JP",
);
/** One to five entries at every depth of the tree, and ecosystems. */
export const sectors = fc.uniqueArray(
  fc.constantFrom(...SECTORS, "digital", "agri-food", "electronics"),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const languages = fc.uniqueArray(
  fc.record({
    code: fc.constantFrom("en", "fr", "ar", "it"),
    level: fc.constantFrom(...LANGUAGE_LEVELS),
  }),
  { minLength: 1, maxLength: 4, selector: ({ code }) => code },
);
const topic = fc.record({
  group: fc.constantFrom(null, "Export", "ＥＸＰＯＲＴ ", "law"),
  topic: fc.constantFrom("customs", "Customs", " customs", "fairs", "patents"),
});
const priority = fc.constantFrom(null, 1 as const, 2 as const, 3 as const);
const range = fc
  .tuple(
    fc.constantFrom(0, 1, 6),
    fc.integer({ min: 0, max: 1439 }),
    fc.integer({ min: 1, max: 400 }),
  )
  .map(([day, startMinute, minutes]) => ({
    day: day as 0,
    startMinute,
    endMinute: Math.min(1440, startMinute + minutes),
  }));

/** Answers to three questions, some of them left out or left empty. */
const answers = fc.record(
  {
    one: fc.constantFrom(["a"], ["b"], ["c"]),
    many: fc.subarray(["a", "b", "c", "d", "e"]),
    more: fc.subarray(Array.from({ length: 70 }, (_, k) => `o${k}`)),
  },
  { requiredKeys: [] },
);

const party = {
  answers,
  name: fc.constant(null),
  organisation: fc.constantFrom(
    null,
    null,
    "Pôle Mer",
    " pôle mer",
    "PÔLE MER",
    "Cluster",
    "",
  ),
  country: countryCode,
  sectors,
  languages,
  markets: fc.option(fc.uniqueArray(countryCode, { maxLength: 5 })),
  timeZone: fc.constantFrom(...Object.keys(ZONES)),
  availability: fc.option(fc.array(range, { maxLength: 5 }), { freq: 4 }),
};
const mentees: fc.Arbitrary<Mentee[]> = fc
  .array(
    fc.record({
      id: fc.constant(""),
      ...party,
      needs: fc.option(
        fc.array(
          fc
            .tuple(topic, priority)
            .map(([need, level]) => ({ ...need, priority: level })),
          { maxLength: 5 },
        ),
      ),
      mentorsWanted: fc.constant(1 as const),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((people) => people.map((person, k) => ({ ...person, id: `e${k}` })));
const mentors: fc.Arbitrary<Mentor[]> = fc
  .array(
    fc.record({
      id: fc.constant(""),
      ...party,
      offers: fc.option(fc.array(topic, { maxLength: 5 })),
      capacity: fc.constant(1),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((people) => people.map((person, k) => ({ ...person, id: `r${k}` })));

/** Each person puts some of the other side in an order, and would never work with some. */
function wishesOf(
  persons: readonly { id: string }[],
  others: readonly { id: string }[],
): fc.Arbitrary<Wish[]> {
  const ids = others.map(({ id }) => id);
  const one = (person: string) =>
    fc
      .tuple(fc.shuffledSubarray(ids), fc.nat(12))
      .map(([ranked, refused]): Wish[] => [
        ...ranked.map((other, k) => ({ person, other, rank: k + 1 })),
        ...ids
          .filter((other, k) => k === refused && !ranked.includes(other))
          .map((other): Wish => ({ person, other, rank: "never" })),
      ]);
  return fc.tuple(...persons.map(({ id }) => one(id))).map((all) => all.flat());
}

/** Up to four mentees and four mentors who have said much, little or nothing. */
export const population: fc.Arbitrary<MatchingFacts> = fc
  .tuple(mentees, mentors)
  .chain(([es, rs]) =>
    fc.record({
      mentees: fc.constant(es),
      mentors: fc.constant(rs),
      wishes: fc
        .tuple(wishesOf(es, rs), wishesOf(rs, es))
        .map((both) => both.flat()),
      pins: fc.constant([]),
      exclusions: fc
        .subarray(
          es.flatMap((e) => rs.map((r) => ({ mentee: e.id, mentor: r.id }))),
        )
        .map((pairs) => pairs.slice(0, 2)),
      collected: fc.record({
        needs: fc.boolean(),
        time: fc.boolean(),
        targetMarkets: fc.boolean(),
        wishes: fc.boolean(),
        questions: fc.subarray(
          ["one", "many", "more"].map((id) => ({
            id,
            text: { en: `${id}?`, fr: "", ar: "" },
          })),
        ),
      }),
      referenceDate: fc.constant("2026-03-02"),
      offsets: fc.constant(ZONES),
    }),
  );

const weight = fc.constantFrom(0, 1, 3, 7, 20, 35, 100, 999);
const matrixValue = fc
  .integer({ min: -100, max: 100 })
  .map((hundredths) => hundredths / 100);
/** Any criteria without affinity, which has no exact value. */
export const criteriaSet: fc.Arbitrary<CriteriaSet> = fc.record({
  weights: fc.record({
    sector: weight,
    country: weight,
    needs: weight,
    language: weight,
    time: weight,
    wishes: weight,
  }),
  country: fc.record({
    target: weight,
    crossSea: weight,
    similarity: weight,
    affinity: fc.constant(0),
    matrix: weight,
  }),
  countryMatrix: fc.dictionary(
    countryCode,
    fc.dictionary(countryCode, matrixValue),
  ),
  hard: fc.record({
    language: fc.constantFrom(...LANGUAGE_LEVELS),
    allowSameOrganisation: fc.boolean(),
  }),
  sectorLinks: fc.array(
    fc.tuple(
      fc.constantFrom(...SECTORS),
      fc.constantFrom(...SECTORS),
      fc.integer({ min: 0, max: 10_000 }),
    ),
    { maxLength: 5 },
  ),
  hoursNeeded: fc.constantFrom(0, 0.25, 0.75, 1.5, 2, 3.25, 7),
  referenceDate: fc.constant(null),
  minimumScore: fc.constant(0),
  questions: fc.uniqueArray(
    fc.record({
      question: fc.constantFrom("one", "many", "more"),
      relation: fc.constantFrom(...QUESTION_RELATIONS),
      weight: fc.oneof(
        { weight: 3, arbitrary: weight },
        { weight: 1, arbitrary: fc.constant("must" as const) },
      ),
    }),
    { maxLength: 3, selector: ({ question }) => question },
  ),
});
