import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Notice } from "~/components/page.tsx";
import { ConsentTask } from "./consent-task.tsx";
import type { TaskPage } from "./queries.server.ts";
import { TaskFields } from "./task-fields.tsx";

/** One page of an application as a form; where it can no longer be changed, it says so. */
export function TaskForm(props: {
  page: TaskPage;
  state?: SubmissionResult;
  /** Where the whole application is. */
  back: string;
  onBehalf?: boolean;
}) {
  const { page, state, back, onBehalf = false } = props;
  const t = useTranslations("applications.task");
  const forms = useTranslations("forms");
  if (!page.editable)
    return (
      <Notice title={t("fixed")}>
        <p>
          <Link to={back}>{t("back")}</Link>
        </p>
      </Notice>
    );
  if (page.task === "consent")
    return <ConsentTask page={page} state={state} back={back} />;
  return (
    <Card>
      <Form
        id={`task-${page.task}`}
        state={state}
        values={page.values}
        className="grid gap-6"
      >
        <input type="hidden" name="version" value={page.version} />
        <TaskFields
          page={{
            ...page,
            onBehalf,
            mentorsPerMentee: page.cohort.mentorsPerMentee,
          }}
        />
        <div className="flex flex-wrap items-center gap-4">
          <Button>
            {onBehalf || page.state !== "draft"
              ? forms("save")
              : forms("continue")}
          </Button>
          <Link to={back} className="inline-block py-2">
            {t("back")}
          </Link>
        </div>
      </Form>
    </Card>
  );
}
