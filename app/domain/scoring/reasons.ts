import type { Reason } from "./types";

/**
 * What an argument of a reason is, so that the interface knows how to show it: `sector`, `country` and `language`
 * are codes to be turned into names; `level`, `text`, `hours`, `count` and `share` go into the sentence as they are. A
 * `question` is an own question in English (or as a file names it), with its other languages beside it as `question_fr`
 * and `question_ar`.
 */
export type ReasonArgument =
  | "sector"
  | "country"
  | "language"
  | "level"
  | "text"
  | "question"
  | "hours"
  | "count"
  | "share"
  | "basisPoints";

const countryPair = {
  menteeCountry: "country",
  mentorCountry: "country",
} as const;
const sectorPair = {
  menteeSector: "sector",
  mentorSector: "sector",
  s: "basisPoints",
} as const;
const asked = { question: "question" } as const;
const spoken = {
  language: "language",
  level: "level",
  menteeLevel: "level",
  mentorLevel: "level",
} as const;

/** Every key of the `reasons` catalogue and the arguments it comes with. `hours` have at most two decimals, `share` is 0 to 1. */
export const REASON_KEYS = {
  "sector.equal": sectorPair,
  "sector.mentorBroader": sectorPair,
  "sector.mentorNarrower": sectorPair,
  "sector.sameGroup": { ...sectorPair, commonSector: "sector" },
  "sector.sameDivision": { ...sectorPair, commonSector: "sector" },
  "sector.sameSection": { ...sectorPair, commonSector: "sector" },
  "sector.sharedEcosystem": { ...sectorPair, commonSector: "sector" },
  "sector.ecosystemMember": sectorPair,
  "sector.link": sectorPair,
  "sector.none": sectorPair,

  "country.target.home": { ...countryPair, market: "country" },
  "country.target.known": { ...countryPair, market: "country" },
  "country.target.subregion": {
    ...countryPair,
    market: "country",
    known: "country",
  },
  "country.target.group": {
    ...countryPair,
    market: "country",
    known: "country",
  },
  "country.target.none": countryPair,
  "country.target.unknown": countryPair,
  "country.crossSea.across": countryPair,
  "country.crossSea.sameSide": countryPair,
  "country.crossSea.outside": countryPair,
  "country.similarity.same": countryPair,
  "country.similarity.subregion": countryPair,
  "country.similarity.none": countryPair,
  "country.affinity": { ...countryPair, share: "share" },
  "country.matrix": { ...countryPair, share: "share" },

  "needs.all": { count: "count", topic: "text" },
  "needs.some": { covered: "count", count: "count", topic: "text" },
  "needs.sibling": { count: "count", topic: "text", group: "text" },
  "needs.none": { count: "count" },
  "needs.unknown": {},

  "language.preferred": spoken,
  "language.shared": spoken,
  "language.none": {},

  "time.enough": { hours: "hours", needed: "hours" },
  "time.some": { hours: "hours", needed: "hours" },
  "time.none": { needed: "hours" },
  "time.unknown": { needed: "hours" },

  "wishes.both": {
    menteeRank: "count",
    menteeRanked: "count",
    mentorRank: "count",
    mentorRanked: "count",
  },
  "wishes.mentee": { menteeRank: "count", menteeRanked: "count" },
  "wishes.mentor": { mentorRank: "count", mentorRanked: "count" },
  // after a first meeting; which of the two it was is not in the facts
  "wishes.met": { count: "count" },
  "wishes.none": {},

  "question.same": asked,
  "question.notSame": asked,
  "question.different": asked,
  "question.alike": asked,
  "question.overlap": { ...asked, covered: "count", count: "count" },
  "question.unknown": asked,

  "hard.sameOrganisation": { organisation: "text" },
  "hard.noSharedLanguage": { minimum: "level" },
  "hard.languageLevel": {
    language: "language",
    level: "level",
    minimum: "level",
  },
  "hard.questionSame": asked,
  "hard.questionDifferent": asked,
  "hard.questionOverlap": asked,
  "hard.excluded": {},
  // one of the two would rather not; which of them is not in the facts
  "hard.apart": {},
  // Who would rather not is known to coordinators at most: the interface decides what it shows of these two.
  "hard.neverByMentee": {},
  "hard.neverByMentor": {},

  "warning.targetMarketsMissing": {},
  "warning.needsMissing": {},
  "warning.offersMissing": {},
  "warning.menteeTimeMissing": {},
  "warning.mentorTimeMissing": {},
  "warning.menteeAnswerMissing": asked,
  "warning.mentorAnswerMissing": asked,
  "warning.menteeAnswerRule": asked,
  "warning.mentorAnswerRule": asked,
} as const satisfies Record<string, Readonly<Record<string, ReasonArgument>>>;

export type ReasonKey = keyof typeof REASON_KEYS;

type TextArgument =
  "sector" | "country" | "language" | "level" | "text" | "question";
type Arguments<K extends ReasonKey> = {
  readonly [
    A in keyof (typeof REASON_KEYS)[K]
  ]: (typeof REASON_KEYS)[K][A] extends TextArgument ? string : number;
};

/** What people said of each other in confidence: coordinators read it on their pages, and no file tells it. */
export function isConfidential({ key }: Reason): boolean {
  return /^(wishes\.|hard\.(apart|never))/.test(key);
}

/** Builds a reason whose arguments are those that its key asks for. */
export function reason<K extends ReasonKey>(
  key: K,
  args: Arguments<K>,
): Reason {
  return { key, args };
}
