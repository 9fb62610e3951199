/** What invented pairs wrote about their sessions: topics, decisions, next step. */
type Words = readonly (readonly [
  topics: string,
  decisions: string,
  nextStep: string,
])[];

const ENGLISH: Words = [
  [
    "Where the cluster stands, and what members expect",
    "Begin with three members who want to move",
    "Send the list of members and their products",
  ],
  [
    "Offer of services and prices",
    "Test one paid service before adding more",
    "Draft one page about the service",
  ],
  [
    "Markets abroad and first contacts",
    "Two countries, not five",
    "Introduce each other to one buyer",
  ],
  [
    "Funding calls that are open this season",
    "Join as a partner, not as coordinator",
    "Read the call and mark what is unclear",
  ],
  [
    "Team, time and who does what",
    "One person answers members’ questions",
    "Write down the tasks of a usual week",
  ],
  [
    "Looking back at the last months",
    "Keep a call every two months after the programme",
    "Share the final notes with the board",
  ],
];

const FRENCH: Words = [
  [
    "État des lieux du pôle et attentes des adhérents",
    "Commencer avec trois entreprises volontaires",
    "Envoyer la liste des adhérents et de leurs produits",
  ],
  [
    "Offre de services et tarifs",
    "Tester un seul service payant d’abord",
    "Rédiger une page de présentation du service",
  ],
  [
    "Marchés visés et premiers contacts",
    "Deux pays plutôt que cinq",
    "Présenter chacun un acheteur à l’autre",
  ],
  [
    "Appels à projets ouverts cette saison",
    "Entrer comme partenaire et non comme chef de file",
    "Lire l’appel et noter les questions",
  ],
  [
    "Équipe, temps disponible et répartition des tâches",
    "Une seule personne répond aux adhérents",
    "Noter les tâches d’une semaine ordinaire",
  ],
  [
    "Bilan des derniers mois",
    "Garder un appel tous les deux mois après le programme",
    "Partager les notes finales avec le bureau",
  ],
];

const ARABIC: Words = [
  [
    "وضع التجمّع وما ينتظره الأعضاء",
    "البدء مع ثلاث شركات راغبة",
    "إرسال قائمة الأعضاء ومنتجاتهم",
  ],
  [
    "الخدمات وأسعارها",
    "تجربة خدمة مدفوعة واحدة أولًا",
    "كتابة صفحة واحدة للتعريف بالخدمة",
  ],
  [
    "الأسواق الخارجية والاتصالات الأولى",
    "التركيز على بلدين فقط",
    "تعريف كل طرف بمشترٍ واحد",
  ],
  [
    "فرص التمويل المفتوحة هذا الموسم",
    "المشاركة بصفة شريك لا بصفة منسّق",
    "قراءة الدعوة وتحديد النقاط الغامضة",
  ],
  [
    "الفريق والوقت وتوزيع المهام",
    "شخص واحد يجيب عن أسئلة الأعضاء",
    "تدوين مهام أسبوع عادي",
  ],
  [
    "مراجعة الأشهر الماضية",
    "مكالمة كل شهرين بعد انتهاء البرنامج",
    "إرسال الملاحظات الختامية إلى مجلس الإدارة",
  ],
];

/** The words for the n-th session of a pair, in the language of whoever logged it; the last ones look back. */
export function sessionWords(locale: string, n: number, isLast: boolean) {
  const words = locale === "ar" ? ARABIC : locale === "fr" ? FRENCH : ENGLISH;
  const at = isLast ? words.length - 1 : n % (words.length - 1);
  const [topics, decisions, nextStep] = words[at] ?? ["", "", ""];
  return { topics, decisions, nextStep };
}
