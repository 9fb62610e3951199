import { Pin } from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge, type Tone } from "~/components/values.tsx";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";

const TONES: Readonly<Record<PairingStatus, Tone>> = {
  proposed: "plain",
  approved: "info",
  mentor_accepted: "info",
  active: "good",
  on_hold: "warning",
  completed: "good",
  ended_early: "plain",
  rejected: "plain",
  mentor_declined: "warning",
  mentee_declined: "warning",
  expired: "warning",
  withdrawn: "plain",
  superseded: "plain",
};

/** Where a pairing stands, with what else is true of it. */
export function StatusBadges({
  status,
  isSent,
  pinned,
}: {
  status: PairingStatus;
  isSent: boolean;
  pinned: boolean;
}) {
  const t = useTranslations("pairings");
  const terms = useTranslations("terms.pairing_status");
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone={TONES[status]}>{terms(status)}</Badge>
      {status === "approved" && isSent && (
        <Badge tone="info">{t("sent")}</Badge>
      )}
      {pinned && status === "proposed" && (
        <Badge>
          <Pin aria-hidden="true" className="inline size-3.5" /> {t("pinned")}
        </Badge>
      )}
    </span>
  );
}
