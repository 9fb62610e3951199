import type { Need, Topic } from "../scoring/types";
import { fold } from "../text";
import { splitList } from "./cells";
import { excerpt, parsed, refused, type Parsed } from "./table";

/** What a mentor offers: `group/topic` or `topic`. Of the same topic written twice the first counts. */
export function parseOffers(text: string): Parsed<Topic[]> {
  return parseTopics(text, (item) =>
    item.includes(":")
      ? refused("topic.offerPriority", { value: excerpt(item) })
      : parseTopic(item),
  );
}

/** What a mentee needs: topics that may end in `:1`, `:2` or `:3`. Of the same topic written twice the first counts. */
export function parseNeeds(text: string): Parsed<Need[]> {
  return parseTopics(text, (item): Parsed<Need> => {
    const [written = "", priority, ...rest] = item.split(":");
    const topic = parseTopic(written);
    if (!topic.ok) return topic;
    if (priority === undefined)
      return parsed({ ...topic.value, priority: null });
    const level = PRIORITIES.get(priority.trim());
    return level === undefined || rest.length > 0
      ? refused("topic.priority", { value: excerpt(item) })
      : parsed({ ...topic.value, priority: level });
  });
}

const PRIORITIES: ReadonlyMap<string, 1 | 2 | 3> = new Map([
  ["1", 1],
  ["2", 2],
  ["3", 3],
]);

/** The first slash separates the group from the topic. */
function parseTopic(item: string): Parsed<Topic> {
  const slash = item.indexOf("/");
  const group = slash < 0 ? null : item.slice(0, slash).trim();
  const topic = item.slice(slash + 1).trim();
  return topic === "" || group === ""
    ? refused("topic.format", { value: excerpt(item) })
    : parsed({ group, topic });
}

function parseTopics<T extends Topic>(
  text: string,
  parse: (item: string) => Parsed<T>,
): Parsed<T[]> {
  const topics = new Map<string, T>();
  for (const item of splitList(text)) {
    const topic = parse(item);
    if (!topic.ok) return topic;
    const key = JSON.stringify([
      topic.value.group === null ? null : fold(topic.value.group),
      fold(topic.value.topic),
    ]);
    if (!topics.has(key)) topics.set(key, topic.value);
  }
  return parsed([...topics.values()]);
}
