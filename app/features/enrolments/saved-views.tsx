import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField, TickField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { viewQuery, type EnrolmentFilters } from "./filters.ts";

interface View {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly isShared: boolean;
  readonly isOwn: boolean;
}

/** The views that were kept, as links, and a small form that keeps what is shown now. */
export function SavedViews(props: {
  cohortId: string;
  filters: EnrolmentFilters;
  views: readonly View[];
}) {
  const { cohortId, filters, views } = props;
  const t = useTranslations("enrolments.views");
  const home = `/cohorts/${cohortId}`;
  const current = viewQuery(filters);
  const isKept = views.some(({ query }) => query === current);
  return (
    <div className="mb-4 flex flex-wrap items-start gap-2 print:hidden">
      {views.length > 0 && (
        <nav aria-label={t("title")}>
          <ul className="flex flex-wrap gap-2">
            {views.map(({ id, name, query }) => (
              <li key={id}>
                <Link
                  to={`${home}/enrolments?${query}`}
                  aria-current={query === current ? "true" : undefined}
                  className="inline-flex min-h-9 items-center rounded-lg border border-field px-3 text-sm no-underline aria-[current]:border-sea aria-[current]:bg-sea-soft aria-[current]:font-semibold"
                >
                  <bdi>{name}</bdi>
                </Link>
              </li>
            ))}
            <li>
              <Link
                to={`${home}/views`}
                className="inline-flex min-h-9 items-center px-2 text-sm"
              >
                {t("manage")}
              </Link>
            </li>
          </ul>
        </nav>
      )}
      {current !== "" && !isKept && (
        <details className="rounded-lg border border-dashed border-field px-3">
          <summary className="flex min-h-9 cursor-pointer items-center text-sm">
            {t("save")}
          </summary>
          <Form id="view" action={`${home}/views`} className="grid gap-3 py-3">
            <input type="hidden" name="step" value="save" />
            <input type="hidden" name="query" value={current} />
            <TextField name="name" label={t("name")} maxLength={60} />
            <TickField name="isShared" label={t("shared")} optional />
            <div>
              <Button small>{t("keep")}</Button>
            </div>
          </Form>
        </details>
      )}
    </div>
  );
}
