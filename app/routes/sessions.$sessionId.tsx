import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, Facts, Notice, Page } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { sessionPage } from "~/features/sessions/queries.server.ts";
import {
  Attendance,
  Confirmation,
} from "~/features/sessions/session-pieces.tsx";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "sessions", "title");

export const loader = loaderFor("/sessions/:sessionId", ({ ctx, params }) =>
  sessionPage(ctx, readId(params.sessionId)),
);

type SessionPage = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Session() {
  const t = useTranslations("sessions");
  const format = useFormatter();
  const page = useLoaderData<typeof loader>();
  const { pair, session } = page;
  const name = pair.side === "mentor" ? pair.mentee.name : pair.mentor.name;
  const date = format.dateTime(new Date(session.startsAt), {
    dateStyle: "long",
    timeZone: session.timeZone,
  });
  return (
    <Page
      width="narrow"
      title={t("view.title", { date })}
      crumbs={[
        { to: "/pairs", label: t("pairs.title") },
        { to: `/pairs/${pair.id}`, label: t("pairs.with", { name }) },
      ]}
      actions={
        <ButtonLink to={`/sessions/${session.id}/correct`}>
          {t("view.correct")}
        </ButtonLink>
      }
    >
      {page.mayConfirm && (
        <Notice
          look="warning"
          title={t("view.confirm_lead", { name: session.loggedByName })}
        >
          <DeedForm action={`/sessions/${session.id}/confirm`} className="mt-3">
            <Button look="agree">{t("view.confirm")}</Button>
          </DeedForm>
        </Notice>
      )}
      <SessionFacts page={page} />
      {page.versions.length > 0 && (
        <Card title={t("view.versions")}>
          <ul className="grid gap-2">
            {page.versions.map((version) => (
              <li key={version.version}>
                <When at={version.changedAt} /> ·{" "}
                {t("view.changed", { name: version.changedBy })}
                <EarlierVersion content={version.content} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function SessionFacts({ page }: { page: SessionPage }) {
  const t = useTranslations("sessions");
  const terms = useTranslations("terms.session_form");
  const { session } = page;
  const words = (text: string | null) => (
    <span dir="auto" className="block whitespace-pre-line">
      {text}
    </span>
  );
  return (
    <Card actions={<Confirmation session={session} />}>
      <Facts
        items={[
          {
            term: t("view.when"),
            value: (
              <When at={session.startsAt} timeZone={session.timeZone} zoned />
            ),
          },
          {
            term: t("view.your_clock"),
            value: <When at={session.startsAt} zoned />,
          },
          {
            term: t("view.length"),
            value: t("view.minutes", { minutes: session.minutes }),
          },
          { term: t("view.form"), value: terms(session.form) },
          ...(session.eventName || session.place
            ? [
                {
                  term: t("view.place"),
                  value: (
                    <bdi>
                      {[session.eventName, session.place]
                        .filter(Boolean)
                        .join(", ")}
                    </bdi>
                  ),
                },
              ]
            : []),
          { term: t("view.attended"), value: <Attendance {...session} /> },
          {
            term: t("view.logged_by"),
            value: <bdi>{session.loggedByName}</bdi>,
          },
          ...(["topics", "decisions", "nextStep"] as const).flatMap((key) =>
            session[key]
              ? [
                  {
                    term: t(
                      key === "nextStep" ? "field.next_step" : `field.${key}`,
                    ),
                    value: words(session[key]),
                  },
                ]
              : [],
          ),
          ...(page.rating
            ? [{ term: t("view.your_rating"), value: String(page.rating) }]
            : []),
        ]}
      />
    </Card>
  );
}

/** How a session read before it was corrected. */
function EarlierVersion({ content }: { content: Record<string, unknown> }) {
  const t = useTranslations("sessions");
  const shown = ["topics", "decisions", "nextStep", "place"] as const;
  const label = {
    topics: "field.topics",
    decisions: "field.decisions",
    nextStep: "field.next_step",
    place: "field.place",
  } as const;
  return (
    <details className="mt-1">
      <summary className="cursor-pointer py-1">
        {typeof content.startsAt === "string" && <When at={content.startsAt} />}
      </summary>
      <dl className="mt-1 grid gap-1 ps-4">
        {shown.map((key) => {
          const value = content[key];
          return typeof value === "string" && value !== "" ? (
            <div key={key}>
              <dt className="text-muted">{t(label[key])}</dt>
              <dd dir="auto" className="whitespace-pre-line">
                {value}
              </dd>
            </div>
          ) : null;
        })}
      </dl>
    </details>
  );
}
