import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { useFilterLink } from "~/components/table.tsx";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import { NO_SECTOR } from "~/domain/reporting/sector-grid.ts";
import type { PairingQuery } from "./filters.ts";

/** Says when only pairs of certain countries or of one sector are shown, each with the way back to all of them. */
export function OriginsChosen({ query }: { query: PairingQuery }) {
  return (
    <>
      <Countries query={query} />
      <Sector sector={query.sector} />
    </>
  );
}

function Countries({ query }: { query: PairingQuery }) {
  const t = useTranslations("pairings.between");
  const { locale } = useViewer();
  const link = useFilterLink();
  const { from, to } = query;
  if (from === "" && to === "") return null;
  const sentence = from === "" ? "to" : to === "" ? "from" : "both";
  const without = new URLSearchParams(link("from", "").split("?")[1]);
  without.delete("to");
  return (
    <Chosen back={`?${without}`} all={t("all")}>
      {t.rich(sentence, {
        ...isolated,
        from: countryName(from, locale),
        to: countryName(to, locale),
      })}
    </Chosen>
  );
}

function Sector({ sector }: { sector: string }) {
  const t = useTranslations("pairings.between");
  const { locale } = useViewer();
  const link = useFilterLink();
  if (sector === "") return null;
  return (
    <Chosen back={link("sector", "")} all={t("all_sectors")}>
      {sector === NO_SECTOR
        ? t("sector_none")
        : t.rich("sector", {
            ...isolated,
            sector: sectorName(sector, locale),
          })}
    </Chosen>
  );
}

function Chosen(props: { back: string; all: string; children: ReactNode }) {
  const { back, all, children } = props;
  return (
    <p className="mb-5 flex flex-wrap items-baseline gap-x-4">
      <span>{children}</span>
      <Link to={back} className="inline-block py-1 print:hidden">
        {all}
      </Link>
    </p>
  );
}
