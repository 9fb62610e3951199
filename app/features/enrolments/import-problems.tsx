import { useTranslations } from "use-intl";
import { Table } from "~/components/table.tsx";
import { useViewer } from "~/components/viewer.ts";
import type { RosterProblem } from "~/domain/roster/table.ts";

/** What is wrong with a file, by row and column, and what to do about it. */
export function ProblemTable({
  problems,
}: {
  problems: readonly RosterProblem[];
}) {
  const t = useTranslations("imports.page");
  const text = useProblemText();
  const rows = problems.map((problem, index) => ({ ...problem, index }));
  return (
    <Table
      caption={t("problem")}
      rows={rows}
      rowKey={({ index }) => String(index)}
      columns={[
        {
          key: "row",
          head: t("row"),
          heading: true,
          cell: ({ row }) => row ?? t("whole_file"),
        },
        {
          key: "column",
          head: t("problem_column"),
          cell: ({ column }) => <bdi>{column}</bdi>,
        },
        { key: "problem", head: t("problem"), cell: text },
      ]}
    />
  );
}

/** Problems of any file stand in the `roster` catalogue, those of an import in its own. */
function useProblemText(): (problem: RosterProblem) => string {
  const roster = useTranslations("roster");
  const own = useTranslations("imports.problem");
  const { locale } = useViewer();
  // Keys come from the parsers; a test walks all of them through the catalogues.
  return ({ key, args }) => {
    if (!key.startsWith("import.")) return roster(key as never, args as never);
    // words that a cohort wrote itself come along in each language
    const options = args[`options_${locale}`] ?? args["options"];
    const shown = { ...args, ...(options !== undefined && { options }) };
    return own(key.slice("import.".length) as never, shown as never);
  };
}
