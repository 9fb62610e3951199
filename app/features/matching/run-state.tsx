import { useTranslations } from "use-intl";
import { Badge, type Tone } from "~/components/values.tsx";

type State = "queued" | "running" | "finished" | "failed" | "cancelled";

const TONES: Readonly<Record<State, Tone>> = {
  queued: "info",
  running: "info",
  finished: "good",
  failed: "danger",
  cancelled: "plain",
};

export function RunState({ state }: { state: State }) {
  const t = useTranslations("matching.state");
  return <Badge tone={TONES[state]}>{t(state)}</Badge>;
}
