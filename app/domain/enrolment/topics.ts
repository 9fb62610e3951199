import type { Names, ReferenceLanguage } from "../reference/language";
import type { Topic } from "../scoring/types";
import { fold } from "../text";

/** A topic that the application suggests. `group` and `topic` are what is stored and compared; the names are what is shown. */
export interface SuggestedTopic {
  readonly group: string;
  readonly topic: string;
  /** Stands for the topic in names of form fields. */
  readonly id: string;
  readonly name: Names;
}

export interface TopicGroup {
  readonly group: string;
  readonly name: Names;
  readonly topics: readonly SuggestedTopic[];
}

type Line = readonly [topic: string, fr: string, ar: string];

/** The stored words are stable: a change would part the people of before from those of after. */
export const TOPIC_GROUPS: readonly TopicGroup[] = [
  group("organisation", "Organisation", "Organisation", "المؤسسة", [
    ["governance", "Gouvernance", "الحوكمة"],
    ["strategy", "Stratégie", "الاستراتيجية"],
    ["team and skills", "Équipe et compétences", "الفريق والمهارات"],
    [
      "quality and labels",
      "Qualité et labellisation",
      "الجودة وعلامات الاعتماد",
    ],
  ]),
  group("financing", "Financing", "Financement", "التمويل", [
    ["public funding", "Financements publics", "التمويل العمومي"],
    ["EU funding", "Financements européens", "التمويل الأوروبي"],
    ["private investment", "Investissement privé", "الاستثمار الخاص"],
    ["business model", "Modèle économique", "النموذج الاقتصادي"],
  ]),
  group("members", "Members", "Adhérents", "الأعضاء", [
    ["member services", "Services aux adhérents", "الخدمات المقدَّمة للأعضاء"],
    ["recruiting members", "Recrutement d’adhérents", "استقطاب الأعضاء"],
    ["communication", "Communication", "التواصل والتعريف"],
    ["events and networking", "Événements et réseautage", "الفعاليات والتشبيك"],
  ]),
  group("international", "International", "International", "العمل الدولي", [
    ["internationalisation", "Internationalisation", "التدويل"],
    ["export", "Export", "التصدير"],
    ["market entry", "Accès à un nouveau marché", "دخول سوق جديدة"],
    [
      "partners abroad",
      "Partenaires à l’étranger",
      "إيجاد شركاء في بلدان أخرى",
    ],
  ]),
  group("innovation", "Innovation", "Innovation", "الابتكار", [
    ["innovation projects", "Projets d’innovation", "مشاريع الابتكار"],
    ["technology transfer", "Transfert de technologie", "نقل التكنولوجيا"],
    ["digitalisation", "Transformation numérique", "التحول الرقمي"],
    ["intellectual property", "Propriété intellectuelle", "الملكية الفكرية"],
    [
      "start-up support",
      "Accompagnement de start-up",
      "مرافقة الشركات الناشئة",
    ],
  ]),
  group("transition", "Transition", "Transition", "التحول المستدام", [
    ["energy and climate", "Énergie et climat", "الطاقة والمناخ"],
    ["circular economy", "Économie circulaire", "الاقتصاد الدائري"],
    [
      "social responsibility",
      "Responsabilité sociétale",
      "المسؤولية المجتمعية",
    ],
  ]),
];

export const SUGGESTED_TOPICS: readonly SuggestedTopic[] = TOPIC_GROUPS.flatMap(
  ({ topics }) => topics,
);

const byTopic: ReadonlyMap<string, SuggestedTopic> = new Map(
  SUGGESTED_TOPICS.map((entry) => [fold(entry.topic), entry]),
);
const byGroup: ReadonlyMap<string, TopicGroup> = new Map(
  TOPIC_GROUPS.map((entry) => [fold(entry.group), entry]),
);

/** The suggested topic that a stored one is, or undefined for a person's own words. */
export function suggestedTopic(topic: Topic): SuggestedTopic | undefined {
  const entry = byTopic.get(fold(topic.topic));
  return topic.group !== null && entry?.group === fold(topic.group)
    ? entry
    : undefined;
}

/** The words for a stored topic or group in a language; a person's own words are shown as they were written. */
export function topicName(stored: string, language: ReferenceLanguage): string {
  const key = fold(stored);
  return (
    byTopic.get(key)?.name[language] ??
    byGroup.get(key)?.name[language] ??
    stored
  );
}

/** A topic as it is shown: a suggested one by its name, own words with the group they were given. */
export function topicLabel(topic: Topic, language: ReferenceLanguage): string {
  const entry = suggestedTopic(topic);
  if (entry) return entry.name[language];
  return topic.group === null ? topic.topic : `${topic.group}/${topic.topic}`;
}

function group(
  key: string,
  en: string,
  fr: string,
  ar: string,
  lines: readonly Line[],
): TopicGroup {
  return {
    group: key,
    name: { en, fr, ar },
    topics: lines.map(([topic, inFrench, inArabic]) => ({
      group: key,
      topic,
      id: topic.toLowerCase().replaceAll(" ", "-"),
      name: {
        en: topic.charAt(0).toUpperCase() + topic.slice(1),
        fr: inFrench,
        ar: inArabic,
      },
    })),
  };
}
