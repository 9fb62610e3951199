import type {
  SpokenLanguage,
  Topic,
  WeeklyRange,
} from "~/domain/scoring/types.ts";
import { fold } from "~/domain/text.ts";

export type SharedFact =
  | "organisation"
  | "country"
  | "sectors"
  | "topics"
  | "languages"
  | "markets"
  | "time";

interface Side {
  readonly organisation: string | null;
  readonly country: string | null;
  readonly sectors: readonly string[];
  readonly topics: readonly Topic[];
  readonly languages: readonly SpokenLanguage[];
  readonly markets: readonly string[];
  readonly availability: readonly WeeklyRange[];
}

/**
 * The lines of two profiles on which the same thing stands on both sides. A help for the eye: how much it counts is
 * said by the score, which also compares what is only related. Hours are left to it, since zones differ.
 */
export function sharedFacts(mentor: Side, mentee: Side): Set<SharedFact> {
  const shared: Record<SharedFact, boolean> = {
    organisation: same(mentor.organisation, mentee.organisation),
    country: same(mentor.country, mentee.country),
    sectors: meet(mentor.sectors, mentee.sectors),
    topics: meet(mentor.topics.map(topicKey), mentee.topics.map(topicKey)),
    languages: meet(
      mentor.languages.map(({ code }) => code),
      mentee.languages.map(({ code }) => code),
    ),
    markets: meet(
      [...mentor.markets, mentor.country ?? ""].filter(Boolean),
      mentee.markets,
    ),
    time: false,
  };
  const facts = Object.entries(shared) as [SharedFact, boolean][]; // own keys of the record above
  return new Set(facts.flatMap(([fact, isShared]) => (isShared ? [fact] : [])));
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && a === b;
}

function meet(a: readonly string[], b: readonly string[]): boolean {
  return a.some((item) => b.includes(item));
}

function topicKey({ group, topic }: Topic): string {
  return `${fold(group ?? "")}/${fold(topic)}`;
}
