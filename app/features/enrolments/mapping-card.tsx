import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { Form } from "~/components/form.tsx";
import { Card } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { wordsIn } from "~/domain/question/question.ts";
import type { importPage } from "./import-page.server.ts";

type ImportPage = Awaited<ReturnType<typeof importPage>>;
export type Preview = NonNullable<ImportPage["preview"]>;

/** The columns of a file with their first rows, and what each of them is. */
export function MappingCard({
  preview,
  targets,
}: {
  preview: Preview;
  targets: ImportPage["targets"];
}) {
  const t = useTranslations("imports.page");
  return (
    <Card title={t("mapping")}>
      <p className="mb-4 text-muted">{t("mapping_hint")}</p>
      <Form id="mapping">
        <input type="hidden" name="step" value="map" />
        <div
          className="overflow-x-auto rounded-lg border border-line"
          tabIndex={0}
          role="region"
          aria-label={t("mapping")}
        >
          <table className="w-full border-collapse text-sm">
            <thead className="border-b border-line bg-sunken">
              <tr>
                {[t("column"), t("means"), t("first_rows")].map((head) => (
                  <th key={head} scope="col" className="px-3 py-2 text-start">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.map((column, index) => (
                <ColumnRow
                  key={index}
                  index={index}
                  column={column}
                  targets={targets}
                />
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <Button look="quiet">{t("save_mapping")}</Button>
        </div>
      </Form>
    </Card>
  );
}

function ColumnRow(props: {
  index: number;
  column: Preview[number];
  targets: ImportPage["targets"];
}) {
  const { index, column, targets } = props;
  const t = useTranslations("imports.page");
  const all = useTranslations("imports");
  const { locale } = useViewer();
  const name = column.written === "" ? t("unnamed") : column.written;
  return (
    <tr className="border-b border-line align-top last:border-b-0">
      <th scope="row" className="px-3 py-2 text-start font-semibold">
        <bdi>{name}</bdi>
      </th>
      <td className="px-3 py-2">
        {column.isFirst ? (
          <select
            name={`columns[${index}]`}
            aria-label={`${t("means")}: ${name}`}
            defaultValue={column.target}
            className="min-h-9 rounded-lg border border-field bg-surface px-2"
          >
            <option value="">{t("leave_out")}</option>
            {targets.map((target) => (
              <option key={target.name} value={target.name}>
                {target.question
                  ? wordsIn(target.question.label, locale)
                  : target.required
                    ? `${target.name} (${all("templates.required")})`
                    : target.name}
              </option>
            ))}
          </select>
        ) : (
          <span className="text-muted">{column.target || t("leave_out")}</span>
        )}
      </td>
      <td className="px-3 py-2 text-muted">
        <ol className="grid min-w-32 gap-0.5">
          {column.sample.map((cell, at) => (
            <li key={at} className="min-h-5">
              <bdi>{cell}</bdi>
            </li>
          ))}
        </ol>
      </td>
    </tr>
  );
}
