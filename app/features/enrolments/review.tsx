import { useTranslations } from "use-intl";
import { AnsweredCard } from "./answered-card.tsx";
import { AnswerCards } from "./answers.tsx";
import { withBack } from "./back.ts";
import { PauseCard } from "./pause-card.tsx";
import {
  AccessCard,
  DecisionCard,
  HistoryCard,
  NoteCard,
  type ReviewPage,
} from "./review-side.tsx";
import { TagsCard } from "./tags-card.tsx";

/** Everything about one application: what was answered, and what coordinators can do. */
export function Review({
  page,
  back,
}: {
  page: ReviewPage;
  /** The list beside which it is shown; null on a page of its own. */
  back: string | null;
}) {
  const t = useTranslations("enrolments");
  const { answers, done, total } = page;
  const edit = `/enrolments/${answers.id}/edit`;
  const small = (task: string) => withBack(`${edit}?task=${task}`, back);
  const columns =
    back === null
      ? "lg:grid-cols-[minmax(0,1fr)_22rem]"
      : "xl:grid-cols-[minmax(0,1fr)_20rem]";
  return (
    <div className={`grid items-start gap-x-6 ${columns}`}>
      <div className={`min-w-0 ${back === null ? "lg:order-2" : "xl:order-2"}`}>
        <DecisionCard page={page} back={back} />
        <TagsCard action={small("tag")} tags={page.tags} />
        <AccessCard page={page} action={small("access")} />
        {answers.role === "mentor" && answers.state === "accepted" && (
          <PauseCard
            action={small("pause")}
            pausedUntil={answers.pausedUntil}
            onBehalf
          />
        )}
        <NoteCard page={page} action={small("note")} />
        <HistoryCard page={page} />
      </div>
      <div className="min-w-0">
        <p className="mb-4 text-muted">
          {t("review.complete", { done, total })}
        </p>
        <AnswerCards
          answers={answers}
          open={page.open}
          changeAt={(task) =>
            answers.cohort.state === "closed" ? null : `${edit}?task=${task}`
          }
        />
        <AnsweredCard answered={page.answered} />
      </div>
    </div>
  );
}
