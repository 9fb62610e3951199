import { useTranslations } from "use-intl";
import { Badge, type Tone } from "~/components/values.tsx";
import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";

const TONES: Readonly<Partial<Record<PairingStatus, Tone>>> = {
  active: "good",
  completed: "good",
  on_hold: "warning",
};

export function PairingStatusBadge({ status }: { status: PairingStatus }) {
  const t = useTranslations("terms.pairing_status");
  return <Badge tone={TONES[status] ?? "plain"}>{t(status)}</Badge>;
}

interface Confirmable {
  readonly status: string;
  readonly confirmedAt: string | Date | null;
  readonly confirmedBy: string | null;
}

/** Whether a session is agreed, in words. */
export function Confirmation({ session }: { session: Confirmable }) {
  const t = useTranslations("sessions.view");
  const terms = useTranslations("terms.session_status");
  if (session.status !== "held")
    return <Badge tone="warning">{terms("no_show")}</Badge>;
  if (session.confirmedAt === null)
    return <Badge tone="warning">{t("to_confirm")}</Badge>;
  return (
    <Badge tone="good">
      {session.confirmedBy ? t("confirmed") : t("confirmed_by_time")}
    </Badge>
  );
}

/** Who was there, in words. */
export function Attendance(props: {
  mentorAttended: boolean;
  menteeAttended: boolean;
}) {
  const t = useTranslations("sessions.view");
  if (props.mentorAttended && props.menteeAttended) return t("both");
  if (props.mentorAttended) return t("only_mentor");
  return props.menteeAttended ? t("only_mentee") : t("nobody");
}
