import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { isolated, useDayText } from "~/components/isolated.tsx";
import type { AttentionItem } from "./attention.server.ts";

/** What waits for the coordinator, the oldest first. */
export function Attention({ items }: { items: readonly AttentionItem[] }) {
  const t = useTranslations("programmes.attention");
  const day = useDayText();
  return (
    <Card id="attention" title={t("title")}>
      {items.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <>
          <p className="mb-2 text-sm text-muted">{t("text")}</p>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <li
                key={item.kind + item.id}
                className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
              >
                <Link to={pathOf(item)} className="inline-block py-1">
                  {t.rich(sentenceOf(item), {
                    ...isolated,
                    mentor: item.mentor ?? "",
                    mentee: item.mentee ?? "",
                  })}
                </Link>
                <span className="text-sm text-muted">
                  {t.rich("since", {
                    ...isolated,
                    date: day(item.since.slice(0, 10)),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function pathOf({ kind, id }: AttentionItem): string {
  return kind === "application" ? `/enrolments/${id}` : `/pairings/${id}`;
}

function sentenceOf({ kind, detail }: AttentionItem) {
  if (kind === "application")
    return detail === "mentor" ? "application_mentor" : "application_mentee";
  if (kind === "answer")
    return detail === "mentor_accepted" ? "answer_mentee" : "answer_mentor";
  if (kind === "quiet") return "quiet";
  if (detail === "mentor_declined") return "declined_mentor";
  return detail === "mentee_declined" ? "declined_mentee" : "declined_expired";
}
