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
  const { answers, tasks, done, maySubmit } = page;
  const home = `/applications/${answers.id}`;
  const next = tasks.find((task) => !task.done && task.editable);
  return (
    <Card
      title={t("list.title")}
      actions={
        <span className="flex items-center gap-3 text-muted">
          <Bar value={done} of={tasks.length} />
          {t("list.progress", { done, total: tasks.length })}
        </span>
      }
    >
      <ol className="divide-y divide-line">
        {tasks.map((task) => (
          <li
            key={task.task}
            className="flex min-h-14 items-center justify-between gap-3 py-2"
          >
            <span className="flex items-center gap-3">
              {task.done ? (
                <CircleCheck aria-hidden="true" className="size-5 text-olive" />
              ) : (
                <CircleDashed
                  aria-hidden="true"
                  className="size-5 text-muted"
                />
              )}
              {task.editable ? (
                <Link
                  to={`${home}/${task.task}`}
                  className="inline-block py-1.5"
                >
                  {t(`tasks.${task.task}`)}
                </Link>
              ) : (
                t(`tasks.${task.task}`)
              )}
            </span>
            <Badge tone={task.done ? "good" : "plain"}>
              {t(task.done ? "list.done" : "list.todo")}
            </Badge>
          </li>
        ))}
      </ol>
      <p className="mt-5">
        {maySubmit && next ? (
          <ButtonLink to={`${home}/${next.task}`} look="main">
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
