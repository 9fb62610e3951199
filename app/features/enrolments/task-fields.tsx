import { useTranslations } from "use-intl";
import { SelectField, TextArea, TextField } from "~/components/fields.tsx";
import { useViewer } from "~/components/viewer.ts";
import type { ApplicationTask } from "~/domain/enrolment/application.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import { ORGANISATION_KINDS } from "~/domain/organisation/kinds.ts";
import { countryOptions } from "~/domain/reference/countries.ts";
import {
  ecosystemOptions,
  sectorName,
  sectorOptions,
} from "~/domain/reference/sectors.ts";
import { SectorsField } from "~/features/organisations/sectors-field.tsx";
import { CountryChoices } from "./country-choices.tsx";
import { LanguageFields } from "./language-fields.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";
import { TopicsFields } from "./topics-fields.tsx";
import { WeekField } from "./week-field.tsx";

/** What the fields of a page need to know besides their values. */
export interface TaskContext {
  readonly task: ApplicationTask;
  readonly role: EnrolmentRole;
  readonly hasAccount: boolean;
  readonly onBehalf: boolean;
  readonly mentorsPerMentee: number;
  readonly organisations: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The fields of one page of the application. */
export function TaskFields({ page }: { page: TaskContext }) {
  const Fields = FIELDS[page.task];
  return Fields ? <Fields page={page} /> : null;
}

const FIELDS: Readonly<
  Partial<
    Record<ApplicationTask, (props: { page: TaskContext }) => JSX.Element>
  >
> = {
  about: AboutFields,
  organisation: OrganisationFields,
  sectors: SectorFields,
  topics: ({ page }) => (
    <TopicsFields role={page.role} ownRows={rowsOf(page.values.own)} />
  ),
  languages: ({ page }) => (
    <LanguageFields rows={rowsOf(page.values.languages)} />
  ),
  availability: AvailabilityFields,
  goals: GoalFields,
};

function rowsOf(rows: unknown): number {
  return Array.isArray(rows) ? rows.length : 0;
}

function AboutFields({ page }: { page: TaskContext }) {
  const t = useTranslations("applications.about");
  const { locale } = useViewer();
  return (
    <>
      <TextField
        name="fullName"
        label={t("full_name")}
        hint={page.onBehalf && page.hasAccount ? t("name_fixed") : undefined}
        autoComplete={page.onBehalf ? "off" : "name"}
        maxLength={120}
      />
      <TextField
        name="callName"
        label={t("call_name")}
        hint={t("call_name_hint")}
        autoComplete={page.onBehalf ? "off" : "nickname"}
        maxLength={60}
        optional
      />
      <SelectField
        name="country"
        label={t("country")}
        options={countryOptions(locale)}
      />
      <TextField
        name="phone"
        type="tel"
        label={t("phone")}
        hint={t("phone_hint")}
        autoComplete={page.onBehalf ? "off" : "tel"}
        maxLength={40}
        optional
      />
      <TimeZoneField
        current={page.values.timeZone}
        hint={t("time_zone_hint")}
      />
    </>
  );
}

function OrganisationFields({ page }: { page: TaskContext }) {
  const t = useTranslations("applications.organisation");
  const terms = useTranslations("terms");
  const { locale } = useViewer();
  return (
    <>
      <TextField
        name="name"
        label={t("name")}
        hint={t("name_hint")}
        autoComplete="off"
        list="organisation-names"
        maxLength={200}
      />
      <datalist id="organisation-names">
        {page.organisations.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <TextField
        name="title"
        label={t("job_title")}
        autoComplete={page.onBehalf ? "off" : "organization-title"}
        maxLength={120}
        optional
      />
      <fieldset className="grid gap-5 rounded-card border border-line p-4">
        <legend className="px-1 font-semibold">{t("new")}</legend>
        <p className="text-sm text-muted">{t("new_hint")}</p>
        <SelectField
          name="kind"
          label={t("kind")}
          options={ORGANISATION_KINDS.map((value) => ({
            value,
            label: terms(`organisation_kind.${value}`),
          }))}
          optional
        />
        <SelectField
          name="country"
          label={t("country")}
          options={countryOptions(locale)}
          optional
        />
      </fieldset>
    </>
  );
}

function SectorFields({ page }: { page: TaskContext }) {
  const t = useTranslations("applications.sectors");
  const { locale } = useViewer();
  if (page.role === "mentor")
    return <SectorsField name="sectors" label={t("mentor")} />;
  const groups = [
    { label: t("ecosystems"), options: ecosystemOptions(locale) },
    ...sectorOptions(locale),
  ];
  // An exact group or class came from a file: it stays a choice.
  const { primary = "" } = page.values as { primary?: string };
  const listed = groups.some(({ options }) =>
    options.some(({ value }) => value === primary),
  );
  if (primary !== "" && !listed)
    groups.unshift({
      label: t("present"),
      options: [{ value: primary, label: sectorName(primary, locale) }],
    });
  return (
    <>
      <SelectField
        name="primary"
        label={t("primary")}
        hint={t("primary_hint")}
        groups={groups}
      />
      <SectorsField name="sectors" label={t("further")} />
    </>
  );
}

function AvailabilityFields({ page }: { page: TaskContext }) {
  const t = useTranslations("applications.availability");
  return (
    <>
      <TimeZoneField
        current={page.values.timeZone}
        hint={t("time_zone_hint")}
      />
      <WeekField exactRows={rowsOf(page.values.exact)} />
      {page.role === "mentor" && (
        <TextField
          name="capacity"
          type="number"
          label={t("capacity")}
          hint={t("capacity_hint")}
          min={0}
          max={50}
          inputMode="numeric"
          className="max-w-xs"
        />
      )}
      {page.role === "mentee" && page.mentorsPerMentee > 1 && (
        <SelectField
          name="mentorsWanted"
          label={t("mentors_wanted")}
          options={[
            { value: "1", label: t("wanted", { count: 1 }) },
            { value: "2", label: t("wanted", { count: 2 }) },
          ]}
        />
      )}
    </>
  );
}

function GoalFields({ page }: { page: TaskContext }) {
  const t = useTranslations("applications.goals");
  return (
    <>
      <TextArea
        name="goals"
        label={t(`goals.${page.role}`)}
        hint={t(`goals_hint.${page.role}`)}
        rows={5}
        maxLength={2_000}
      />
      <TextArea
        name="motivation"
        label={t("motivation")}
        rows={4}
        maxLength={2_000}
        optional
      />
      <CountryChoices
        name="markets"
        label={t(`markets.${page.role}`)}
        hint={t(`markets_hint.${page.role}`)}
      />
    </>
  );
}
