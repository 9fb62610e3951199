import type { SerializeFrom } from "@remix-run/node";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Notice } from "~/components/page.tsx";
import { HistoryEntry } from "./history.tsx";
import type { pairingHead } from "./pairing-page.server.ts";
import { StatusBadges } from "./status.tsx";

type Head = SerializeFrom<typeof pairingHead>;

/** Somebody else was first: what they did, how the pair stands, and whether one's own step still makes sense. */
export function Overtaken({
  pairing,
  isPossible,
}: {
  pairing: Head;
  isPossible: boolean;
}) {
  const t = useTranslations("pairings.decide");
  const { last } = pairing;
  return (
    <>
      <Notice look="warning" title={t("changed_title")} role="alert">
        {last && (
          <>
            <p className="mt-1">{t("changed_last")}</p>
            <div className="my-2 border-s-2 border-clay ps-3">
              <HistoryEntry entry={last} />
            </div>
          </>
        )}
        <p className="my-2 flex flex-wrap items-center gap-2">
          {t("changed_now")}{" "}
          <StatusBadges
            status={pairing.status}
            isSent={pairing.isSent}
            pinned={pairing.pinned}
          />
        </p>
        <p>{t(isPossible ? "changed_again" : "changed_over")}</p>
      </Notice>
      <p className="mb-6">
        <ButtonLink to={`/pairings/${pairing.id}`}>{t("to_pair")}</ButtonLink>
      </p>
    </>
  );
}
