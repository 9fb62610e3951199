import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { SelectField, TextArea, TextField } from "~/components/fields.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { Card, Facts, Notice } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import {
  REJECTION_REASONS,
  type EnrolmentStep,
} from "~/domain/enrolment/lifecycle.ts";
import type { reviewPage } from "./queries.server.ts";
import { withBack } from "./back.ts";
import { StateBadge } from "./enrolment-table.tsx";

export type ReviewPage = Awaited<ReturnType<typeof reviewPage>>;

/** Where an application stands and the decisions that are open. */
export function DecisionCard({
  page,
  back,
}: {
  page: ReviewPage;
  back: string | null;
}) {
  const t = useTranslations("enrolments.review");
  const { answers, steps } = page;
  const may = (step: EnrolmentStep) => steps.includes(step);
  const action = withBack(`/enrolments/${answers.id}/decision`, back);
  return (
    <Card title={t("decision")} actions={<StateBadge state={answers.state} />}>
      <div className="grid gap-4">
        <Circumstances page={page} />
        {steps.length > 0 && (
          <p className="text-sm text-muted">
            {t(page.access === "ready" ? "told" : "not_told")}
          </p>
        )}
        {may("accept") && (
          <DeedForm action={action} fields={{ step: "accept" }}>
            <Button look="agree" className="w-full">
              {t("accept")}
            </Button>
          </DeedForm>
        )}
        {may("reserve") && (
          <Decline
            page={page}
            action={action}
            step="reserve"
            title={t("reserve_title")}
          />
        )}
        {may("reject") && (
          <Decline
            page={page}
            action={action}
            step="reject"
            title={t("reject_title")}
          />
        )}
      </div>
    </Card>
  );
}

function Circumstances({ page }: { page: ReviewPage }) {
  const t = useTranslations("enrolments");
  const { answers, rejectionReason, decisionMessage } = page;
  const items = [];
  if (rejectionReason)
    items.push({
      term: t("review.reason_given"),
      value: t(`reason.${rejectionReason}`),
    });
  if (decisionMessage)
    items.push({
      term: t("review.message_given"),
      value: (
        <p dir="auto" className="whitespace-pre-line">
          {decisionMessage}
        </p>
      ),
    });
  const sentAt = answers.submittedAt;
  return (
    <>
      <p>
        {sentAt
          ? t.rich("review.submitted", { date: () => <When at={sentAt} /> })
          : t(page.isImported ? "review.imported" : "review.not_sent")}
      </p>
      {page.hasLivePairing && (
        <p className="font-semibold">{t("review.live")}</p>
      )}
      {answers.consentVersion === null && answers.state !== "draft" && (
        <Notice look="warning">{t("review.no_consent")}</Notice>
      )}
      {items.length > 0 && <Facts items={items} />}
    </>
  );
}

/** Decisions that disappoint take a second step and a kind word. */
function Decline(props: {
  page: ReviewPage;
  action: string;
  step: "reserve" | "reject";
  title: string;
}) {
  const { page, action, step, title } = props;
  const t = useTranslations("enrolments");
  const { locale } = page.answers;
  return (
    <details className="rounded-lg border border-line px-3">
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold">
        {title}
      </summary>
      <Form id={step} action={action} className="grid gap-4 py-3">
        <input type="hidden" name="step" value={step} />
        {step === "reject" && (
          <SelectField
            name="reason"
            label={t("review.reason")}
            options={REJECTION_REASONS.map((value) => ({
              value,
              label: t(`reason.${value}`),
            }))}
          />
        )}
        <TextArea
          name="message"
          label={t("review.message")}
          hint={t("review.message_hint", {
            language: t(`language.${locale}`),
          })}
          maxLength={2_000}
          optional
        />
        <div>
          <Button look={step === "reject" ? "danger" : "quiet"}>
            {t(`review.${step}`)}
          </Button>
        </div>
      </Form>
    </details>
  );
}

/** Whether the person can sign in, and the invitation if not. */
export function AccessCard({
  page,
  action,
}: {
  page: ReviewPage;
  action: string;
}) {
  const t = useTranslations("enrolments.review");
  const { answers, access } = page;
  if (access === "ready")
    return (
      <Card title={t("access")}>
        <p>
          <bdi dir="ltr">{answers.email}</bdi>
        </p>
        <p className="text-muted">{t("access_ready")}</p>
      </Card>
    );
  return (
    <Card title={t("access")}>
      {answers.email === null ? (
        <Form id="access" action={action} className="grid gap-4">
          <p>{t("access_none")}</p>
          <TextField
            name="email"
            type="email"
            label={t("access_email")}
            autoComplete="off"
            maxLength={254}
          />
          <div>
            <Button look="quiet">{t("access_send")}</Button>
          </div>
        </Form>
      ) : (
        <DeedForm action={action} fields={{ email: answers.email }}>
          <p>
            <bdi dir="ltr">{answers.email}</bdi>
          </p>
          <p className="mb-3 text-muted">{t("access_waiting")}</p>
          <Button look="quiet">{t("access_again")}</Button>
        </DeedForm>
      )}
    </Card>
  );
}

/** The coordinators' own note. */
export function NoteCard({
  page,
  action,
}: {
  page: ReviewPage;
  action: string;
}) {
  const t = useTranslations("enrolments.review");
  const forms = useTranslations("forms");
  return (
    <Card>
      <Form
        id="note"
        action={action}
        values={{ note: page.note }}
        className="grid gap-3"
      >
        <TextArea
          name="note"
          label={t("note")}
          hint={t("note_hint")}
          maxLength={4_000}
          optional
        />
        <div>
          <Button look="quiet" small>
            {forms("save")}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

/** What happened to an application, the latest first. */
export function HistoryCard({ page }: { page: ReviewPage }) {
  const t = useTranslations("enrolments");
  return (
    <Card title={t("review.history")}>
      <ol className="grid gap-3 text-sm">
        {page.history.map((entry) => {
          const key = `history.${entry.action.replace(".", "_")}`;
          return (
            <li key={entry.id}>
              {/* An action of a later version has no text of its own yet. */}
              {t.has(key as "title") ? t(key as "title") : entry.action}
              <span className="block text-muted">
                <When at={entry.at} />
                {entry.by && (
                  <>
                    {" · "}
                    <bdi>{entry.by}</bdi>
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
