import type { SubmissionResult } from "@conform-to/react";
import type { SerializeFrom } from "@remix-run/node";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm, useMessage } from "~/components/form.tsx";
import { Notice } from "~/components/page.tsx";
import { HistoryEntry } from "~/features/pairings/history.tsx";
import { StatusBadges } from "~/features/pairings/status.tsx";
import type { reviewPage } from "./review-page.server.ts";

type Pair = NonNullable<
  Exclude<SerializeFrom<typeof reviewPage>["chosen"], "">
>;

/** The last deed of the reader, and the way back. */
export function Done({
  pairingId,
  here,
  search,
}: {
  pairingId: string;
  here: string;
  search: string;
}) {
  const t = useTranslations("review");
  const back = new URLSearchParams(search);
  back.delete("done");
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 print:hidden">
      <p>{t("done")}</p>
      <DeedForm
        action={`/pairings/${pairingId}/undo?${new URLSearchParams({ back: `${here}?${back}` })}`}
      >
        <Button look="quiet" small data-undo>
          {t("undo")}
        </Button>
      </DeedForm>
    </div>
  );
}

/** Why a swap was refused, and what happened to the pair if somebody was first. */
export function Refused({
  form,
  pair,
}: {
  form: SubmissionResult;
  /** The one that is shown. */
  pair: Pair | null;
}) {
  const message = useMessage();
  const last = pair?.history.at(-1);
  const isOver = pair !== null && pair.pairing.status !== "proposed";
  return (
    <Notice look="danger" role="alert">
      {Object.values(form.error ?? {})
        .flatMap((all) => all ?? [])
        .map(message)
        .join(" ")}
      {pair && (
        <p className="my-2 flex flex-wrap items-center gap-2">
          <StatusBadges
            status={pair.pairing.status}
            isSent={pair.pairing.sentAt !== null}
            pinned={pair.pairing.pinned}
          />
        </p>
      )}
      {isOver && last && (
        <div className="my-2 border-s-2 border-clay ps-3">
          <HistoryEntry entry={last} />
        </div>
      )}
    </Notice>
  );
}
