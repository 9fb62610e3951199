import { useFormatter, useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { Bar } from "~/components/values.tsx";
import type { CohortOverview } from "./figures.server.ts";

const STEPS = ["proposed", "approved", "sent", "accepted", "active"] as const;

/** How many pairs came how far: a table that carries its own picture. */
export function Funnel({ funnel }: { funnel: CohortOverview["funnel"] }) {
  const t = useTranslations("programmes.funnel");
  const format = useFormatter();
  return (
    <Card title={t("title")}>
      {funnel.proposed === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <table className="w-full">
          <caption className="sr-only">{t("caption")}</caption>
          <thead className="text-sm text-muted">
            <tr>
              <th scope="col" className="py-1 text-start font-normal">
                {t("step")}
              </th>
              <th scope="col" className="py-1 text-end font-normal">
                {t("pairs")}
              </th>
              <th scope="col" className="py-1 ps-4 text-start font-normal">
                {t("share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {STEPS.map((step) => (
              <tr key={step} className="border-t border-line">
                <th scope="row" className="py-2 text-start font-normal">
                  {t(step)}
                </th>
                <td className="py-2 text-end font-semibold">
                  <bdi>{format.number(funnel[step])}</bdi>
                </td>
                <td className="py-2 ps-4 whitespace-nowrap">
                  <Bar
                    value={funnel[step]}
                    of={funnel.proposed}
                    className="w-16 sm:w-32"
                  />{" "}
                  <bdi className="text-sm text-muted">
                    {format.number(funnel[step] / funnel.proposed, {
                      style: "percent",
                    })}
                  </bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
