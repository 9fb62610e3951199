import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Page } from "~/components/page.tsx";

/** A link that was used, replaced or is too old: what happened, and the one thing to do. */
export function LinkOver({
  kind,
}: {
  kind: "invitation" | "password_reset" | "email_confirmation" | "email_change";
}) {
  const t = useTranslations("accounts.link_over");
  return (
    <Page title={t("title")} width="narrow">
      <p className="mb-6 text-lg">{t(kind)}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/login" look="main">
          {t("sign_in")}
        </ButtonLink>
        {(kind === "invitation" || kind === "password_reset") && (
          <ButtonLink to="/forgot-password">{t("new_link")}</ButtonLink>
        )}
      </div>
    </Page>
  );
}
