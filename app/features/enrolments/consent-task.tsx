import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TickField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Notice } from "~/components/page.tsx";
import type { TaskPage } from "./queries.server.ts";

const POINTS = ["what", "who", "why", "how_long", "rights"] as const;

/** The text of the consent, and the one button that gives it or takes it back. */
export function ConsentTask(props: {
  page: TaskPage;
  state?: SubmissionResult;
  back: string;
}) {
  const { page, state, back } = props;
  const t = useTranslations("applications.consent");
  const task = useTranslations("applications.task");
  const forms = useTranslations("forms");
  const given = page.consentVersion === page.currentConsent;
  return (
    <>
      {given && <Notice look="good" title={t("given")} />}
      <Card title={t("heading")}>
        <dl className="grid gap-4">
          {POINTS.map((point) => (
            <div key={point}>
              <dt className="font-semibold">{t(`${point}.question`)}</dt>
              <dd>
                {t(`${point}.answer`, { programme: page.programme.name })}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-sm text-muted">
          {t("version", { version: page.currentConsent })}
        </p>
      </Card>
      <Card>
        {given ? (
          <Form id="consent">
            <input type="hidden" name="step" value="withdraw" />
            <p>{t(page.state === "draft" ? "undo_draft" : "undo")}</p>
            <div className="flex flex-wrap items-center gap-4">
              <Button look="quiet">{t("withdraw")}</Button>
              <Link to={back} className="inline-block py-2">
                {task("back")}
              </Link>
            </div>
          </Form>
        ) : (
          <Form id="consent" state={state}>
            <input type="hidden" name="step" value="give" />
            <TickField
              name="consent"
              label={t("tick", { programme: page.programme.name })}
              hint={t("tick_hint")}
            />
            <div className="flex flex-wrap items-center gap-4">
              <Button>
                {page.state === "draft" ? forms("continue") : forms("save")}
              </Button>
              <Link to={back} className="inline-block py-2">
                {task("back")}
              </Link>
            </div>
          </Form>
        )}
      </Card>
    </>
  );
}
