import type { SerializeFrom } from "@remix-run/node";
import { useTranslations } from "use-intl";
import { Notice } from "~/components/page.tsx";
import type { applicationPage } from "./queries.server.ts";

export type ApplicationPage = SerializeFrom<
  Awaited<ReturnType<typeof applicationPage>>
>;

const LOOKS = {
  draft: "info",
  submitted: "good",
  accepted: "good",
  reserve: "warning",
  rejected: "info",
  withdrawn: "info",
} as const;

/** Where an application stands: what happened, what happens next, and when. */
export function ApplicationStatus({ page }: { page: ApplicationPage }) {
  const t = useTranslations("applications.status");
  const { answers, isRecruiting, decisionMessage } = page;
  const { state, cohort, programme } = answers;
  if (state === "draft" && !isRecruiting)
    return <Notice look="warning" title={t("closed")} role="status" />;
  return (
    <Notice look={LOOKS[state]} title={t(`${state}.title`)} role="status">
      <p>{t(`${state}.text`, { programme: programme.name })}</p>
      {cohort.startsOn && (
        <p>{t("starts", { date: new Date(`${cohort.startsOn}T12:00:00Z`) })}</p>
      )}
      {decisionMessage && (
        <blockquote
          dir="auto"
          className="mt-2 border-s-4 border-line ps-3 whitespace-pre-line"
        >
          {decisionMessage}
        </blockquote>
      )}
    </Notice>
  );
}
