import { CONSENT_VERSION } from "../../app/domain/enrolment/application.ts";
import type { EnrolmentState } from "../../app/domain/enrolment/lifecycle.ts";
import { consents, enrolments } from "../schema/index.ts";
import type { SamplePerson } from "./person.ts";
import { drawn, sampleId } from "./sample-id.ts";
import { after, insertAll, note, type Story } from "./story.ts";

type EnrolmentRow = typeof enrolments.$inferInsert;

/** A person in a cohort of the sample. */
export interface Place {
  readonly id: string;
  readonly person: SamplePerson;
  readonly state: EnrolmentState;
  /** What differs from the person's own answers. */
  readonly over?: Partial<EnrolmentRow>;
}

/** When a cohort took applications and decided on them. */
export interface Recruiting {
  readonly cohortId: string;
  readonly from: Date;
  /** Days in which applications came in. */
  readonly days: number;
  readonly decidedAt: Date;
}

/** A person's place in a cohort, accepted unless told otherwise. */
export function placeOf(
  cohortId: string,
  person: SamplePerson,
  state: EnrolmentState = "accepted",
  over?: Partial<EnrolmentRow>,
): Place {
  const id = sampleId("enrolment", `${cohortId} ${person.role} ${person.key}`);
  return { id, person, state, over };
}

/** Writes places with consent and the steps that led to them. */
export async function enrol(
  story: Story,
  recruiting: Recruiting,
  places: readonly Place[],
): Promise<void> {
  const rows = places.map((place) => rowOf(story, recruiting, place));
  await insertAll(story.tx, enrolments, rows);
  await insertAll(
    story.tx,
    consents,
    places.map((place) => ({
      enrolmentId: place.id,
      textVersion: CONSENT_VERSION,
      locale: place.person.locale,
      givenAt: submittedAt(recruiting, place),
    })),
  );
}

function rowOf(story: Story, recruiting: Recruiting, place: Place) {
  const { person, state, over } = place;
  const submitted = submittedAt(recruiting, place);
  const cohortId = recruiting.cohortId;
  const isDecided = state === "accepted" || state === "reserve";
  const subject = ["enrolment", place.id] as const;
  note(story, submitted, "enrolment.submit", subject, {
    cohortId,
    actorId: person.id,
    details: { from: "draft" },
  });
  if (isDecided)
    note(
      story,
      recruiting.decidedAt,
      `enrolment.${state === "accepted" ? "accept" : "reserve"}`,
      subject,
      { cohortId, details: { from: "submitted" } },
    );
  return {
    id: place.id,
    cohortId,
    personId: person.id,
    role: person.role,
    state,
    organisationId: person.organisationId,
    country: person.country,
    sectors: [...person.sectors],
    languages: [...person.languages],
    topics: [...person.topics],
    markets: [...person.markets],
    timeZone: person.timeZone,
    availability: [...person.availability],
    capacity: person.capacity,
    goals: person.goals,
    createdAt: after(submitted, -1),
    submittedAt: submitted,
    decidedAt: isDecided ? recruiting.decidedAt : null,
    decidedBy: isDecided ? story.coordinatorId : null,
    ...over,
  };
}

/** Late applications come in after the decisions. */
function submittedAt(recruiting: Recruiting, { id, state }: Place): Date {
  const from = state === "submitted" ? recruiting.decidedAt : recruiting.from;
  const days = state === "submitted" ? 1 : recruiting.days;
  return after(from, drawn(`day ${id}`, days), 7 + drawn(`hour ${id}`, 10));
}
