import { writeCohort } from "./cohorts.ts";
import { enrol, placeOf, type Place } from "./enrolments.ts";
import type { Cast } from "./people.ts";
import type { SamplePerson } from "./person.ts";
import { WAYS_IN_COMMON, writeQuestions } from "./questions.ts";
import { after, isoDay, type Story } from "./story.ts";

/** Two mentees of the first edition come back as mentors: from Palestine, as in the edition that took place. */
const RETURNING = ["khaled.amro", "ruba.nasser"];

/** Who is not simply accepted: late applications wait for the coordinator, and one person has named no language yet. */
const LATE = ["teresa.lobato", "nesma.refaat", "yasmine.kallel"];
const ON_RESERVE = "othmane.skalli";
const INCOMPLETE = "tala.bseiso";
const PAUSED = "baptiste.ferrand";

const RESERVE_MESSAGE =
  "شكرًا على طلبكم. جميع الأماكن مشغولة حاليًا، وقد وُضع طلبكم في القائمة الاحتياطية، وسنكتب إليكم فور توفّر مكان.";

/** An edition in the present that can be matched in front of a visitor: nothing has been proposed yet. */
export async function writeSecondEdition(
  story: Story,
  { first, second }: Cast,
): Promise<void> {
  const { now } = story;
  const cohort = await writeCohort(
    story,
    {
      name: "Second edition",
      startsOn: isoDay(after(now, 10)),
      endsOn: isoDay(after(now, 290)),
      pairsTarget: 15,
    },
    [
      ["draft", after(now, -75)],
      ["recruiting", after(now, -60)],
      ["matching", after(now, -5)],
    ],
    { questions: [WAYS_IN_COMMON] },
  );
  const returning = first
    .filter(({ key }) => RETURNING.includes(key))
    .map(asMentor);
  const places = [...second, ...returning].map((person) =>
    secondPlace(story, cohort.id, person),
  );
  const recruiting = {
    cohortId: cohort.id,
    from: after(now, -45),
    days: 36,
    decidedAt: after(now, -6),
  };
  await enrol(story, recruiting, places);
  await writeQuestions(story, cohort.id, after(now, -60), places);
}

/** What they needed then is what they can offer now. */
function asMentor(person: SamplePerson): SamplePerson {
  return {
    ...person,
    role: "mentor",
    topics: person.topics.map((topic) => ({ ...topic, priority: null })),
    markets: ["JO", "EG", "TN"],
    goals:
      person.locale === "ar"
        ? "ردّ الجميل: مساعدة تجمّع آخر كما ساعدني مرشدي في الدفعة الأولى."
        : "To pass on what my mentor of the first edition gave me.",
  };
}

function secondPlace(
  { now }: Story,
  cohortId: string,
  person: SamplePerson,
): Place {
  if (LATE.includes(person.key)) return placeOf(cohortId, person, "submitted");
  if (person.key === ON_RESERVE)
    return placeOf(cohortId, person, "reserve", {
      decisionMessage: RESERVE_MESSAGE,
    });
  if (person.key === INCOMPLETE)
    return placeOf(cohortId, person, "accepted", { languages: [] });
  if (person.key === PAUSED)
    return placeOf(cohortId, person, "accepted", {
      pausedUntil: isoDay(after(now, 60)),
    });
  return placeOf(cohortId, person);
}
