import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { isolated, useDayText } from "~/components/isolated.tsx";
import type { AttentionItem } from "./attention.server.ts";

/** What waits for the coordinator, the oldest first, each with the one thing to do. */
export function Attention({ items }: { items: readonly AttentionItem[] }) {
  const t = useTranslations("programmes.attention");
  return (
    <Card id="attention" title={t("title")}>
      {items.length === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <>
          <p className="mb-2 text-sm text-muted">{t("text")}</p>
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <Item key={item.kind + item.id + item.detail} item={item} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function Item({ item }: { item: AttentionItem }) {
  const t = useTranslations("programmes.attention");
  const day = useDayText();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 sm:flex-nowrap">
      <div className="min-w-0">
        <Link to={pathOf(item)} className="inline-block py-1">
          {t.rich(sentenceOf(item), {
            ...isolated,
            mentor: item.mentor ?? "",
            mentee: item.mentee ?? "",
            count: Number(item.detail) || 0,
          })}
        </Link>
        <span className="block text-sm text-muted">
          {t.rich("since", {
            ...isolated,
            date: day(item.since.slice(0, 10)),
          })}
        </span>
      </div>
      <div className="shrink-0">
        <Deed item={item} />
      </div>
    </li>
  );
}

function Deed({ item }: { item: AttentionItem }) {
  const t = useTranslations("programmes.attention");
  const label = t(`do.${item.kind}`);
  // an answer date that has passed is the business of the clock: a reminder would come too late
  if (item.kind === "answer" && item.isOpen)
    return (
      <DeedForm action={`/pairings/${item.id}/remind`}>
        <Button look="quiet" small>
          {label}
        </Button>
      </DeedForm>
    );
  if (item.kind === "answer") return null;
  return (
    <ButtonLink to={placeOf(item)} small>
      {label}
    </ButtonLink>
  );
}

function pathOf({ kind, id }: AttentionItem): string {
  if (kind === "joined") return `/cohorts/${id}/runs#joined`;
  return kind === "application" ? `/enrolments/${id}` : `/pairings/${id}`;
}

/** Where the one thing to do is done. */
function placeOf(item: AttentionItem): string {
  if (item.kind === "question") return `/pairings/${item.id}/messages`;
  if (item.kind === "declined") return `/pairings/${item.id}#alternatives`;
  if (item.kind === "quiet") return `/pairs/${item.id}`;
  if (item.kind === "another")
    return `/cohorts/${item.cohortId}/pairings?q=${encodeURIComponent(item.mentor ?? "")}&status=all`;
  return pathOf(item);
}

const DECLINED = {
  mentor_declined: "declined_mentor",
  mentee_declined: "declined_mentee",
  withdrawn: "declined_withdrawn",
  superseded: "declined_superseded",
} as const;

function sentenceOf({ kind, detail }: AttentionItem) {
  if (kind === "application")
    return detail === "mentor" ? "application_mentor" : "application_mentee";
  if (kind === "answer")
    return detail === "mentor_accepted" ? "answer_mentee" : "answer_mentor";
  if (kind === "question")
    return detail === "mentee" ? "question_mentee" : "question_mentor";
  if (kind !== "declined") return kind;
  return DECLINED[detail as keyof typeof DECLINED] ?? "declined_expired";
}
