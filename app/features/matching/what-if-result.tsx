import { useTranslations } from "use-intl";
import { Card, Notice } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { Score } from "~/components/values.tsx";
import type { TrialFigures, TrialResult } from "~/domain/matching/what-if.ts";
import type { TrialName } from "./what-if-messages.ts";

type Names = Readonly<Record<string, TrialName>>;

/** Changes listed at most; the rest is counted. */
const CHANGES_SHOWN = 60;

const FIGURES = ["matched", "meanTried", "meanSaved", "worstTried"] as const;

/** What a tried way of matching would give, beside the saved one; the same on the server and in the browser. */
export function WhatIfResult({
  result,
  names,
}: {
  result: TrialResult;
  names: Names;
}) {
  const t = useTranslations("whatif");
  return (
    <div className="grid gap-6">
      <Card title={t("result")}>
        <p className="mb-4 text-lg font-semibold" role="status">
          {t("headline", {
            changes: result.changes.length,
            left: result.leftOut.length,
          })}
        </p>
        <Table
          caption={t("result")}
          rows={FIGURES}
          rowKey={(figure) => figure}
          columns={[
            {
              key: "figure",
              head: t("figure"),
              heading: true,
              cell: (figure) => t(`figures.${figure}`),
            },
            {
              key: "saved",
              head: t("saved"),
              cell: (figure) => (
                <Figure of={result} figures={result.saved} name={figure} />
              ),
            },
            {
              key: "tried",
              head: t("tried"),
              cell: (figure) => (
                <Figure of={result} figures={result.tried} name={figure} />
              ),
            },
          ]}
        />
        <p className="mt-3 text-sm text-muted">{t("means_hint")}</p>
      </Card>
      <Changes result={result} names={names} />
      <LeftOut result={result} names={names} />
    </div>
  );
}

/** The tried way cannot be used with these people. */
export function Unusable() {
  const t = useTranslations("whatif");
  return (
    <Notice look="danger" role="status">
      {t("unusable")}
    </Notice>
  );
}

function Figure({
  of,
  figures,
  name,
}: {
  of: TrialResult;
  figures: TrialFigures;
  name: (typeof FIGURES)[number];
}) {
  const t = useTranslations("whatif");
  if (name === "matched")
    return (
      <bdi>
        {t("matched_of", { matched: figures.matched, mentees: of.mentees })}
      </bdi>
    );
  const value = figures[name];
  return value === null ? (
    <span aria-hidden="true">–</span>
  ) : (
    <Score value={value} />
  );
}

function Changes({ result, names }: { result: TrialResult; names: Names }) {
  const t = useTranslations("whatif");
  const { changes } = result;
  if (changes.length === 0)
    return (
      <Card title={t("changes")}>
        <p>{t("changes_none")}</p>
      </Card>
    );
  return (
    <section>
      <h2 className="mb-3 text-xl">
        {t("changes")} <bdi>({changes.length})</bdi>
      </h2>
      <Table
        caption={t("changes")}
        rows={changes.slice(0, CHANGES_SHOWN)}
        rowKey={({ mentee }) => mentee}
        columns={[
          {
            key: "mentee",
            head: t("mentee"),
            heading: true,
            cell: ({ mentee }) => <Named ids={[mentee]} names={names} />,
          },
          {
            key: "before",
            head: t("saved"),
            cell: ({ before }) => <Named ids={before} names={names} />,
          },
          {
            key: "after",
            head: t("tried"),
            cell: ({ after }) => <Named ids={after} names={names} />,
          },
        ]}
      />
      {changes.length > CHANGES_SHOWN && (
        <p className="mt-2 text-muted">
          {t("more", { count: changes.length - CHANGES_SHOWN })}
        </p>
      )}
    </section>
  );
}

function Named({ ids, names }: { ids: readonly string[]; names: Names }) {
  const t = useTranslations("whatif");
  if (ids.length === 0)
    return <span className="text-muted">{t("nobody")}</span>;
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>
          <bdi>{names[id]?.name}</bdi>
          {names[id]?.organisation && (
            <span className="block text-sm text-muted">
              <bdi>{names[id].organisation}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function LeftOut({ result, names }: { result: TrialResult; names: Names }) {
  const t = useTranslations("whatif");
  const { leftOut } = result;
  return (
    <Card title={t("left_out")}>
      {leftOut.length === 0 ? (
        <p>{t("left_out_none")}</p>
      ) : (
        <Named ids={leftOut.slice(0, CHANGES_SHOWN)} names={names} />
      )}
      {leftOut.length > CHANGES_SHOWN && (
        <p className="mt-2 text-muted">
          {t("more", { count: leftOut.length - CHANGES_SHOWN })}
        </p>
      )}
    </Card>
  );
}
