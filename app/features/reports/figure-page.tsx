import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { Tabs } from "~/features/accounts/section-tabs.tsx";
import type { FiguresCohort } from "./cohort.server.ts";

const FIGURES = ["map", "sectors", "funnel", "load"] as const;

/** The frame of the pages of figures: each says its numbers in a table and offers them as a file. */
export function FigurePage(props: {
  figure: (typeof FIGURES)[number];
  cohort: FiguresCohort;
  /** Address of the file behind `/figures/`; null while there is nothing to save. */
  file: string | null;
  children: ReactNode;
}) {
  const t = useTranslations("reports");
  const { figure, cohort, file, children } = props;
  const here = `/cohorts/${cohort.id}`;
  return (
    <Page
      title={t(`${figure}.title`)}
      lead={t(`${figure}.lead`)}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: here, label: cohort.name },
      ]}
      actions={
        file && (
          <ButtonLink to={`${here}/figures/${file}`} download>
            {t("csv")}
          </ButtonLink>
        )
      }
    >
      <p className="hidden print:block">
        <bdi>{cohort.programmeName}</bdi> · <bdi>{cohort.name}</bdi>
      </p>
      <Tabs
        label={t("tabs.label")}
        tabs={FIGURES.map((each) => ({
          to: `${here}/figures/${each}`,
          label: t(`tabs.${each}`),
        }))}
      />
      {children}
    </Page>
  );
}

/** A page of figures with nothing to count yet, and what would change that. */
export function EmptyFigure(props: {
  figure: (typeof FIGURES)[number];
  cohort: FiguresCohort;
  to: string;
}) {
  const t = useTranslations("reports");
  const { figure, cohort, to } = props;
  return (
    <FigurePage figure={figure} cohort={cohort} file={null}>
      <EmptyState
        title={t(`${figure}.empty_title`)}
        action={
          <ButtonLink look="main" to={to}>
            {t(`${figure}.empty_do`)}
          </ButtonLink>
        }
      >
        {t(`${figure}.empty_text`)}
      </EmptyState>
    </FigurePage>
  );
}

/** For `t.rich`: words that only screen readers need, and values that keep their own direction. */
export const spoken = {
  hidden: (chunks: ReactNode) => <span className="sr-only">{chunks}</span>,
  v: (chunks: ReactNode) => <bdi>{chunks}</bdi>,
  b: (chunks: ReactNode) => <strong className="font-semibold">{chunks}</strong>,
};
