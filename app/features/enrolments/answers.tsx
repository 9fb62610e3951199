import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { Hidden } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import type { ApplicationTask } from "~/domain/enrolment/application.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { topicLabel } from "~/domain/enrolment/topics.ts";
import { clockTime } from "~/domain/enrolment/week.ts";
import { countryName } from "~/domain/reference/countries.ts";
import type { Need, WeeklyRange } from "~/domain/scoring/types.ts";
import {
  CountryName,
  SectorNames,
} from "~/features/organisations/sector-names.tsx";
import { languageName } from "~/i18n/reason-text.ts";
import type { Answers } from "./queries.server.ts";

interface AnswersProps {
  answers: Answers;
  /** Where a page of the answers is changed; null for a page that cannot be. */
  changeAt: (task: ApplicationTask) => string | null;
  /** Pages that still miss something. */
  open?: readonly ApplicationTask[];
}

/** All answers of an application, page by page, each with the way to change it. */
export function AnswerCards({ answers, changeAt, open = [] }: AnswersProps) {
  const t = useTranslations("applications");
  return (
    <>
      {SECTIONS.map(({ task, items: Items }) => (
        <Card
          key={task}
          title={titleOf(t, task, answers.role)}
          actions={
            <Change
              title={titleOf(t, task, answers.role)}
              to={changeAt(task)}
            />
          }
        >
          {open.includes(task) && (
            <p className="mb-3 font-semibold text-clay">{t("check.missing")}</p>
          )}
          <Items answers={answers} />
        </Card>
      ))}
    </>
  );
}

type Section = Exclude<ApplicationTask, "consent">;

/** Headings that fit both the person and whoever reads about them. */
export function titleOf(
  t: ReturnType<typeof useTranslations<"applications">>,
  task: Section,
  role: EnrolmentRole,
): string {
  return task === "topics"
    ? t(`sections.topics.${role}`)
    : t(`sections.${task}`);
}

function Change({ title, to }: { title: string; to: string | null }) {
  const t = useTranslations("applications");
  if (to === null) return null;
  return (
    <Link to={to} className="inline-block py-1 print:hidden">
      {t("check.change")} <Hidden>{title}</Hidden>
    </Link>
  );
}

const SECTIONS: readonly {
  task: Section;
  items: (props: { answers: Answers }) => JSX.Element;
}[] = [
  { task: "about", items: AboutItems },
  { task: "organisation", items: OrganisationItems },
  {
    task: "sectors",
    items: ({ answers }) =>
      answers.sectors.length === 0 ? (
        <Nothing />
      ) : (
        <SectorNames sectors={answers.sectors} />
      ),
  },
  {
    task: "topics",
    items: ({ answers }) => <TopicList topics={answers.topics} />,
  },
  {
    task: "languages",
    items: ({ answers }) => <LanguageList languages={answers.languages} />,
  },
  { task: "availability", items: AvailabilityItems },
  { task: "goals", items: GoalItems },
];

function Nothing() {
  const t = useTranslations("shell");
  return <span className="text-muted">{t("not_said")}</span>;
}

function said(value: string | null | undefined): ReactNode {
  return value ? <bdi>{value}</bdi> : <Nothing />;
}

function AboutItems({ answers }: { answers: Answers }) {
  const t = useTranslations("applications.about");
  const facts = useTranslations("applications.facts");
  const items = [
    { term: t("full_name"), value: said(answers.fullName) },
    { term: facts("call_name"), value: said(answers.callName) },
    {
      term: facts("country"),
      value: answers.country ? (
        <CountryName code={answers.country} />
      ) : (
        <Nothing />
      ),
    },
    {
      term: t("email"),
      value: said(answers.email),
    },
    {
      term: t("phone"),
      value: answers.phone ? <bdi dir="ltr">{answers.phone}</bdi> : <Nothing />,
    },
  ];
  return <Facts items={items} />;
}

