import { useTranslations } from "use-intl";
import { Card, Facts } from "~/components/page.tsx";
import { Bar } from "~/components/values.tsx";
import type { firstWishes } from "~/domain/reporting/first-wishes.ts";

/** How many mentees are with one of their first three wishes; nothing where no mentee ranked anybody. */
export function RunWishes({
  wishes,
}: {
  wishes: ReturnType<typeof firstWishes>;
}) {
  const t = useTranslations("wishes.run");
  if (wishes === null) return null;
  return (
    <Card title={t("title")}>
      <Facts
        items={[
          {
            term: t("first_three"),
            value: (
              <span className="flex flex-wrap items-center gap-3 font-semibold">
                {t("first_three_of", wishes)}
                <Bar value={wishes.met} of={wishes.asked} />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
