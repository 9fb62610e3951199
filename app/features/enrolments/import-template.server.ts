import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { isLocale, type Locale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { csvFile } from "~/lib/csv-file.server.ts";
import { NotFoundError } from "~/lib/errors.ts";
import { importColumns } from "./import-columns.ts";

type Example = Readonly<Record<string, string>>;

/**
 * A file to start from, as a URL names it: `mentors-fr.csv`.
 *
 * @throws {NotFoundError} if there is no such template
 */
export function importTemplate(file: string | undefined): Response {
  const [, kind, language] =
    /^(mentors|mentees)-([a-z]{2})\.csv$/.exec(file ?? "") ?? [];
  if (!kind || !isLocale(language)) throw new NotFoundError();
  const role = kind === "mentors" ? "mentor" : "mentee";
  const t = translator(language, "imports");
  const header = importColumns(role).map(({ name }) => name);
  const rows = EXAMPLES[role][language].map((example) =>
    header.map((column) => example[column] ?? ""),
  );
  const fileName = t(
    role === "mentor" ? "templates.file_mentors" : "templates.file_mentees",
  );
  return csvFile(fileName, header, rows);
}

const mentors = (
  first: Example,
  second: Example,
): readonly [Example, Example] => [
  {
    id: "M1",
    email: "mentor.one@cluster.example",
    sectors: "energy-renewables; 35.11",
    markets: "MA; TN",
    time_zone: "Europe/Paris",
    availability: "Mon 09:00-12:00; Thu 14:00-18:00",
    offers: "financing/EU funding; international/export",
    capacity: "2",
    ...first,
  },
  {
    id: "M2",
    email: "",
    sectors: "agri-food",
    markets: "",
    time_zone: "",
    availability: "Wed 10:00-13:00",
    offers: "members/member services",
    capacity: "",
    ...second,
  },
];

const mentees = (
  first: Example,
  second: Example,
): readonly [Example, Example] => [
  {
    id: "E1",
    email: "mentee.one@cluster.example",
    sectors: "energy-renewables; 27",
    markets: "FR; ES",
    time_zone: "Africa/Casablanca",
    availability: "Tue 09:00-12:00; Thu 15:00-18:00",
    needs: "financing/EU funding:1; organisation/governance:2",
    mentors_wanted: "1",
    ...first,
  },
  {
    id: "E2",
    email: "",
    sectors: "tourism",
    markets: "IT",
    time_zone: "",
    availability: "Sun 09:00-12:00",
    needs: "international/market entry:1",
    mentors_wanted: "",
    ...second,
  },
];

const EXAMPLES: Readonly<
  Record<EnrolmentRole, Readonly<Record<Locale, readonly Example[]>>>
> = {
  mentor: {
    en: mentors(
      {
        name: "Example: Claire Martin",
        organisation: "Example cluster A",
        country: "France",
        languages: "fr:native; en:C1",
      },
      {
        name: "Example: Marco Rossi",
        organisation: "Example cluster B",
        country: "Italy",
        languages: "it:native; fr:B2",
      },
    ),
    fr: mentors(
      {
        name: "Exemple : Claire Martin",
        organisation: "Pôle exemple A",
        country: "France",
        languages: "fr:native; en:C1",
      },
      {
        name: "Exemple : Marco Rossi",
        organisation: "Pôle exemple B",
        country: "Italie",
        languages: "it:native; fr:B2",
      },
    ),
    ar: mentors(
      {
        name: "مثال: كلير مارتان",
        organisation: "تجمّع المثال أ",
        country: "فرنسا",
        languages: "fr:native; en:C1",
      },
      {
        name: "مثال: ماركو روسي",
        organisation: "تجمّع المثال ب",
        country: "إيطاليا",
        languages: "it:native; fr:B2",
      },
    ),
  },
  mentee: {
    en: mentees(
      {
        name: "Example: Samira Haddad",
        organisation: "Example cluster C",
        country: "Morocco",
        languages: "fr:C1; ar:native",
      },
      {
        name: "Example: Omar Khoury",
        organisation: "Example cluster D",
        country: "Palestine",
        languages: "ar:native; en:B2",
      },
    ),
    fr: mentees(
      {
        name: "Exemple : Samira Haddad",
        organisation: "Pôle exemple C",
        country: "Maroc",
        languages: "fr:C1; ar:native",
      },
      {
        name: "Exemple : Omar Khoury",
        organisation: "Pôle exemple D",
        country: "Palestine",
        languages: "ar:native; en:B2",
      },
    ),
    ar: mentees(
      {
        name: "مثال: سميرة حداد",
        organisation: "تجمّع المثال ج",
        country: "المغرب",
        languages: "ar:native; fr:C1",
      },
      {
        name: "مثال: عمر خوري",
        organisation: "تجمّع المثال د",
        country: "فلسطين",
        languages: "ar:native; en:B2",
      },
    ),
  },
};
