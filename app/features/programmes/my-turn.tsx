import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Day, When } from "~/components/values.tsx";
import type { myParticipation } from "./waiting.server.ts";

export type Participation = Awaited<ReturnType<typeof myParticipation>>;

/** The one thing that matters most for a mentor or mentee right now. */
export function MyTurn({ participation }: { participation: Participation }) {
  const { proposals, pairs, applications } = participation;
  const [proposal] = proposals;
  if (proposal) return <Answer proposal={proposal} />;
  const toConfirm = pairs.find((pair) => pair.confirmSessionId !== null);
  if (toConfirm) return <Confirm pair={toConfirm} />;
  const draft = applications.find(({ state }) => state === "draft");
  if (draft) return <Finish id={draft.id} />;
  const toMeet = applications.find(({ meetings }) => meetings?.unrated);
  if (toMeet) return <Meet application={toMeet} />;
  const asked = applications.find(({ wishes }) => wishes === "asked");
  if (asked) return <Wish application={asked} />;
  const fresh = pairs.find(
    (pair) => pair.sessionsHeld === 0 && pair.status === "active",
  );
  if (fresh) return <FirstSession pair={fresh} />;
  return <AllDone participation={participation} />;
}

function Frame(props: {
  title: ReactNode;
  children: ReactNode;
  action?: ReactNode;
  calm?: boolean;
}) {
  const t = useTranslations("home");
  return (
    <section
      className={`mb-8 rounded-card border p-5 sm:p-6 ${props.calm ? "border-olive bg-olive-soft" : "border-sea bg-sea-soft"}`}
    >
      {!props.calm && (
        <p className="text-sm font-semibold text-sea">{t("first")}</p>
      )}
      <h2 className="text-xl sm:text-2xl">{props.title}</h2>
      <div className="mt-2">{props.children}</div>
      {props.action && <div className="mt-4">{props.action}</div>}
    </section>
  );
}

type Pairing = Participation["pairs"][number];

function Answer({ proposal }: { proposal: Pairing }) {
  const t = useTranslations("home");
  const as =
    proposal.role === "mentor" ? "answer_as_mentor" : "answer_as_mentee";
  return (
    <Frame
      title={t(as)}
      action={
        <ButtonLink look="main" to={`/proposals/${proposal.id}`}>
          {t("answer")}
        </ButtonLink>
      }
    >
      <p>{t(`${as}_text`)}</p>
      {proposal.answerBy && (
        <p className="mt-1 font-semibold">
          {t.rich("answer_by", answerDay(proposal.answerBy))}
        </p>
      )}
    </Frame>
  );
}

function Confirm({ pair }: { pair: Pairing }) {
  const t = useTranslations("home");
  return (
    <Frame
      title={t.rich("confirm_title", { ...isolated, name: pair.otherName })}
      action={
        <ButtonLink look="main" to={`/sessions/${pair.confirmSessionId}`}>
          {t("confirm")}
        </ButtonLink>
      }
    >
      <p>{t("confirm_text")}</p>
    </Frame>
  );
}

function Finish({ id }: { id: string }) {
  const t = useTranslations("home");
  return (
    <Frame
      title={t("finish_title")}
      action={
        <ButtonLink look="main" to={`/applications/${id}`}>
          {t("finish")}
        </ButtonLink>
      }
    >
      <p>{t("finish_text")}</p>
    </Frame>
  );
}

function Wish({
  application,
}: {
  application: Participation["applications"][number];
}) {
  const t = useTranslations("wishes");
  const { id, role, wishesUntil } = application;
  return (
    <Frame
      title={t("home.title")}
      action={
        <ButtonLink look="main" to={`/applications/${id}/wishes`}>
          {t("begin")}
        </ButtonLink>
      }
    >
      <p>{t(`task.${role}`)}</p>
      {wishesUntil && (
        <p className="mt-1">
          {t.rich("until", { date: () => <Day on={wishesUntil} /> })}
        </p>
      )}
    </Frame>
  );
}

function Meet({
  application,
}: {
  application: Participation["applications"][number];
}) {
  const t = useTranslations("first-meetings.home");
  const { id, role, meetings } = application;
  const until = meetings?.until;
  return (
    <Frame
      title={t("title")}
      action={
        <ButtonLink look="main" to={`/applications/${id}/meetings`}>
          {t("begin")}
        </ButtonLink>
      }
    >
      <p>{t(role, { count: meetings?.unrated ?? 0 })}</p>
      {until && (
        <p className="mt-1">
          {t.rich("until", { date: () => <Day on={until} /> })}
        </p>
      )}
    </Frame>
  );
}

function FirstSession({ pair }: { pair: Pairing }) {
  const t = useTranslations("home");
  return (
    <Frame
      title={t.rich("first_session_title", {
        ...isolated,
        name: pair.otherName,
      })}
      action={
        <ButtonLink look="main" to={`/pairs/${pair.id}`}>
          {t("open_pair")}
        </ButtonLink>
      }
    >
      <p>{t("first_session_text")}</p>
      {pair.nextSession && (
        <p className="mt-1">
          <When at={pair.nextSession} zoned />
        </p>
      )}
    </Frame>
  );
}

function AllDone({ participation }: { participation: Participation }) {
  const t = useTranslations("home");
  const { pairs, applications } = participation;
  const has = (state: string) =>
    applications.some((application) => application.state === state);
  const text =
    pairs.length > 0
      ? t("all_done_pairs")
      : has("accepted")
        ? t("all_done_waiting")
        : has("submitted")
          ? t("all_done_submitted")
          : has("reserve")
            ? t("all_done_reserve")
            : null;
  return (
    <Frame calm title={t("all_done_title")}>
      {text && <p>{text}</p>}
    </Frame>
  );
}

/** The day of an answer date in the viewer's zone, for a sentence with <v>{date}</v>. */
export function answerDay(at: string) {
  return { v: () => <When at={at} dateOnly />, date: "" };
}
