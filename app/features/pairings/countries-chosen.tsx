import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { useFilterLink } from "~/components/table.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import type { PairingQuery } from "./filters.ts";

/** Says when only pairs between certain countries are shown, with the way back to all of them. */
export function CountriesChosen({ query }: { query: PairingQuery }) {
  const t = useTranslations("pairings.between");
  const { locale } = useViewer();
  const link = useFilterLink();
  const { from, to } = query;
  if (from === "" && to === "") return null;
  const sentence = from === "" ? "to" : to === "" ? "from" : "both";
  const without = new URLSearchParams(link("from", "").split("?")[1]);
  without.delete("to");
  return (
    <p className="mb-5 flex flex-wrap items-baseline gap-x-4">
      <span>
        {t.rich(sentence, {
          ...isolated,
          from: countryName(from, locale),
          to: countryName(to, locale),
        })}
      </span>
      <Link to={`?${without}`} className="inline-block py-1 print:hidden">
        {t("all")}
      </Link>
    </p>
  );
}