function OrganisationItems({ answers }: { answers: Answers }) {
  const t = useTranslations("applications.organisation");
  const facts = useTranslations("applications.facts");
  const terms = useTranslations("terms.organisation_kind");
  const { organisation } = answers;
  if (!organisation) return <Nothing />;
  return (
    <Facts
      items={[
        { term: facts("organisation"), value: said(organisation.name) },
        { term: t("kind"), value: terms(organisation.kind) },
        {
          term: t("country"),
          value: <CountryName code={organisation.country} />,
        },
        { term: facts("job_title"), value: said(answers.title) },
      ]}
    />
  );
}

/** Topics in the reader's language, needs by how much they matter. */
export function TopicList({ topics }: { topics: readonly Need[] }) {
  const t = useTranslations("applications.topics");
  const { locale } = useViewer();
  if (topics.length === 0) return <Nothing />;
  const sorted = [...topics].sort(
    (a, b) => (a.priority ?? 2) - (b.priority ?? 2),
  );
  return (
    <ul className="grid gap-1">
      {sorted.map((topic) => (
        <li key={`${topic.group}/${topic.topic}`}>
          <bdi>{topicLabel(topic, locale)}</bdi>
          {topic.priority !== null && (
            <span className="text-muted">
              {" · "}
              {t(`priority_${topic.priority}`)}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export function LanguageList({
  languages,
}: {
  languages: Answers["languages"];
}) {
  const terms = useTranslations("terms.level");
  const { locale } = useViewer();
  if (languages.length === 0) return <Nothing />;
  return (
    <ul className="grid gap-1">
      {languages.map(({ code, level }) => (
        <li key={code}>
          <bdi>{languageName(code, locale)}</bdi>
          <span className="text-muted">
            {" · "}
            {terms(level)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function AvailabilityItems({ answers }: { answers: Answers }) {
  const t = useTranslations("applications.availability");
  const facts = useTranslations("applications.facts");
  const items = [
    {
      term: t("time_zone"),
      value: said(answers.timeZone?.replaceAll("_", " ")),
    },
    { term: facts("week"), value: <WeekList ranges={answers.availability} /> },
  ];
  if (answers.role === "mentor")
    items.push({ term: facts("capacity"), value: answers.capacity });
  else if (answers.cohort.mentorsPerMentee > 1)
    items.push({
      term: facts("mentors_wanted"),
      value: t("wanted", { count: answers.mentorsWanted }),
    });
  return <Facts items={items} />;
}

/** Weekly ranges by day. */
export function WeekList({ ranges }: { ranges: readonly WeeklyRange[] }) {
  const terms = useTranslations("terms.weekday");
  if (ranges.length === 0) return <Nothing />;
  const days = [...new Set(ranges.map(({ day }) => day))].sort((a, b) => a - b);
  return (
    <ul className="grid gap-1">
      {days.map((day) => (
        <li key={day} className="flex flex-wrap gap-x-3">
          <span>{terms(`${day}`)}</span>
          {ranges
            .filter((range) => range.day === day)
            .map(({ startMinute, endMinute }) => (
              <bdi key={startMinute} dir="ltr">
                {clockTime(startMinute)}–{clockTime(endMinute)}
              </bdi>
            ))}
        </li>
      ))}
    </ul>
  );
}

function GoalItems({ answers }: { answers: Answers }) {
  const t = useTranslations("applications.facts");
  const { locale } = useViewer();
  const text = (value: string | null) =>
    value ? (
      <p dir="auto" className="whitespace-pre-line">
        {value}
      </p>
    ) : (
      <Nothing />
    );
  return (
    <Facts
      items={[
        { term: t(`goals.${answers.role}`), value: text(answers.goals) },
        { term: t("motivation"), value: text(answers.motivation) },
        {
          term: t(`markets.${answers.role}`),
          value:
            answers.markets.length === 0 ? (
              <Nothing />
            ) : (
              <ul className="flex flex-wrap gap-1.5">
                {answers.markets.map((code) => (
                  <li
                    key={code}
                    className="rounded-md bg-sunken px-2 py-0.5 text-sm"
                  >
                    <bdi>{countryName(code, locale)}</bdi>
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}
