import { useTranslations } from "use-intl";
import { Badge, type Tone } from "~/components/values.tsx";

const TONES = {
  queued: "info",
  sent: "good",
  failed: "danger",
} as const satisfies Record<string, Tone>;

/** What has become of a mail. */
export function MailStateBadge({ state }: { state: keyof typeof TONES }) {
  const t = useTranslations("admin.mail.states");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
