import { Link } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, EmptyState } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { sectorName } from "~/domain/reference/sectors.ts";
import { countryOptions } from "~/features/organisations/country-options.ts";
import { languageName } from "~/i18n/reason-text.ts";
import { CandidateCard, type WishesPage } from "./wishes-candidate.tsx";
import { wishQuery } from "./wishes-filters.ts";

/** Before anybody is shown: what the person agrees to, which is more than their application asked for. */
export function AgreeCard({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes.agree");
  const { mode, role, enrolmentId, version } = page;
  if (mode === "off") return null;
  return (
    <Card title={t("title")}>
      <div className="grid gap-3">
        <p>{t(`${mode}.${role}`)}</p>
        <p>{t("more")}</p>
        <p>{t("secret")}</p>
        <p className="text-muted">{t("without")}</p>
      </div>
      <DeedForm
        className="mt-4"
        action={`/applications/${enrolmentId}/wishes`}
        fields={{ deed: "show", as: mode, version: String(version) }}
      >
        <Button>{t("button")}</Button>
      </DeedForm>
    </Card>
  );
}

/** How one is shown, and the way out of it. */
export function ShownCard({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes.agree");
  const { mode, role, enrolmentId, version } = page;
  if (mode === "off") return null;
  return (
    <Card title={t("shown_title")}>
      <p>{t(`${mode}.${role}`)}</p>
      <DeedForm
        className="mt-4"
        action={`/applications/${enrolmentId}/wishes`}
        fields={{ deed: "hide", version: String(version) }}
      >
        <p className="mb-3 text-muted">{t("hide_hint")}</p>
        <Button look="quiet">{t("hide")}</Button>
      </DeedForm>
    </Card>
  );
}

/** Those to choose from, a page at a time. */
export function Candidates({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes");
  const { candidates, filters, role } = page;
  const isFiltered = filters.country + filters.language + filters.sector !== "";
  return (
    <section id="candidates" className="scroll-mt-4">
      <h2 className="mb-4 text-xl">{t(`candidates.${role}`)}</h2>
      {(page.total > 0 || isFiltered) && <Filters page={page} />}
      {candidates.length === 0 ? (
        <EmptyState
          title={t(isFiltered ? "none_found" : `none_yet.${role}`)}
          action={
            isFiltered && (
              <Link to={`/applications/${page.enrolmentId}/wishes#candidates`}>
                {t("all")}
              </Link>
            )
          }
        />
      ) : (
        candidates.map((who) => (
          <CandidateCard key={who.id} page={page} who={who} />
        ))
      )}
      <Pages page={page} />
    </section>
  );
}

function Pages({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes");
  const { filters, hasMore, enrolmentId } = page;
  const to = (number: number) =>
    `/applications/${enrolmentId}/wishes${wishQuery({ ...filters, page: number })}#candidates`;
  if (!hasMore && filters.page === 1) return null;
  return (
    <nav aria-label={t("pages")} className="mb-6 flex flex-wrap gap-6">
      {filters.page > 1 && (
        <Link to={to(filters.page - 1)} className="py-2">
          {t("previous")}
        </Link>
      )}
      {hasMore && (
        <Link to={to(filters.page + 1)} className="py-2">
          {t("next")}
        </Link>
      )}
    </nav>
  );
}

function Filters({ page }: { page: WishesPage }) {
  const t = useTranslations("wishes");
  const { locale } = useViewer();
  const { choices, filters, total, role } = page;
  const named = (name: (code: string) => string, codes: readonly string[]) =>
    codes
      .map((value) => ({ value, label: name(value) }))
      .sort((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <form
      method="get"
      action="#candidates"
      role="search"
      className="mb-4 grid items-end gap-3 sm:grid-cols-3"
    >
      <Choice
        name="country"
        chosen={filters.country}
        options={countryOptions(choices.countries, locale)}
      />
      <Choice
        name="language"
        chosen={filters.language}
        options={named((code) => languageName(code, locale), choices.languages)}
      />
      <Choice
        name="sector"
        chosen={filters.sector}
        options={named((code) => sectorName(code, locale), choices.sectors)}
      />
      <div className="flex flex-wrap items-center gap-4 sm:col-span-3">
        <Button look="quiet">{t("filter")}</Button>
        <p role="status">{t(`found.${role}`, { count: total })}</p>
      </div>
    </form>
  );
}

function Choice(props: {
  name: "country" | "language" | "sector";
  chosen: string;
  options: readonly { value: string; label: string }[];
}) {
  const t = useTranslations("wishes.filters");
  const { name, chosen, options } = props;
  return (
    <label className="grid min-w-0 gap-1">
      <span className="text-sm font-semibold">{t(name)}</span>
      <select
        name={name}
        defaultValue={chosen}
        className="min-h-11 w-full rounded-lg border border-field bg-surface px-3"
      >
        <option value="">{t(`all_${name}`)}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
