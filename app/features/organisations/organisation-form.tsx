import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import {
  ChoiceField,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { LongList } from "./long-list.tsx";
import { useViewer } from "~/components/viewer.ts";
import { ORGANISATION_KINDS } from "~/domain/organisation/kinds.ts";
import { countryOptions } from "~/domain/reference/countries.ts";
import { SectorsField } from "./sectors-field.tsx";

interface OrganisationFormProps {
  state?: SubmissionResult | null;
  values?: Record<string, unknown>;
  version?: number;
  parents: readonly Option[];
  cancelTo: string;
}

/** The profile of an organisation, to enter or to correct. */
export function OrganisationForm({
  state,
  values,
  version,
  parents,
  cancelTo,
}: OrganisationFormProps) {
  const t = useTranslations("organisations");
  const forms = useTranslations("forms");
  const terms = useTranslations("terms.organisation_kind");
  const { locale } = useViewer();
  return (
    <Form state={state} values={values} id="organisation">
      {version !== undefined && (
        <input type="hidden" name="version" value={version} />
      )}
      <TextField name="name" label={t("name")} maxLength={200} />
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="kind"
          label={t("kind")}
          options={ORGANISATION_KINDS.map((kind) => ({
            value: kind,
            label: terms(kind),
          }))}
        />
        <SelectField
          name="country"
          label={t("country")}
          optional
          options={countryOptions(locale)}
        />
      </div>
      <TextField
        name="website"
        type="url"
        label={t("website")}
        hint={t("website_hint")}
        optional
        maxLength={300}
      />
      <TextArea
        name="description"
        label={t("description")}
        optional
        maxLength={4000}
      />
      <SectorsField name="sectors" label={t("sectors")} />
      {parents.length > 0 && (
        <LongList>
          <ChoiceField
            type="checkbox"
            name="parents"
            label={t("member_of")}
            hint={t("member_of_hint")}
            optional
            columns
            filter
            options={parents}
          />
        </LongList>
      )}
      <div className="flex flex-wrap gap-3">
        <Button>{forms("save")}</Button>
        <ButtonLink to={cancelTo}>{forms("cancel")}</ButtonLink>
      </div>
    </Form>
  );
}
