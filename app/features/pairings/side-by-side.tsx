import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, Day } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { wordsIn } from "~/domain/question/question.ts";
import {
  LanguageList,
  TopicList,
  WeekList,
} from "~/features/enrolments/answers.tsx";
import { AnswerText } from "~/features/enrolments/question-fields.tsx";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import type { ownAnswers } from "./own-answers.server.ts";
import type { PairProfile } from "./profile.server.ts";
import { sharedFacts, type SharedFact } from "./shared-facts.ts";

type Profile = SerializeFrom<PairProfile>;
type OwnAnswer = SerializeFrom<Awaited<ReturnType<typeof ownAnswers>>>[number];

interface Line {
  readonly fact: SharedFact | "goals" | "motivation";
  readonly show: (profile: Profile) => ReactNode;
}

const LINES: readonly Line[] = [
  {
    fact: "organisation",
    show: (profile) =>
      profile.organisationId && (
        <Link
          to={`/organisations/${profile.organisationId}`}
          className="inline-block py-1"
        >
          <bdi>{profile.organisation}</bdi>
        </Link>
      ),
  },
  { fact: "country", show: ({ country }) => <CountryName code={country} /> },
  { fact: "sectors", show: ({ sectors }) => <SectorNames sectors={sectors} /> },
  { fact: "topics", show: ({ topics }) => <TopicList topics={topics} /> },
  {
    fact: "languages",
    show: ({ languages }) => <LanguageList languages={languages} />,
  },
  { fact: "markets", show: ({ markets }) => <Countries codes={markets} /> },
  { fact: "time", show: (profile) => <Hours profile={profile} /> },
  { fact: "goals", show: ({ goals }) => <Words text={goals} /> },
  { fact: "motivation", show: ({ motivation }) => <Words text={motivation} /> },
];

/** Both sides of a pair on the same lines, with what they have in common; one under the other on a phone. */
export function SideBySide({
  mentor,
  mentee,
  answers,
}: {
  mentor: Profile;
  mentee: Profile;
  /** To the cohort's own questions. */
  answers: readonly OwnAnswer[];
}) {
  const t = useTranslations("pairings.pair");
  const { locale } = useViewer();
  const shared: ReadonlySet<string> = sharedFacts(mentor, mentee);
  return (
    <div>
      <div className="hidden gap-4 border-b border-line pb-3 sm:grid sm:grid-cols-[9rem_1fr_1fr]">
        <span />
        <Name profile={mentee} />
        <Name profile={mentor} />
      </div>
      {LINES.map(({ fact, show }) => (
        <SharedLine
          key={fact}
          head={t(`facts.${fact}`)}
          isShared={shared.has(fact)}
          sides={[mentee, mentor]}
          show={show}
        />
      ))}
      {answers.map(({ question, isShared, ...own }) => (
        <SharedLine
          key={question.id}
          head={<bdi>{wordsIn(question.label, locale)}</bdi>}
          isShared={isShared}
          sides={[mentee, mentor]}
          show={({ role }) =>
            own[role] === null ? (
              <Nothing />
            ) : (
              <AnswerText question={question} answer={own[role]} />
            )
          }
        />
      ))}
    </div>
  );
}

function SharedLine(props: {
  head: ReactNode;
  isShared: boolean;
  sides: readonly Profile[];
  show: (profile: Profile) => ReactNode;
}) {
  const t = useTranslations("pairings.pair");
  const { head, isShared, sides, show } = props;
  return (
    <section className="grid gap-x-4 gap-y-2 border-b border-line py-3 last:border-b-0 sm:grid-cols-[9rem_1fr_1fr]">
      <div className="flex flex-wrap items-center gap-2 self-start">
        <h3 className="text-base font-semibold">{head}</h3>
        {isShared && (
          <Badge tone="good">
            <Check aria-hidden="true" className="inline size-4" /> {t("shared")}
          </Badge>
        )}
      </div>
      {sides.map((profile) => (
        <div key={profile.enrolmentId} className="min-w-0">
          <p className="text-sm text-muted sm:sr-only">
            {t(profile.role)} · <bdi>{profile.name}</bdi>
          </p>
          {show(profile)}
        </div>
      ))}
    </section>
  );
}

function Name({ profile }: { profile: Profile }) {
  const t = useTranslations("pairings.pair");
  return (
    <div>
      <p className="text-sm text-muted">{t(profile.role)}</p>
      <p className="text-lg font-semibold">
        <Link
          to={`/enrolments/${profile.enrolmentId}`}
          className="inline-block py-1"
        >
          <bdi>{profile.name}</bdi>
        </Link>
      </p>
      {profile.state !== "accepted" && (
        <Badge tone="warning">{t("not_in")}</Badge>
      )}
      {profile.role === "mentor" && profile.pausedUntil && (
        <p className="text-sm text-clay">
          {t.rich("paused", {
            date: () => <Day on={profile.pausedUntil ?? ""} />,
          })}
        </p>
      )}
    </div>
  );
}

function Countries({ codes }: { codes: readonly string[] }) {
  if (codes.length === 0) return <Nothing />;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {codes.map((code) => (
        <li key={code} className="rounded-md bg-sunken px-2 py-0.5 text-sm">
          <CountryName code={code} />
        </li>
      ))}
    </ul>
  );
}

function Hours({ profile }: { profile: Profile }) {
  return (
    <>
      <WeekList ranges={profile.availability} />
      {profile.timeZone && (
        <p className="text-sm text-muted">
          <bdi>{profile.timeZone.replaceAll("_", " ")}</bdi>
        </p>
      )}
    </>
  );
}

function Words({ text }: { text: string | null }) {
  if (!text) return <Nothing />;
  return (
    <p dir="auto" className="whitespace-pre-line">
      {text}
    </p>
  );
}

function Nothing() {
  const t = useTranslations("shell");
  return <span className="text-muted">{t("not_said")}</span>;
}
