import type { SerializeFrom } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { useFormatter, useTranslations } from "use-intl";
import { Hidden } from "~/components/values.tsx";
import { type ScoreWord, scoreWord } from "~/domain/scoring/word.ts";
import type { reviewMatrix } from "./review-matrix.server.ts";

type Data = SerializeFrom<typeof reviewMatrix>;
type Cell = Data["rows"][number]["cells"][number];

const SHADES: Readonly<Record<ScoreWord, string>> = {
  strong: "bg-shade-4 text-on-sea",
  good: "bg-shade-3",
  possible: "bg-shade-1",
  weak: "",
};

const STICKY = "sticky start-0 z-1 bg-surface";

/** Mentees down, mentors across, the score of the two in each cell; pairs of the list have a frame and say so. */
export function ReviewMatrix({ data }: { data: Data }) {
  const t = useTranslations("review");
  const pair = useTranslations("pairings.pair");
  return (
    <div
      role="region"
      tabIndex={0}
      aria-label={t("matrix_caption")}
      className="relative overflow-x-auto rounded-card border border-line bg-surface"
    >
      <table className="border-separate border-spacing-0.5 text-sm">
        <caption className="sr-only">{t("matrix_caption")}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${STICKY} p-2 text-start align-bottom`}>
              {pair("mentee")}
            </th>
            {data.mentors.map(({ id, name }) => (
              <th
                key={id}
                scope="col"
                className="max-w-20 min-w-14 p-1 text-center align-bottom text-xs font-normal"
              >
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.id}>
              <th
                scope="row"
                className={`${STICKY} max-w-40 min-w-28 p-2 text-start font-normal`}
              >
                <bdi>{row.name}</bdi>
              </th>
              {row.cells.map((cell, at) => (
                <Score
                  key={data.mentors[at]?.id}
                  cell={cell}
                  to={linkOf(data, row.id, at, cell)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A pair of the list leads to its place on the workbench, others to why they are none. */
function linkOf(data: Data, mentee: string, at: number, { pair }: Cell) {
  const here = `/cohorts/${data.cohort.id}`;
  const { status, q, sort, from, to, sector } = data.query;
  if (pair) {
    const search = { status, q, sort, from, to, sector, pair };
    return `${here}/review?${new URLSearchParams(
      Object.entries(search).filter(([, value]) => value !== ""),
    )}`;
  }
  return `${here}/why-not?mentee=${mentee}&mentor=${data.mentors[at]?.id}`;
}

function Score({ cell: { pair, score }, to }: { cell: Cell; to: string }) {
  const t = useTranslations("review");
  const shade = score === null || score < 0 ? "text-muted" : shadeOf(score);
  return (
    <td
      className={`rounded-sm p-0 text-center [print-color-adjust:exact] ${shade} ${pair ? "font-semibold outline-2 outline-clay" : ""}`}
    >
      <Link
        to={to}
        className="block min-w-9 px-1 py-1.5 text-inherit no-underline hover:underline"
      >
        {pair && <Hidden>{t("matrix_pair")} </Hidden>}
        <InWords score={score} />
      </Link>
    </td>
  );
}

function shadeOf(score: number): string {
  return SHADES[scoreWord(score)];
}

/** A score with its word, or why there is none. */
function InWords({ score }: { score: number | null }) {
  const t = useTranslations("review");
  const words = useTranslations("terms.score_word");
  const format = useFormatter();
  if (score === null || score < 0)
    return (
      <>
        <span aria-hidden="true">{score === null ? "?" : "–"}</span>
        <Hidden>
          {t(score === null ? "matrix_unscored" : "matrix_forbidden")}
        </Hidden>
      </>
    );
  return (
    <>
      <bdi>{format.number(Math.round(score / 100))}</bdi>
      <Hidden> {words(scoreWord(score))}</Hidden>
    </>
  );
}
