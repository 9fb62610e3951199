import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { SelectField, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { PAIRING_SORTS, type PairingQuery } from "./filters.ts";

export function SearchAndSort({ query }: { query: PairingQuery }) {
  const t = useTranslations("pairings");
  return (
    <Form
      id="search"
      method="get"
      values={{ q: query.q, sort: query.sort }}
      className="mb-5 grid items-end gap-3 sm:grid-cols-[1fr_14rem_auto] print:hidden"
    >
      <input type="hidden" name="status" value={query.status} />
      <TextField
        name="q"
        type="search"
        label={t("search")}
        maxLength={100}
        optional
      />
      <SelectField
        name="sort"
        label={t("sort")}
        options={PAIRING_SORTS.map((sort) => ({
          value: sort,
          label: t(`sorts.${sort}`),
        }))}
      />
      <Button look="quiet">{t("search_go")}</Button>
    </Form>
  );
}
