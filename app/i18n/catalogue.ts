import arAccounts from "./ar/accounts.json";
import arAdmin from "./ar/admin.json";
import arApplications from "./ar/applications.json";
import arCli from "./ar/cli.json";
import arCriteria from "./ar/criteria.json";
import arEnrolments from "./ar/enrolments.json";
import arErrors from "./ar/errors.json";
import arEvents from "./ar/events.json";
import arExchange from "./ar/exchange.json";
import arFirstMeetings from "./ar/first-meetings.json";
import arFlash from "./ar/flash.json";
import arForms from "./ar/forms.json";
import arHome from "./ar/home.json";
import arImports from "./ar/imports.json";
import arMail from "./ar/mail.json";
import arMatching from "./ar/matching.json";
import arOrganisations from "./ar/organisations.json";
import arPairings from "./ar/pairings.json";
import arPeople from "./ar/people.json";
import arPrivacy from "./ar/privacy.json";
import arProgrammes from "./ar/programmes.json";
import arProposals from "./ar/proposals.json";
import arQuestions from "./ar/questions.json";
import arReasons from "./ar/reasons.json";
import arReports from "./ar/reports.json";
import arReview from "./ar/review.json";
import arRoster from "./ar/roster.json";
import arRuns from "./ar/runs.json";
import arSessions from "./ar/sessions.json";
import arSetup from "./ar/setup.json";
import arShell from "./ar/shell.json";
import arTerms from "./ar/terms.json";
import arWhatif from "./ar/whatif.json";
import arWishes from "./ar/wishes.json";
import enAccounts from "./en/accounts.json";
import enAdmin from "./en/admin.json";
import enApplications from "./en/applications.json";
import enCli from "./en/cli.json";
import enCriteria from "./en/criteria.json";
import enEnrolments from "./en/enrolments.json";
import enErrors from "./en/errors.json";
import enEvents from "./en/events.json";
import enExchange from "./en/exchange.json";
import enFirstMeetings from "./en/first-meetings.json";
import enFlash from "./en/flash.json";
import enForms from "./en/forms.json";
import enHome from "./en/home.json";
import enImports from "./en/imports.json";
import enMail from "./en/mail.json";
import enMatching from "./en/matching.json";
import enOrganisations from "./en/organisations.json";
import enPairings from "./en/pairings.json";
import enPeople from "./en/people.json";
import enPrivacy from "./en/privacy.json";
import enProgrammes from "./en/programmes.json";
import enProposals from "./en/proposals.json";
import enQuestions from "./en/questions.json";
import enReasons from "./en/reasons.json";
import enReports from "./en/reports.json";
import enReview from "./en/review.json";
import enRoster from "./en/roster.json";
import enRuns from "./en/runs.json";
import enSessions from "./en/sessions.json";
import enSetup from "./en/setup.json";
import enShell from "./en/shell.json";
import enTerms from "./en/terms.json";
import enWhatif from "./en/whatif.json";
import enWishes from "./en/wishes.json";
import frAccounts from "./fr/accounts.json";
import frAdmin from "./fr/admin.json";
import frApplications from "./fr/applications.json";
import frCli from "./fr/cli.json";
import frCriteria from "./fr/criteria.json";
import frEnrolments from "./fr/enrolments.json";
import frErrors from "./fr/errors.json";
import frEvents from "./fr/events.json";
import frExchange from "./fr/exchange.json";
import frFirstMeetings from "./fr/first-meetings.json";
import frFlash from "./fr/flash.json";
import frForms from "./fr/forms.json";
import frHome from "./fr/home.json";
import frImports from "./fr/imports.json";
import frMail from "./fr/mail.json";
import frMatching from "./fr/matching.json";
import frOrganisations from "./fr/organisations.json";
import frPairings from "./fr/pairings.json";
import frPeople from "./fr/people.json";
import frPrivacy from "./fr/privacy.json";
import frProgrammes from "./fr/programmes.json";
import frProposals from "./fr/proposals.json";
import frQuestions from "./fr/questions.json";
import frReasons from "./fr/reasons.json";
import frReports from "./fr/reports.json";
import frReview from "./fr/review.json";
import frRoster from "./fr/roster.json";
import frRuns from "./fr/runs.json";
import frSessions from "./fr/sessions.json";
import frSetup from "./fr/setup.json";
import frShell from "./fr/shell.json";
import frTerms from "./fr/terms.json";
import frWhatif from "./fr/whatif.json";
import frWishes from "./fr/wishes.json";
import type { Locale } from "./locales.ts";

/** All text of the product, one file a language and subject. English is the source: its keys are the type. */
const en = {
  accounts: enAccounts,
  admin: enAdmin,
  applications: enApplications,
  cli: enCli,
  criteria: enCriteria,
  enrolments: enEnrolments,
  errors: enErrors,
  events: enEvents,
  exchange: enExchange,
  "first-meetings": enFirstMeetings,
  flash: enFlash,
  forms: enForms,
  home: enHome,
  imports: enImports,
  mail: enMail,
  matching: enMatching,
  organisations: enOrganisations,
  pairings: enPairings,
  people: enPeople,
  privacy: enPrivacy,
  programmes: enProgrammes,
  proposals: enProposals,
  questions: enQuestions,
  reasons: enReasons,
  reports: enReports,
  review: enReview,
  roster: enRoster,
  runs: enRuns,
  sessions: enSessions,
  setup: enSetup,
  shell: enShell,
  terms: enTerms,
  whatif: enWhatif,
  wishes: enWishes,
};

export type Messages = typeof en;

const CATALOGUES: Readonly<Record<Locale, Messages>> = {
  en,
  fr: {
    accounts: frAccounts,
    admin: frAdmin,
    applications: frApplications,
    cli: frCli,
    criteria: frCriteria,
    enrolments: frEnrolments,
    errors: frErrors,
    events: frEvents,
    exchange: frExchange,
    "first-meetings": frFirstMeetings,
    flash: frFlash,
    forms: frForms,
    home: frHome,
    imports: frImports,
    mail: frMail,
    matching: frMatching,
    organisations: frOrganisations,
    pairings: frPairings,
    people: frPeople,
    privacy: frPrivacy,
    programmes: frProgrammes,
    proposals: frProposals,
    questions: frQuestions,
    reasons: frReasons,
    reports: frReports,
    review: frReview,
    roster: frRoster,
    runs: frRuns,
    sessions: frSessions,
    setup: frSetup,
    shell: frShell,
    terms: frTerms,
    whatif: frWhatif,
    wishes: frWishes,
  },
  ar: {
    accounts: arAccounts,
    admin: arAdmin,
    applications: arApplications,
    cli: arCli,
    criteria: arCriteria,
    enrolments: arEnrolments,
    errors: arErrors,
    events: arEvents,
    exchange: arExchange,
    "first-meetings": arFirstMeetings,
    flash: arFlash,
    forms: arForms,
    home: arHome,
    imports: arImports,
    mail: arMail,
    matching: arMatching,
    organisations: arOrganisations,
    pairings: arPairings,
    people: arPeople,
    privacy: arPrivacy,
    programmes: arProgrammes,
    proposals: arProposals,
    questions: arQuestions,
    reasons: arReasons,
    reports: arReports,
    review: arReview,
    roster: arRoster,
    runs: arRuns,
    sessions: arSessions,
    setup: arSetup,
    shell: arShell,
    terms: arTerms,
    whatif: arWhatif,
    wishes: arWishes,
  },
};

export function catalogue(locale: Locale): Messages {
  return CATALOGUES[locale];
}
