import { delegations, events, partnershipAgreements } from "../schema/index.ts";
import facts from "./filex-2019.json";
import { organisationId } from "./organisations.ts";
import { sampleId } from "./sample-id.ts";
import { after, insertAll, isoDay, type Story } from "./story.ts";

export const FORUM_ID = sampleId("event", facts.event.name);
/** The day on which the documented pairs met, as 2019-09-13. */
export const FORUM_DAY = facts.event.date;

/** Invented, in the present: an event at which pairs of the second edition can have met. */
const MEETING = {
  id: sampleId("event", "meeting"),
  name: "Two Shores Cluster Meeting",
  delegation: [
    "Zaytouna du Cap",
    "Jasmin Tech",
    "Atlas Logiciel",
    "Souss Verger",
    "Rose Canyon Tourism Cluster",
    "Qudrat ICT Alliance",
    "Baydar Food Alliance",
    "تجمّع طريق البردي للحرف",
  ],
};

/** Writes the FILEX France Forum with its delegation, the agreement signed there, and an invented meeting that is on now. */
export async function writeForum(story: Story): Promise<void> {
  const { event } = facts;
  const { now, programmeId } = story;
  await insertAll(story.tx, events, [
    {
      id: FORUM_ID,
      programmeId,
      name: event.name,
      startsOn: event.date,
      endsOn: event.date,
      city: event.city,
      country: event.country,
      timeZone: event.timeZone,
      organiserId: organisationId(event.organiser),
      description: `${event.delegation}. Workshop: ${event.workshop}. B2B meetings ${event.b2bMeetings}.`,
      attendance: event.attendance,
      createdAt: new Date("2019-06-03T08:00:00Z"),
    },
    {
      id: MEETING.id,
      programmeId,
      name: MEETING.name,
      startsOn: isoDay(after(now, -1)),
      endsOn: isoDay(after(now, 1)),
      city: "Marseille",
      country: "FR",
      timeZone: "Europe/Paris",
      organiserId: organisationId("Mistral Numérique"),
      description:
        "Three days for clusters of both shores: site visits, a workshop on shared services, and time for pairs to meet.",
      isSample: true,
      createdAt: after(now, -60),
    },
  ]);
  const delegates = facts.organisations.filter(({ delegate }) => delegate);
  await insertAll(story.tx, delegations, [
    ...delegates.map(({ name }) => ({
      eventId: FORUM_ID,
      organisationId: organisationId(name),
    })),
    ...MEETING.delegation.map((name) => ({
      eventId: MEETING.id,
      organisationId: organisationId(name),
    })),
  ]);
  await writeAgreement(story);
}

async function writeAgreement({ tx }: Story): Promise<void> {
  const { parties, signed, signedAt, objectives } = facts.agreement;
  const [first = "", second = ""] = parties;
  await tx.insert(partnershipAgreements).values({
    id: sampleId("agreement", parties.join(" ")),
    firstPartyId: organisationId(first),
    secondPartyId: organisationId(second),
    signedOn: signed,
    place: `${signedAt}, ${facts.event.city}`,
    objectives: objectives.join("\n"),
  });
}
