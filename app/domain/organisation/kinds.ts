export const ORGANISATION_KINDS = [
  "network",
  "cluster",
  "company",
  "public_body",
  "university",
  "other",
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
