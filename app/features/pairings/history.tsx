import type { SerializeFrom } from "@remix-run/node";
import { useTranslations } from "use-intl";
import { Card } from "~/components/page.tsx";
import { When } from "~/components/values.tsx";
import type { pairingPage } from "./pairing-page.server.ts";

type Entry = SerializeFrom<typeof pairingPage>["history"][number];

/** Who did what with a pair, when; from the audit. */
export function History({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("pairings");
  return (
    <Card title={t("pair.history")}>
      {entries.length === 0 ? (
        <p className="text-muted">{t("pair.history_none")}</p>
      ) : (
        <ol className="grid gap-3 border-s-2 border-line ps-4">
          {entries.map((entry) => (
            <li key={entry.id}>
              <HistoryEntry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

/** One of them: what, when, who. */
export function HistoryEntry({ entry }: { entry: Entry }) {
  const t = useTranslations("pairings");
  return (
    <>
      <p className="font-semibold">
        <What entry={entry} />
      </p>
      <p className="text-sm text-muted">
        <When at={entry.at} />
        {" · "}
        {entry.who ? <bdi>{entry.who}</bdi> : t("pair.by_platform")}
      </p>
    </>
  );
}

function What({ entry }: { entry: Entry }) {
  const t = useTranslations("pairings");
  const deed = entry.action.replace("pairing.", "");
  // audit rows outlive the code that wrote them
  const known = (key: string) =>
    t.has(key as "title") ? (key as "title") : null;
  const said = [
    known(`history.${deed}`) ?? ("history.other" as const),
    entry.reason && known(`reason.${entry.reason}`),
    entry.next && known(`next.${entry.next}`),
  ];
  return said.flatMap((key) => (key ? [t(key)] : [])).join(" · ");
}
