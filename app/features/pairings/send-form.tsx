import type { SubmissionResult } from "@conform-to/react";
import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card } from "~/components/page.tsx";
import { Hidden, Score } from "~/components/values.tsx";
import { LOCALE_NAMES } from "~/i18n/locales.ts";
import type { sendPage } from "./send-page.server.ts";

type Waiting = SerializeFrom<typeof sendPage>["waiting"];

/** Which approved proposals go out, and until when they can be answered. */
export function SendForm(props: {
  cohortId: string;
  answerDays: number;
  waiting: Waiting;
  /** Of all pages. */
  total: number;
  after: string | null;
  isOpen: boolean;
  state?: SubmissionResult;
}) {
  const { cohortId, answerDays, waiting, total, after, isOpen, state } = props;
  const t = useTranslations("pairings.sending");
  return (
    <Card>
      <Form
        id="send"
        action={`/cohorts/${cohortId}/send`}
        state={state}
        values={{ answerDays }}
      >
        <input type="hidden" name="deed" value="send" />
        <fieldset id="send-pairing">
          <legend className="mb-2 font-semibold">{t("choose")}</legend>
          <ul className="grid">
            {waiting.map((row) => (
              <Row key={row.id} row={row} after={after} />
            ))}
          </ul>
        </fieldset>
        <TextField
          name="answerDays"
          type="number"
          min={1}
          max={90}
          label={t("days")}
          hint={t("days_hint")}
          className="max-w-xs"
        />
        <p className="text-sm text-muted">{t("reminders")}</p>
        {isOpen && (
          <div className="flex flex-wrap gap-3">
            <Button>{t("send")}</Button>
            {total > waiting.length && (
              <Button look="quiet" name="all" value="yes">
                {t("send_all", { count: total })}
              </Button>
            )}
          </div>
        )}
      </Form>
    </Card>
  );
}

function Row({ row, after }: { row: Waiting[number]; after: string | null }) {
  const t = useTranslations("pairings.sending");
  const here = new URLSearchParams(after === null ? {} : { after });
  here.set("preview", row.id);
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 border-b border-line py-1 last:border-b-0">
      <label className="flex min-h-11 min-w-0 flex-1 cursor-pointer items-start gap-3 py-2">
        <input
          type="checkbox"
          name="pairing"
          value={row.id}
          defaultChecked={row.isReachable}
          disabled={!row.isReachable}
          className="mt-1 size-5 shrink-0 accent-sea"
        />
        <span className="min-w-0">
          {t.rich("row", {
            ...isolated,
            mentor: row.mentor,
            mentee: row.mentee,
          })}
          <span className="block text-sm text-muted">
            {row.isReachable ? (
              <>
                {row.score !== null && <Score value={row.score} />}{" "}
                <bdi lang={row.locale}>{LOCALE_NAMES[row.locale]}</bdi>
              </>
            ) : (
              t("unreachable")
            )}
          </span>
        </span>
      </label>
      <Link to={`?${here}`} className="inline-flex min-h-11 items-center">
        {t("preview")}
        <Hidden>
          {" "}
          <bdi>{row.mentor}</bdi>
        </Hidden>
      </Link>
    </li>
  );
}
