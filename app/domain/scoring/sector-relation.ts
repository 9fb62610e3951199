import {
  ecosystems,
  parseSector,
  type ParsedSector,
} from "../reference/sectors";
import type { BasisPoints } from "./types";

type SectorRelationKind =
  | "equal"
  | "mentorBroader"
  | "mentorNarrower"
  | "sameGroup"
  | "sameDivision"
  | "sameSection"
  | "sharedEcosystem"
  | "ecosystemMember"
  | "link"
  | "none";

/** How near a mentor's entry is to a mentee's, and what makes it so; `common` is the node or ecosystem they share. */
export interface SectorRelation {
  readonly kind: SectorRelationKind;
  readonly s: BasisPoints;
  readonly common: string | null;
}

/** By the depth of the deepest common node: where it is one of the two entries, and where it lies above both. */
const STEPS = [
  { ancestor: 4_000, beside: 3_000, kind: "sameSection" },
  { ancestor: 8_500, beside: 7_000, kind: "sameDivision" },
  { ancestor: 9_500, beside: 8_500, kind: "sameGroup" },
] as const;
const ECOSYSTEM_MEMBER = 7_000;
const SHARED_ECOSYSTEM = 5_000;

const NONE: SectorRelation = { kind: "none", s: 0, common: null };

/**
 * Relates a mentee's entry to a mentor's on the NACE Rev. 2.1 tree and through the EU industrial ecosystems; the
 * largest value that applies counts.
 *
 * @param link  what the coordinator set for exactly these two entries in this direction, or 0; it only ever raises
 */
export function relateSectors(
  menteeEntry: string,
  mentorEntry: string,
  link: BasisPoints,
): SectorRelation {
  const found =
    menteeEntry === mentorEntry
      ? equal()
      : nearest(parseSector(menteeEntry), parseSector(mentorEntry));
  return link > found.s ? { kind: "link", s: link, common: null } : found;
}

function equal(): SectorRelation {
  return { kind: "equal", s: 10_000, common: null };
}

function nearest(mentee: ParsedSector, mentor: ParsedSector): SectorRelation {
  if (mentee.kind === "nace" && mentor.kind === "nace") {
    const onTree = relateOnTree(mentee.path, mentor.path);
    const shared = sharedEcosystem(mentee.division, mentor.division);
    if (shared === null || onTree.s >= SHARED_ECOSYSTEM) return onTree;
    return { kind: "sharedEcosystem", s: SHARED_ECOSYSTEM, common: shared };
  }
  const member = isMember(mentee, mentor) || isMember(mentor, mentee);
  return member
    ? { kind: "ecosystemMember", s: ECOSYSTEM_MEMBER, common: null }
    : NONE;
}

/** Both paths run from the section downwards; the deepest node they share decides. */
function relateOnTree(
  mentee: readonly string[],
  mentor: readonly string[],
): SectorRelation {
  const parting = mentee.findIndex((node, depth) => node !== mentor[depth]);
  const depth = parting === -1 ? mentee.length : parting;
  const step = STEPS[depth - 1];
  const common = mentee[depth - 1];
  if (!step || common === undefined) return NONE;
  if (depth === mentor.length)
    return { kind: "mentorBroader", s: step.ancestor, common };
  if (depth === mentee.length)
    return { kind: "mentorNarrower", s: step.ancestor, common };
  return { kind: step.kind, s: step.beside, common };
}

/** A section letter has no division, and so belongs to no ecosystem. */
function sharedEcosystem(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return (
    ecosystems.find(
      ({ naceDivisions: all }) => all.includes(a) && all.includes(b),
    )?.id ?? null
  );
}

function isMember(code: ParsedSector, ecosystem: ParsedSector): boolean {
  if (code.kind !== "nace" || ecosystem.kind !== "ecosystem") return false;
  return code.division !== null && ecosystem.divisions.includes(code.division);
}
