import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { SelectField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { PersonCell } from "~/components/person-cell.tsx";
import { Table } from "~/components/table.tsx";
import { Badge, Score, type Tone, When } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import type { RunChange } from "~/domain/reporting/run-difference.ts";
import type { comparePage } from "./compare.server.ts";

type Data = SerializeFrom<typeof comparePage>;
type Comparison = NonNullable<Data["comparison"]>;

/** Which two runs are compared; the choice stands in the address. */
export function RunChooser({
  runs,
  before,
  after,
}: {
  runs: Data["runs"];
  before: string;
  after: string;
}) {
  const t = useTranslations("runs.compare");
  const format = useFormatter();
  const { timeZone } = useViewer();
  const options = runs.map(({ id, createdAt, matched, mentees, version }) => ({
    value: id,
    label: t("option", {
      at: format.dateTime(new Date(createdAt), {
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "numeric",
        minute: "2-digit",
        timeZone,
      }),
      matched,
      of: mentees,
      version,
    }),
  }));
  return (
    <Card>
      <Form
        id="compare"
        method="get"
        values={{ a: before, b: after }}
        className="grid items-end gap-4 md:grid-cols-[1fr_1fr_auto]"
      >
        <SelectField name="a" label={t("before")} options={options} />
        <SelectField name="b" label={t("after")} options={options} />
        <Button>{t("show")}</Button>
      </Form>
    </Card>
  );
}

const FIGURES = [
  "matched",
  "mean",
  "median",
  "worst",
  "total",
  "blocking",
  "taken",
  "places",
  "unused",
  "mentees",
  "mentors",
] as const;
const SCORES: ReadonlySet<string> = new Set([
  "mean",
  "median",
  "worst",
  "total",
]);

/** The figures of both runs in one table, with what is more or less. */
export function FiguresBeside({ before, after, sameInput }: Comparison) {
  const t = useTranslations("runs.compare");
  const format = useFormatter();
  const text = (name: string, value: number | null) =>
    value === null
      ? "–"
      : format.number(SCORES.has(name) ? value / 100 : value, {
          maximumFractionDigits: 2,
        });
  const difference = (name: (typeof FIGURES)[number]) => {
    const [old, young] = [before.figures[name], after.figures[name]];
    if (old === null || young === null || old === young) return "";
    const by = SCORES.has(name) ? (young - old) / 100 : young - old;
    return format.number(by, {
      signDisplay: "always",
      maximumFractionDigits: 2,
    });
  };
  return (
    <Card title={t("figures")}>
      <Table
        caption={t("figures")}
        rows={FIGURES}
        rowKey={(name) => name}
        columns={[
          {
            key: "figure",
            head: t("figure"),
            heading: true,
            cell: (name) => t(`figure_name.${name}`),
          },
          ...([before, after] as const).map((side, index) => ({
            key: index === 0 ? "before" : "after",
            head: t(index === 0 ? "before" : "after"),
            numeric: true,
            cell: (name: (typeof FIGURES)[number]) => (
              <bdi>{text(name, side.figures[name])}</bdi>
            ),
          })),
          {
            key: "difference",
            head: t("difference"),
            numeric: true,
            cell: (name) => difference(name) && <bdi>{difference(name)}</bdi>,
          },
        ]}
      />
      <ul className="mt-3 list-disc ps-5">
        {[before, after].map((side, index) => (
          <li key={index}>
            <Link to={`/runs/${side.id}`} className="inline-block py-0.5">
              <When at={side.createdAt} />
            </Link>{" "}
            {side.author && <bdi>{side.author}</bdi>}
          </li>
        ))}
      </ul>
      {sameInput && <p className="mt-3">{t("same_input")}</p>}
    </Card>
  );
}

const TONES: Readonly<Record<RunChange, Tone>> = {
  lost: "danger",
  changed: "info",
  gained: "good",
  left: "plain",
  entered: "plain",
};

/** Whose mentors are not the same, with the scores of both runs. */
export function People({
  comparison,
  file,
}: {
  comparison: Comparison;
  file: string;
}) {
  const t = useTranslations("runs.compare");
  const { rows, all, same, rescored, open, counts } = comparison;
  return (
    <section className="mb-8">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="text-xl">{t("people")}</h2>
        {all > 0 && (
          <ButtonLink to={file} download small>
            {t("csv")}
          </ButtonLink>
        )}
      </div>
      <ul className="mb-4 list-disc ps-5">
        <li>{t("same", { count: same, rescored })}</li>
        {open > 0 && <li>{t("open_both", { count: open })}</li>}
        {counts
          .filter(({ count }) => count > 0)
          .map(({ change, count }) => (
            <li key={change}>{t(`count.${change}`, { count })}</li>
          ))}
      </ul>
      {all > 0 && <Differences rows={rows} />}
      {all > rows.length && (
        <p className="mt-3 text-muted">
          {t("more", { shown: rows.length, all })}
        </p>
      )}
    </section>
  );
}

function Differences({ rows }: { rows: Comparison["rows"] }) {
  const t = useTranslations("runs.compare");
  return (
    <Table
      caption={t("people")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "mentee",
          head: t("mentee"),
          heading: true,
          cell: (row) => (
            <PersonCell
              to={`/enrolments/${row.id}`}
              name={row.name}
              organisation={row.organisation}
            />
          ),
        },
        {
          key: "change",
          head: t("change"),
          cell: ({ change }) => (
            <Badge tone={TONES[change]}>{t(`kind.${change}`)}</Badge>
          ),
        },
        {
          key: "before",
          head: t("before"),
          cell: ({ before }) => <Partners partners={before} />,
        },
        {
          key: "after",
          head: t("after"),
          cell: ({ after }) => <Partners partners={after} />,
        },
      ]}
    />
  );
}

function Partners({
  partners,
}: {
  partners: Comparison["rows"][number]["before"];
}): ReactNode {
  const t = useTranslations("runs.compare");
  if (partners.length === 0)
    return <span className="text-muted">{t("nobody")}</span>;
  return (
    <ul className="grid gap-1">
      {partners.map(({ id, name, score }) => (
        <li key={id} className="flex flex-wrap items-center gap-2">
          <Link to={`/enrolments/${id}`} className="inline-block py-0.5">
            <bdi>{name}</bdi>
          </Link>
          <Score value={score} />
        </li>
      ))}
    </ul>
  );
}
