import { useTranslations } from "use-intl";
import { isolated } from "~/components/isolated.tsx";
import type { NoEffect } from "./alternatives.server.ts";
import type { NamedEffect } from "./effect.server.ts";

type Gain = NamedEffect["gain"];

/** One thing that an exchange gives or takes: a key of `exchange.effect` and `exchange.short`, and how much. */
interface Part {
  readonly key:
    | "people_more"
    | "people_fewer"
    | "places_more"
    | "places_fewer"
    | "total_more"
    | "total_fewer";
  readonly args: { readonly count: number; readonly points: number };
}

/** People before places before points, like the run itself; a gain of somebody is not weighed against points. */
function partsOf({ people, secondPlaces, total }: Gain): Part[] {
  const part = (name: "people" | "places" | "total", amount: number): Part => ({
    key: `${name}_${amount > 0 ? "more" : "fewer"}`,
    args: { count: Math.abs(amount), points: Math.abs(amount) / 100 },
  });
  return [
    ...(people === 0 ? [] : [part("people", people)]),
    ...(secondPlaces === 0 ? [] : [part("places", secondPlaces)]),
    ...(total === 0 ? [] : [part("total", total)]),
  ];
}

/** What an exchange does to the whole, a sentence for each thing that changes. */
export function EffectSentences({ gain }: { gain: Gain }) {
  const t = useTranslations("exchange.effect");
  const parts = partsOf(gain);
  if (parts.length === 0) return <p>{t("same")}</p>;
  return (
    <ul className="list-disc ps-5">
      {parts.map(({ key, args }) => (
        <li key={key}>{t(key, args)}</li>
      ))}
    </ul>
  );
}

/** What there is to know besides the sum: how it was worked out, and what had to give way. */
export function EffectNotes({ notes }: Pick<NamedEffect, "notes">) {
  const t = useTranslations("exchange.notes");
  const { floor } = notes;
  return (
    <>
      {floor && isFloorKept(floor) && (
        <p>{t("floor_kept", { lowest: Math.round(floor.after / 100) })}</p>
      )}
      <GivesWay notes={notes} />
      <FewestMove effects={[{ notes }]} />
    </>
  );
}

/** Once for all effects of a page: that as few others as possible move, where that is how they were worked out. */
export function FewestMove({
  effects,
}: {
  effects: readonly (Pick<NamedEffect, "notes"> | null)[];
}) {
  const t = useTranslations("exchange.notes");
  return effects.some((effect) => effect && !effect.notes.isBest) ? (
    <p className="text-sm text-muted">{t("fewest")}</p>
  ) : null;
}

/** What had to give way for a pair. */
function GivesWay({ notes }: Pick<NamedEffect, "notes">) {
  const t = useTranslations("exchange.notes");
  const { floor, blocking } = notes;
  return (
    <>
      {floor && !isFloorKept(floor) && <Floor floor={floor} />}
      {blocking && (
        <p>
          {blocking.after > blocking.before
            ? t("blocking_more", { count: blocking.after - blocking.before })
            : t("blocking_none")}
        </p>
      )}
    </>
  );
}

type FloorNote = NonNullable<NamedEffect["notes"]["floor"]>;

function isFloorKept({ before, after, isBelow }: FloorNote): boolean {
  return after >= before && !isBelow;
}

function Floor({ floor: { before, after, isBelow } }: { floor: FloorNote }) {
  const t = useTranslations("exchange.notes");
  const [was, is] = [Math.round(before / 100), Math.round(after / 100)];
  return (
    <>
      {after < before && <p>{t("floor_falls", { before: was, after: is })}</p>}
      {isBelow && <p>{t("floor_own", { lowest: is })}</p>}
    </>
  );
}

/** The effect in a few words for a table, with whom it moves; or why it is not said. */
export function EffectOrWhy({
  effect,
  hindrance,
}: {
  effect: NamedEffect | null;
  hindrance: NoEffect | null;
}) {
  const t = useTranslations("exchange.hindrance");
  if (effect === null)
    return (
      <span className="text-muted">{t(hindrance ?? ("unknown" as const))}</span>
    );
  return (
    <>
      <EffectShort gain={effect.gain} />
      <div className="text-sm text-muted">
        <GivesWay notes={effect.notes} />
      </div>
      <Chain changes={effect.changes} />
    </>
  );
}

function EffectShort({ gain }: { gain: Gain }) {
  const t = useTranslations("exchange.short");
  const parts = partsOf(gain);
  if (parts.length === 0) return t("same");
  return (
    <ul>
      {parts.map(({ key, args }) => (
        <li key={key}>{t(key, args)}</li>
      ))}
    </ul>
  );
}

/** Who would move where, with the scores before and after. */
function Chain({ changes }: Pick<NamedEffect, "changes">) {
  const t = useTranslations("exchange.chain");
  if (changes.length === 0) return null;
  return (
    <details>
      <summary className="min-h-9 cursor-pointer py-1">
        {t("title", { count: changes.length })}
      </summary>
      <Changes changes={changes} />
    </details>
  );
}

/** The list of `Chain`, open. */
export function Changes({ changes }: Pick<NamedEffect, "changes">) {
  const t = useTranslations("exchange.chain");
  const points = (score: number | null) => Math.round((score ?? 0) / 100);
  return (
    <ul className="list-disc ps-5">
      {changes.map(({ mentee, from, to, scoreBefore, scoreAfter }, index) => (
        <li key={index}>
          {t.rich(from === null ? "gets" : to === null ? "loses" : "moves", {
            ...isolated,
            mentee,
            from: from ?? "",
            to: to ?? "",
            before: points(scoreBefore),
            after: points(scoreAfter),
          })}
        </li>
      ))}
    </ul>
  );
}
