import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import type { FunnelRow } from "~/domain/reporting/funnel.ts";
import { FunnelTable } from "./funnel-table.tsx";
import type { homeFigures } from "./home-figures.server.ts";
import { MapPicture, StateLines } from "./map-picture.tsx";

/** The way of the mentees in short, with the link to rates and times. */
export function ShortFunnel({
  cohortId,
  funnel,
}: {
  cohortId: string;
  funnel: readonly FunnelRow[];
}) {
  const t = useTranslations("reports.funnel");
  return (
    <Card title={t("short_title")}>
      {funnel[0]?.reached === 0 ? (
        <p className="text-muted">{t("empty_text")}</p>
      ) : (
        <>
          <FunnelTable funnel={funnel} short />
          <p className="mt-3 print:hidden">
            <Link to={`/cohorts/${cohortId}/figures/funnel`}>{t("more")}</Link>
          </p>
        </>
      )}
    </Card>
  );
}

/** The map of pairs and the ways to the other figures. */
export function HomeFigures({
  cohort,
  figures,
}: {
  cohort: { readonly id: string; readonly name: string };
  figures: Awaited<ReturnType<typeof homeFigures>>;
}) {
  const t = useTranslations("reports");
  const { flows, sectors, shortSectors } = figures;
  const here = `/cohorts/${cohort.id}/figures`;
  return (
    <Card title={t("map.title")}>
      {flows.length === 0 ? (
        <p className="text-muted">{t("map.empty_text")}</p>
      ) : (
        <>
          <MapPicture
            cohortId={cohort.id}
            cohortName={cohort.name}
            flows={flows}
          />
          <StateLines flows={flows} />
        </>
      )}
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 print:hidden">
        {flows.length > 0 && (
          <li>
            <Link to={`${here}/map`} className="inline-block py-1">
              {t("map.more")}
            </Link>
          </li>
        )}
        {sectors > 0 && (
          <li>
            <Link to={`${here}/sectors`} className="inline-block py-1">
              {t("sectors.more", { count: shortSectors })}
            </Link>
          </li>
        )}
        <li>
          <Link to={`${here}/load`} className="inline-block py-1">
            {t("load.title")}
          </Link>
        </li>
      </ul>
    </Card>
  );
}
