import type { SerializeFrom } from "@remix-run/node";
import type { StoredFloor } from "db/schema/suggestions.ts";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import { Changes, EffectNotes, EffectSentences } from "./effect.tsx";
import type { nextBest } from "./next-best.server.ts";

/** What could be proposed instead of a pair that fell through, with its effect; one press proposes it. */
export function NextBest(props: {
  suggestion: NonNullable<SerializeFrom<typeof nextBest>>;
}) {
  const t = useTranslations("exchange");
  const { pairingId, changes, gain, floor, takenAt } = props.suggestion;
  return (
    <Card id="next-best" title={t("next.title")}>
      {changes.length === 0 ? (
        <p>{t("next.none")}</p>
      ) : (
        <div className="grid gap-3">
          <p>{t("next.lead")}</p>
          <Changes changes={changes} />
          <h3 className="font-semibold">{t("effect.title")}</h3>
          <EffectSentences gain={gain} />
          <FloorOfNext floor={floor} />
          {takenAt === null ? (
            <DeedForm action={`/pairings/${pairingId}/next-best`}>
              <Button look="main">{t("next.take")}</Button>
              <p className="mt-2 text-sm text-muted">{t("next.take_hint")}</p>
            </DeedForm>
          ) : (
            <p>{t.rich("next.taken", { date: () => <When at={takenAt} /> })}</p>
          )}
        </div>
      )}
    </Card>
  );
}

/** Whether the lowest score falls, and whether it could be higher by other changes. */
export function FloorOfNext(props: {
  floor: SerializeFrom<StoredFloor> | null;
}) {
  const t = useTranslations("exchange.next");
  const { floor } = props;
  if (floor === null) return null;
  return (
    <>
      <EffectNotes
        notes={{
          isBest: true,
          floor: { ...floor, isBelow: false },
          blocking: null,
        }}
      />
      {floor.possible !== null && (
        <p>{t("floor_higher", { lowest: Math.round(floor.possible / 100) })}</p>
      )}
    </>
  );
}
