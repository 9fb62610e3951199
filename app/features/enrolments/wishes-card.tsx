import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card } from "~/components/page.tsx";
import { Day } from "~/components/values.tsx";
import type { ApplicationPage } from "./application-status.tsx";

/** The way from an application to its wishes, where the cohort asks for them. */
export function WishesCard({ page }: { page: ApplicationPage }) {
  const t = useTranslations("wishes");
  const { wishes, answers } = page;
  if (!wishes) return null;
  const { isOpen, isGiven, until } = wishes;
  const look = isOpen && !isGiven ? "main" : "quiet";
  return (
    <Card title={t("title")}>
      <p>{t(isOpen ? `task.${answers.role}` : "closed.title")}</p>
      {isOpen && until && (
        <p className="mt-1">
          {t.rich("until", { date: () => <Day on={until} /> })}
        </p>
      )}
      <p className="mt-4">
        <ButtonLink look={look} to={`/applications/${answers.id}/wishes`}>
          {t(isOpen ? (isGiven ? "change" : "begin") : "look")}
        </ButtonLink>
      </p>
    </Card>
  );
}
