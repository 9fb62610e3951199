import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import { Notice } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import type { pairingPage } from "./pairing-page.server.ts";

type Data = SerializeFrom<typeof pairingPage>;

const WITH_HOME = new Set(["active", "on_hold", "completed", "ended_early"]);

/** Where the pair stands in a sentence, why it ended, and who holds the places of the two. */
export function Standing({
  pairing,
  others,
}: {
  pairing: Data["pairing"];
  others: Data["others"];
}) {
  const t = useTranslations("pairings.pair");
  return (
    <div className="mb-5 grid gap-2">
      <Sentence pairing={pairing} />
      <Ending pairing={pairing} />
      {WITH_HOME.has(pairing.status) && (
        <p>
          <Link to={`/pairs/${pairing.id}`} className="inline-block py-1">
            {t("see_home")}
          </Link>
        </p>
      )}
      {others.length > 0 && <Others rows={others} />}
    </div>
  );
}

function Sentence({ pairing }: { pairing: Data["pairing"] }) {
  const t = useTranslations("pairings.pair");
  const { status, sentAt, answerBy, startedAt } = pairing;
  if (status === "approved" && sentAt === null) return <p>{t("not_sent")}</p>;
  const isRunning = status === "active" || status === "on_hold";
  const key =
    status === "approved" ? "sent" : isRunning ? "started" : "mentor_accepted";
  if (!isRunning && !AWAITED.has(status)) return null;
  return (
    <p>
      {t.rich(key, {
        sent: () => <Moment at={sentAt} dateOnly />,
        due: () => <Moment at={answerBy} zoned />,
        date: () => <Moment at={startedAt} dateOnly />,
      })}
    </p>
  );
}

const AWAITED = new Set(["approved", "mentor_accepted"]);

function Moment(props: {
  at: string | null;
  dateOnly?: boolean;
  zoned?: boolean;
}) {
  const { at, ...shown } = props;
  return at === null ? (
    <span aria-hidden="true">–</span>
  ) : (
    <When at={at} {...shown} />
  );
}

function Ending({ pairing }: { pairing: Data["pairing"] }) {
  const t = useTranslations("pairings");
  const { reason, reasonMessage } = pairing;
  if (reason === null && reasonMessage === null) return null;
  return (
    <Notice>
      {reason !== null && (
        <p className="font-semibold">
          {t("pair.reason", { reason: t(`reason.${reason as "other"}`) })}
        </p>
      )}
      {reasonMessage !== null && (
        <blockquote dir="auto" className="mt-1 whitespace-pre-line">
          {reasonMessage}
        </blockquote>
      )}
    </Notice>
  );
}

function Others({ rows }: { rows: Data["others"] }) {
  const t = useTranslations("pairings.pair");
  const terms = useTranslations("terms.pairing_status");
  return (
    <div>
      <p className="text-sm font-semibold text-muted">{t("others")}</p>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={`/pairings/${row.id}`} className="inline-block py-0.5">
              {row.sharesMentor
                ? t.rich("other_mentor", { ...isolated, name: row.mentee })
                : t.rich("other_mentee", { ...isolated, name: row.mentor })}
            </Link>
            {" · "}
            {terms(row.status)}
          </li>
        ))}
      </ul>
    </div>
  );
}
