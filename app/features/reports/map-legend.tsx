import { useTranslations } from "use-intl";
import {
  countryShares,
  FLOW_STATES,
  type PairFlow,
} from "~/domain/reporting/pair-flows.ts";
import { useCountryText } from "./country-text.ts";
import { pointOf, StateLines } from "./map-picture.tsx";

/** How to read the map, and what lies outside of it. */
export function MapLegend({ flows }: { flows: readonly PairFlow[] }) {
  const t = useTranslations("reports");
  const name = useCountryText();
  const most = Math.max(
    ...flows.flatMap((flow) => FLOW_STATES.map((state) => flow[state])),
  );
  const outside = countryShares(flows).filter(
    ({ country }) => pointOf(country) === null,
  );
  return (
    <section aria-label={t("map.legend")} className="text-sm">
      <StateLines flows={flows} />
      <ul className="mt-2 grid gap-0.5 text-muted">
        <li>{t("map.direction")}</li>
        <li>{t("map.width", { most })}</li>
        <li>{t("map.point")}</li>
        {outside.length > 0 && (
          <li>
            {t("map.off_map", {
              countries: outside
                .map(({ country }) => name(country))
                .join(" · "),
            })}
          </li>
        )}
        <li>{t("map.borders")}</li>
      </ul>
    </section>
  );
}
