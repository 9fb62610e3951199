import { useTranslations } from "use-intl";
import type { Standing } from "./standing.server.ts";

const KEPT = ["pinned", "approved", "active"] as const;

/** Whether a run would find something that it leaves as it is. */
export function keepsSomething(standing: Standing): boolean {
  return KEPT.some((kind) => standing[kind] > 0);
}

/** What stays when the rest is matched again, and what is replaced. */
export function WhatStays({ standing }: { standing: Standing }) {
  const t = useTranslations("runs.preflight");
  if (!keepsSomething(standing)) return null;
  return (
    <div className="mb-4">
      <h3 className="font-semibold">{t("rest")}</h3>
      <p>{t("rest_text")}</p>
      <ul className="list-disc ps-5">
        {KEPT.filter((kind) => standing[kind] > 0).map((kind) => (
          <li key={kind}>{t(kind, { count: standing[kind] })}</li>
        ))}
      </ul>
      <p>{t("replaced", { count: standing.replaced })}</p>
    </div>
  );
}
