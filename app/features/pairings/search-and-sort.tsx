import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { PAIRING_SORTS, type PairingQuery } from "./filters.ts";

const CONTROL =
  "min-h-11 w-full rounded-lg border border-field bg-surface px-3";

/** Part of a name, and the order; the part of the list chosen above stays as it is. */
export function SearchAndSort({
  query,
  stacked = false,
}: {
  query: PairingQuery;
  /** One under the other, in a narrow column. */
  stacked?: boolean;
}) {
  const t = useTranslations("pairings");
  return (
    <form
      method="get"
      role="search"
      className={`mb-5 grid items-end gap-3 print:hidden ${stacked ? "" : "sm:grid-cols-[1fr_14rem_auto]"}`}
    >
      <input type="hidden" name="status" value={query.status} />
      {query.from && <input type="hidden" name="from" value={query.from} />}
      {query.to && <input type="hidden" name="to" value={query.to} />}
      {query.sector && (
        <input type="hidden" name="sector" value={query.sector} />
      )}
      <label className="grid gap-1">
        <span className="text-sm font-semibold">{t("search")}</span>
        <input
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={100}
          dir="auto"
          className={CONTROL}
        />
      </label>
      <label className="grid gap-1">
        <span className="text-sm font-semibold">{t("sort")}</span>
        <select name="sort" defaultValue={query.sort} className={CONTROL}>
          {PAIRING_SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sorts.${sort}`)}
            </option>
          ))}
        </select>
      </label>
      <Button look="quiet">{t("search_go")}</Button>
    </form>
  );
}
