import { useTranslations } from "use-intl";

/** What insisting on a pair takes from the others. */
interface Cost {
  readonly costs: "person" | "place" | "total";
  readonly atLeast: number;
}

/** Basis points of the total as points of a hundred, rounded down because it is a least. */
function pointsOf(atLeast: number): number {
  return Math.floor(atLeast / 10) / 10;
}

/** The least that insisting on a pair costs, in a few words for a table. */
export function CostShort({ cost }: { cost: Cost | null }) {
  const t = useTranslations("matching.why");
  if (cost === null) return <span aria-hidden="true">–</span>;
  if (cost.atLeast <= 0) return t("cost_short.nothing");
  return cost.costs === "total"
    ? t("points", { points: pointsOf(cost.atLeast) })
    : t(`cost_short.${cost.costs}`);
}

/** The same as a sentence. */
export function CostSentence({ cost }: { cost: Cost }) {
  const t = useTranslations("matching.why");
  if (cost.atLeast <= 0) return t("costs.nothing");
  return cost.costs === "total"
    ? t("costs.total", {
        points: t("points", { points: pointsOf(cost.atLeast) }),
      })
    : t(`costs.${cost.costs}`);
}
