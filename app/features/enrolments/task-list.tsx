import { Link } from "@remix-run/react";
import { CircleCheck, CircleDashed } from "lucide-react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card } from "~/components/page.tsx";
import { Badge, Bar } from "~/components/values.tsx";
import type { ApplicationPage } from "./application-status.tsx";

/** The pages of an application, each with its state, and the way on. */
export function TaskList({ page }: { page: ApplicationPage }) {
  const t = useTranslations("applications");
  const questions = useTranslations("questions");
  const { answers, tasks, maySubmit } = page;
  const home = `/applications/${answers.id}`;
  const rows = tasks.map(({ task, done: isDone, editable }) => ({
    to: `${home}/${task}`,
    title: t(`tasks.${task}`),
    isDone,
    editable,
  }));
  if (page.questions.isAsked)
    rows.push({
      to: `${home}/questions`,
      title: questions("task"),
      isDone: page.questions.isDone,
      editable: tasks.some(
        ({ task, editable }) => task === "goals" && editable,
      ),
    });
  const done = rows.filter(({ isDone }) => isDone).length;
  const next = rows.find(({ isDone, editable }) => !isDone && editable);
  return (
    <Card
      title={t("list.title")}
      actions={
        <span className="flex items-center gap-3 text-muted">
          <Bar value={done} of={rows.length} />
          {t("list.progress", { done, total: rows.length })}
        </span>
      }
    >
      <ol className="divide-y divide-line">
        {rows.map((row) => (
          <Task key={row.to} {...row} />
        ))}
      </ol>
      <p className="mt-5">
        {maySubmit && next ? (
          <ButtonLink to={next.to} look="main">
            {t(done === 0 ? "list.begin" : "list.go_on")}
          </ButtonLink>
        ) : (
          <ButtonLink to={`${home}/check`} look={maySubmit ? "main" : "quiet"}>
            {t(maySubmit ? "list.check" : "list.answers")}
          </ButtonLink>
        )}
      </p>
    </Card>
  );
}

function Task({
  to,
  title,
  isDone,
  editable,
}: {
  to: string;
  title: string;
  isDone: boolean;
  editable: boolean;
}) {
  const t = useTranslations("applications.list");
  return (
    <li className="flex min-h-14 items-center justify-between gap-3 py-2">
      <span className="flex items-center gap-3">
        {isDone ? (
          <CircleCheck aria-hidden="true" className="size-5 text-olive" />
        ) : (
          <CircleDashed aria-hidden="true" className="size-5 text-muted" />
        )}
        {editable ? (
          <Link to={to} className="inline-block py-1.5">
            {title}
          </Link>
        ) : (
          title
        )}
      </span>
      <Badge tone={isDone ? "good" : "plain"}>
        {t(isDone ? "done" : "todo")}
      </Badge>
    </li>
  );
}
