import type { CriteriaSet } from "./types";

/** The criteria of a programme that has set nothing, and what a partial criteria file is merged with. */
export const DEFAULT_CRITERIA: CriteriaSet = {
  weights: {
    sector: 35,
    country: 20,
    needs: 20,
    language: 10,
    time: 10,
    wishes: 5,
  },
  country: { target: 70, crossSea: 30, similarity: 0, affinity: 0, matrix: 0 },
  countryMatrix: {},
  hard: { language: "B2", allowSameOrganisation: false },
  sectorLinks: [],
  hoursNeeded: 2,
  referenceDate: null,
  minimumScore: 0,
};
