import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Card } from "~/components/page.tsx";
import { useFilterLink } from "~/components/table.tsx";
import { Score } from "~/components/values.tsx";
import { Deeds } from "~/features/pairings/deeds.tsx";
import { PairAttention, SumTable } from "~/features/pairings/explanation.tsx";
import { History } from "~/features/pairings/history.tsx";
import { NoteForm } from "~/features/pairings/note-form.tsx";
import { SideBySide } from "~/features/pairings/side-by-side.tsx";
import { Standing } from "~/features/pairings/standing.tsx";
import { StatusBadges } from "~/features/pairings/status.tsx";
import { Looking } from "./looking.tsx";
import type { reviewPage } from "./review-page.server.ts";

type Data = SerializeFrom<typeof reviewPage>;
type Chosen = NonNullable<Exclude<Data["chosen"], "">>;

/** The pair in the middle: what to do about it first, then both sides, the sum, the rest. */
export function ReviewPair({ data, chosen }: { data: Data; chosen: Chosen }) {
  const t = useTranslations("pairings");
  const { pairing, mentor, mentee } = chosen;
  return (
    <section aria-labelledby="pair-title" className="min-w-0" data-drop>
      <Steps data={data} />
      <h2 id="pair-title" className="text-xl sm:text-2xl">
        {t.rich("pair.title", {
          ...isolated,
          mentee: mentee.name,
          mentor: mentor.name,
        })}
      </h2>
      <p className="mt-2 mb-4 flex flex-wrap items-center gap-2">
        {pairing.score !== null && <Score value={pairing.score} />}
        <StatusBadges
          status={pairing.status}
          isSent={pairing.sentAt !== null}
          pinned={pairing.pinned}
        />
        <Looking
          pairingId={pairing.id}
          names={data.looking[pairing.id] ?? []}
        />
      </p>
      <News data={data} pairingId={pairing.id} />
      <Standing pairing={pairing} others={chosen.others} />
      <Deeds
        pairing={pairing}
        steps={chosen.steps}
        mayRemind={chosen.mayRemind}
        back={useWayOn(data, pairing.id)}
      />
      <PairAttention explanation={pairing.explanation} />
      <Card title={t("pair.side_by_side")}>
        <SideBySide mentor={mentor} mentee={mentee} answers={chosen.answers} />
      </Card>
      {pairing.explanation && (
        <Card
          title={t("pair.why", {
            score: Math.round((pairing.score ?? 0) / 100),
          })}
        >
          <SumTable explanation={pairing.explanation} />
        </Card>
      )}
      <div className="grid items-start gap-x-6 2xl:grid-cols-2">
        <Card title={t("pair.note")}>
          <NoteForm
            pairingId={pairing.id}
            note={pairing.note}
            version={pairing.version}
          />
        </Card>
        <History entries={chosen.history} />
      </div>
    </section>
  );
}

/** A decision leads on to the next pair, and keeps the way back; a pin stays where it is. */
function useWayOn(data: Data, pairingId: string) {
  const link = useFilterLink();
  const onward = data.next ?? data.before;
  return (step: string) => {
    if (step === "pin" || step === "unpin") return link("pair", pairingId);
    const [path = "", query = ""] = link("pair", onward ?? "").split("?");
    const params = new URLSearchParams(query);
    params.set("done", pairingId);
    return `${path}?${params}`;
  };
}

function Steps({ data }: { data: Data }) {
  const t = useTranslations("review");
  const link = useFilterLink();
  return (
    <nav
      aria-label={t("steps")}
      className="mb-3 flex flex-wrap gap-x-4 print:hidden"
    >
      {data.before && (
        <Link
          to={link("pair", data.before)}
          rel="prev"
          className="inline-flex min-h-9 items-center"
        >
          {t("before")}
        </Link>
      )}
      {data.next && (
        <Link
          to={link("pair", data.next)}
          rel="next"
          className="inline-flex min-h-9 items-center"
        >
          {t("next")}
        </Link>
      )}
      <a
        href="#alternatives"
        className="inline-flex min-h-9 items-center xl:hidden"
      >
        {t("to_alternatives")}
      </a>
    </nav>
  );
}

/** Where the script of the page says what others have done since it was made; nothing without it. */
function News({ data, pairingId }: { data: Data; pairingId: string }) {
  const t = useTranslations("review");
  const link = useFilterLink();
  return (
    <div
      className="rounded-lg border-clay data-told:mb-4 data-told:border data-told:px-4 data-told:py-3 print:hidden"
      data-news
      data-news-url={`/cohorts/${data.cohort.id}/review/news`}
      data-news-pair={pairingId}
      data-news-since={data.since}
    >
      <p className="font-semibold" hidden>
        {t("news.title")}
      </p>
      <div role="status" dir="auto" />
      <p hidden>
        <a href={link("pair", pairingId)} className="inline-block py-1">
          {t("news.reload")}
        </a>
      </p>
    </div>
  );
}
