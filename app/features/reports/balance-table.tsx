import { useFormatter, useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { Badge } from "~/components/values.tsx";
import type { SectorBalance } from "~/domain/reporting/sector-grid.ts";
import { useSectorText } from "./heat-map.tsx";

/** Demand and supply side by side, with the gap in words. */
export function BalanceTable({
  balance,
}: {
  balance: readonly SectorBalance[];
}) {
  const t = useTranslations("reports.sectors");
  const format = useFormatter();
  const sector = useSectorText();
  const number =
    (view: "demand" | "supply" | "pairs") => (row: SectorBalance) => (
      <bdi className={row[view] === 0 ? "text-muted" : ""}>
        {format.number(row[view])}
      </bdi>
    );
  return (
    <Card title={t("balance")}>
      <p className="mb-3 text-sm text-muted">{t("balance_text")}</p>
      <Table
        caption={t("balance_caption")}
        rows={balance}
        rowKey={(row) => row.sector ?? ""}
        columns={[
          {
            key: "sector",
            head: t("sector"),
            heading: true,
            cell: (row) => <bdi>{sector(row.sector)}</bdi>,
          },
          {
            key: "demand",
            head: t("mentees"),
            numeric: true,
            cell: number("demand"),
          },
          {
            key: "supply",
            head: t("places"),
            numeric: true,
            cell: number("supply"),
          },
          {
            key: "pairs",
            head: t("pairs"),
            numeric: true,
            cell: number("pairs"),
          },
          {
            key: "difference",
            head: t("difference"),
            cell: (row) => <Difference row={row} />,
          },
        ]}
      />
    </Card>
  );
}

function Difference({ row }: { row: SectorBalance }) {
  const t = useTranslations("reports.sectors");
  const count = row.supply - row.demand;
  if (count < 0)
    return <Badge tone="warning">{t("short", { count: -count })}</Badge>;
  return count === 0 ? t("even") : t("spare", { count });
}
