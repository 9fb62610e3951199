import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import {
  ChoiceField,
  SelectField,
  TextArea,
  TextField,
} from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { useViewer } from "~/components/viewer.ts";
import { LongList } from "~/features/organisations/long-list.tsx";
import { countryName, countryOptions } from "~/domain/reference/countries.ts";
import { timeZoneChoices } from "~/i18n/time-zones.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly country: string | null;
}

interface EventFormProps {
  state?: SubmissionResult | null;
  values: Record<string, unknown> & { timeZone: string };
  version?: number;
  organisations: readonly Choice[];
  cancelTo: string;
}

/** An event with its dates, place and delegations. */
export function EventForm(props: EventFormProps) {
  const t = useTranslations("events.form");
  const forms = useTranslations("forms");
  const { locale } = useViewer();
  return (
    <Form state={props.state} values={props.values} id="event">
      {props.version !== undefined && (
        <input type="hidden" name="version" value={props.version} />
      )}
      <TextField name="name" label={t("name")} maxLength={200} />
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <TextField name="startsOn" type="date" label={t("starts_on")} />
        <TextField name="endsOn" type="date" label={t("ends_on")} />
        <TextField name="city" label={t("city")} maxLength={120} />
        <SelectField
          name="country"
          label={t("country")}
          options={countryOptions(locale)}
        />
      </div>
      <TimeZone current={props.values.timeZone} />
      <TextField name="venue" label={t("venue")} optional maxLength={300} />
      <SelectField
        name="organiserId"
        label={t("organiser")}
        optional
        options={props.organisations}
      />
      <TextArea
        name="description"
        label={t("description")}
        optional
        maxLength={4000}
      />
      <TextField
        name="attendance"
        type="number"
        min={0}
        label={t("attendance")}
        hint={t("attendance_hint")}
        optional
      />
      <LongList>
        <ChoiceField
          type="checkbox"
          name="delegations"
          label={t("delegations")}
          hint={t("delegations_hint")}
          optional
          columns
          filter
          options={props.organisations.map(({ value, label, country }) => ({
            value,
            label,
            hint: country === null ? undefined : countryName(country, locale),
          }))}
        />
      </LongList>
      <div className="flex flex-wrap gap-3">
        <Button>{forms("save")}</Button>
        <ButtonLink to={props.cancelTo}>{forms("cancel")}</ButtonLink>
      </div>
    </Form>
  );
}

function TimeZone({ current }: { current: string }) {
  const t = useTranslations("events.form");
  const { near, others } = timeZoneChoices(current);
  const option = (zone: string) => ({
    value: zone,
    label: zone.replaceAll("_", " "),
  });
  return (
    <SelectField
      name="timeZone"
      label={t("time_zone")}
      groups={[
        { label: t("near"), options: near.map(option) },
        { label: t("others"), options: others.map(option) },
      ]}
    />
  );
}
