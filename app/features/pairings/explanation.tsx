import { Fragment } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Notice } from "~/components/page.tsx";
import { Bar, Score } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import { topicName } from "~/domain/enrolment/topics.ts";
import type {
  CriterionLine,
  PairExplanation,
  Reason,
} from "~/domain/scoring/types.ts";
import { questionText, reasonText } from "~/i18n/reason-text.ts";
import type { Locale } from "~/i18n/locales.ts";

/** A reason of the scoring as a sentence in the reader's language. */
export function ReasonText({
  reason,
  locale,
}: {
  reason: Reason;
  /** Of the reader, if it is not the viewer. */
  locale?: Locale;
}) {
  const t = useTranslations("reasons");
  const viewer = useViewer();
  const language = locale ?? viewer.locale;
  const topic = (stored: string) => topicName(stored, language);
  return <bdi>{reasonText(t, language, reason, topic)}</bdi>;
}

/** Rules that a pair breaks and warnings about it, if there are any. */
export function PairAttention({
  explanation,
}: {
  explanation: PairExplanation | null;
}) {
  const t = useTranslations("pairings.pair");
  if (explanation === null) return null;
  return (
    <>
      {explanation.blockedBy.length > 0 && (
        <Notice look="danger" title={t("blocked")}>
          <ReasonList reasons={explanation.blockedBy} />
        </Notice>
      )}
      {explanation.warnings.length > 0 && (
        <Notice look="warning" title={t("attention")}>
          <ReasonList reasons={explanation.warnings} />
        </Notice>
      )}
    </>
  );
}

/** Several reasons, one a line. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul className="list-disc ps-5">
      {reasons.map((reason, index) => (
        <li key={`${reason.key}-${index}`}>
          <ReasonText reason={reason} />
        </li>
      ))}
    </ul>
  );
}

/** The sum behind a score: every criterion with its fit, weight, points and sentence; the points add up exactly. */
export function SumTable({ explanation }: { explanation: PairExplanation }) {
  const t = useTranslations("pairings.pair.sum");
  return (
    <div
      className="@container overflow-x-auto rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label={t("caption")}
    >
      <table className="w-full border-collapse text-sm @2xl:text-base">
        <caption className="sr-only">{t("caption")}</caption>
        <thead className="border-b border-line bg-sunken">
          <tr>
            <Head>{t("criterion")}</Head>
            <Head numeric>{t("fit")}</Head>
            <Head numeric>{t("weight")}</Head>
            <Head numeric>{t("points")}</Head>
            <Head wide>{t("why")}</Head>
          </tr>
        </thead>
        <tbody>
          {explanation.criteria.map((line) => (
            <Fragment key={line.question ?? line.criterion}>
              <tr className="border-line @2xl:border-b">
                <th
                  scope="row"
                  className="px-2 @2xl:px-3 py-2 text-start font-semibold"
                >
                  <LineName line={line} />
                </th>
                <td className="px-2 @2xl:px-3 py-2 text-end whitespace-nowrap">
                  <Bar
                    value={line.s}
                    of={10_000}
                    className="me-2 w-12 @max-2xl:hidden"
                  />
                  <Hundredths value={line.s} />
                </td>
                <td className="px-2 @2xl:px-3 py-2 text-end">{line.weight}</td>
                <td className="px-2 @2xl:px-3 py-2 text-end">
                  <Hundredths value={line.points} />
                </td>
                <td className="min-w-56 px-2 @2xl:px-3 py-2 @max-2xl:hidden">
                  <ReasonText reason={line.reason} />
                </td>
              </tr>
              <tr className="border-b border-line @2xl:hidden">
                <td colSpan={4} className="px-2 @2xl:px-3 pb-3 text-muted">
                  <ReasonText reason={line.reason} />
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
        <tfoot className="bg-sunken">
          <tr>
            <th
              scope="row"
              colSpan={2}
              className="px-2 @2xl:px-3 py-2 text-start"
            >
              {t("total")}
            </th>
            <td className="px-2 @2xl:px-3 py-2 text-end">
              {explanation.criteria.reduce(
                (sum, { weight }) => sum + weight,
                0,
              )}
            </td>
            <td className="px-2 @2xl:px-3 py-2 text-end font-semibold">
              <Hundredths value={explanation.score} />
            </td>
            <td className="px-2 @2xl:px-3 py-2 @max-2xl:hidden">
              <Score value={explanation.score} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** An own question stands for itself. */
function LineName({ line }: { line: CriterionLine }) {
  const terms = useTranslations("terms.criterion");
  const { locale } = useViewer();
  return line.criterion === "question" ? (
    <bdi>{questionText(line.reason, locale)}</bdi>
  ) : (
    terms(line.criterion)
  );
}

function Head({
  children,
  numeric = false,
  wide = false,
}: {
  children: string;
  numeric?: boolean;
  /** Not where there is little room: the sentence then stands below its line. */
  wide?: boolean;
}) {
  return (
    <th
      scope="col"
      className={`px-2 @2xl:px-3 py-2 font-semibold ${numeric ? "text-end" : "text-start"} ${wide ? "@max-2xl:hidden" : ""}`}
    >
      {children}
    </th>
  );
}

const TWO_DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Basis points as points of a hundred with both decimals, so that sums can be followed. */
function Hundredths({ value }: { value: number }) {
  const format = useFormatter();
  return <bdi>{format.number(value / 100, TWO_DECIMALS)}</bdi>;
}
