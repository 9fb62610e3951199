/** Short names for the topics that the application suggests (app/domain/enrolment/topics.ts), as the tables of people use them. */
const TOPICS: Readonly<
  Record<string, readonly [group: string, topic: string]>
> = {
  gov: ["organisation", "governance"],
  team: ["organisation", "team and skills"],
  qual: ["organisation", "quality and labels"],
  pub: ["financing", "public funding"],
  eu: ["financing", "EU funding"],
  inv: ["financing", "private investment"],
  biz: ["financing", "business model"],
  serv: ["members", "member services"],
  recr: ["members", "recruiting members"],
  com: ["members", "communication"],
  ev: ["members", "events and networking"],
  intl: ["international", "internationalisation"],
  exp: ["international", "export"],
  mkt: ["international", "market entry"],
  part: ["international", "partners abroad"],
  proj: ["innovation", "innovation projects"],
  tech: ["innovation", "technology transfer"],
  digi: ["innovation", "digitalisation"],
  ip: ["innovation", "intellectual property"],
  start: ["innovation", "start-up support"],
  clim: ["transition", "energy and climate"],
  circ: ["transition", "circular economy"],
  soc: ["transition", "social responsibility"],
};

/**
 * A list of short names as `group/topic`, with priorities kept.
 *
 * @throws {Error} for an unknown short name
 */
export function topicsInFull(cell: string): string {
  return cell
    .split(";")
    .map((item) => {
      const [name = "", priority] = item.trim().split(":");
      const topic = TOPICS[name];
      if (!topic) throw new Error(`no topic “${name}”`);
      return topic.join("/") + (priority ? `:${priority}` : "");
    })
    .join("; ");
}
