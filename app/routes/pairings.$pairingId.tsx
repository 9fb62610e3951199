import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { isolated } from "~/components/isolated.tsx";
import { Card, Page } from "~/components/page.tsx";
import { Score } from "~/components/values.tsx";
import { isLive } from "~/domain/pairing/lifecycle.ts";
import { loaderFor } from "~/features/accounts/guard.server.ts";
import { Alternatives } from "~/features/matching/alternatives.tsx";
import { alternativesOf } from "~/features/matching/alternatives.server.ts";
import { NextBest } from "~/features/matching/next-best.tsx";
import { nextBest } from "~/features/matching/next-best.server.ts";
import { Deeds } from "~/features/pairings/deeds.tsx";
import { PairAttention, SumTable } from "~/features/pairings/explanation.tsx";
import { History } from "~/features/pairings/history.tsx";
import { NoteForm } from "~/features/pairings/note-form.tsx";
import { pairingPage } from "~/features/pairings/pairing-page.server.ts";
import { Conversations } from "~/features/pairings/questions.tsx";
import { SideBySide } from "~/features/pairings/side-by-side.tsx";
import { Standing } from "~/features/pairings/standing.tsx";
import { StatusBadges } from "~/features/pairings/status.tsx";
import { readId } from "~/lib/ids.ts";
import { titled } from "~/lib/page-title.ts";
import { reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  titled(matches, data ? `${data.mentee.name} · ${data.mentor.name}` : "");

export const loader = loaderFor(
  "/pairings/:pairingId",
  async ({ ctx, params }) => {
    const page = await pairingPage(ctx, readId(params.pairingId));
    const alternatives = await alternativesOf(ctx.db, ctx.now, page.cohort.id, {
      id: page.pairing.id,
      mentee: page.mentee.enrolmentId,
      mentor: page.mentor.enrolmentId,
    });
    const suggestion = await nextBest(ctx, page.pairing.id);
    return reply({ ...page, alternatives, suggestion });
  },
);

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Pairing() {
  const t = useTranslations("pairings");
  const data = useLoaderData<typeof loader>();
  const { pairing, cohort, mentor, mentee, next } = data;
  return (
    <Page
      title={t.rich("pair.title", {
        ...isolated,
        mentee: mentee.name,
        mentor: mentor.name,
      })}
      lead={
        <span className="flex flex-wrap items-center gap-2">
          {pairing.score !== null && <Score value={pairing.score} />}
          <StatusBadges
            status={pairing.status}
            isSent={pairing.sentAt !== null}
            pinned={pairing.pinned}
          />
        </span>
      }
      crumbs={[
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
        { to: `/cohorts/${cohort.id}/pairings`, label: t("list_title") },
      ]}
      actions={
        next && (
          <ButtonLink to={`/pairings/${next}`}>{t("pair.next")}</ButtonLink>
        )
      }
    >
      <Standing pairing={pairing} others={data.others} />
      <Deeds pairing={pairing} steps={data.steps} mayRemind={data.mayRemind} />
      {data.suggestion && <NextBest suggestion={data.suggestion} />}
      <PairAttention explanation={pairing.explanation} />
      <Card title={t("pair.side_by_side")}>
        <SideBySide mentor={mentor} mentee={mentee} answers={data.answers} />
      </Card>
      <Why pairing={pairing} />
      <div id="alternatives">
        <Alternatives
          cohortId={cohort.id}
          menteeId={mentee.enrolmentId}
          rows={data.alternatives && data.alternatives.mentors}
          isDecided={isLive(pairing.status)}
          mayPropose={
            (cohort.state === "matching" || cohort.state === "running") &&
            !isLive(pairing.status)
          }
        />
      </div>
      {data.sides.length > 0 && (
        <Card
          id="questions"
          title={t("questions.title")}
          actions={
            <Link
              to={`/pairings/${pairing.id}/messages`}
              className="inline-block py-1"
            >
              {t("questions.page_title")}
            </Link>
          }
        >
          <Conversations
            pairingId={pairing.id}
            messages={data.messages}
            sides={data.sides}
          />
        </Card>
      )}
      <div className="grid items-start gap-x-6 lg:grid-cols-2">
        <Card title={t("pair.note")}>
          <NoteForm
            pairingId={pairing.id}
            note={pairing.note}
            version={pairing.version}
          />
        </Card>
        <History entries={data.history} />
      </div>
    </Page>
  );
}

function Why({ pairing }: { pairing: Data["pairing"] }) {
  const t = useTranslations("pairings.pair");
  const { explanation, score, runId } = pairing;
  const title = t("why", {
    score: score === null ? "" : Math.round(score / 100),
  });
  return (
    <Card
      title={title}
      actions={
        runId && (
          <Link to={`/runs/${runId}`} className="inline-block py-1">
            {t("run")}
          </Link>
        )
      }
    >
      {explanation === null ? (
        <p>{t("why_none")}</p>
      ) : (
        <SumTable explanation={explanation} />
      )}
    </Card>
  );
}
