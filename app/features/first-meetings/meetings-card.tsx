import { useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Card } from "~/components/page.tsx";

/** The way from an application to its first meetings, once there are any. */
export function MeetingsCard({
  enrolmentId,
  role,
  count,
}: {
  enrolmentId: string;
  role: "mentor" | "mentee";
  count: number;
}) {
  const t = useTranslations("first-meetings");
  if (count === 0) return null;
  return (
    <Card title={t("title")}>
      <p>{t(`lead.${role}`)}</p>
      <p className="mt-4">
        <ButtonLink to={`/applications/${enrolmentId}/meetings`}>
          {t("home.begin")}
        </ButtonLink>
      </p>
    </Card>
  );
}
