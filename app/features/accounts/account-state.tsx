import { useTranslations } from "use-intl";
import { Badge, type Tone } from "~/components/values.tsx";

const TONES = {
  active: "good",
  invited: "info",
  unconfirmed: "warning",
  deactivated: "plain",
} as const satisfies Record<string, Tone>;

/** Whether somebody can sign in, and if not, why. */
export function AccountStateBadge({ state }: { state: keyof typeof TONES }) {
  const t = useTranslations("admin.account_state");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
