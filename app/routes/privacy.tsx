import type { MetaFunction } from "@remix-run/node";
import { useTranslations } from "use-intl";
import { Page } from "~/components/page.tsx";
import { useViewer } from "~/components/viewer.ts";
import { openLoaderFor } from "~/features/accounts/guard.server.ts";
import { pageTitle } from "~/lib/page-title.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "privacy", "title");

export const loader = openLoaderFor("/privacy", async () => null);

const KEPT = [
  "account",
  "profile",
  "pairs",
  "sessions",
  "trail",
  "technical",
] as const;
const RIGHTS = [
  "see",
  "correct",
  "withdraw",
  "erase",
  "object",
  "complain",
] as const;

/** What is kept, why and for how long, in words a person can use. */
export default function Privacy() {
  const t = useTranslations("privacy");
  const shell = useTranslations("shell");
  const { instanceName } = useViewer();
  return (
    <Page
      title={t("title")}
      lead={t.rich("lead", {
        instance: () => <bdi>{instanceName ?? shell("product")}</bdi>,
      })}
      width="narrow"
    >
      <div className="grid gap-8">
        <section>
          <h2 className="mb-2 text-xl">{t("human.title")}</h2>
          <p>{t("human.text")}</p>
        </section>
        <section>
          <h2 className="mb-2 text-xl">{t("kept.title")}</h2>
          <dl className="grid gap-4">
            {KEPT.map((item) => (
              <div key={item}>
                <dt className="font-semibold">{t(`kept.${item}.what`)}</dt>
                <dd>{t(`kept.${item}.why`)}</dd>
                <dd className="text-muted">{t(`kept.${item}.how_long`)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h2 className="mb-2 text-xl">{t("who.title")}</h2>
          <p>{t("who.text")}</p>
        </section>
        <section>
          <h2 className="mb-2 text-xl">{t("not.title")}</h2>
          <p>{t("not.text")}</p>
        </section>
        <section>
          <h2 className="mb-2 text-xl">{t("rights.title")}</h2>
          <ul className="grid list-disc gap-2 ps-5">
            {RIGHTS.map((right) => (
              <li key={right}>{t(`rights.${right}`)}</li>
            ))}
          </ul>
          <p className="mt-3">{t("rights.how")}</p>
        </section>
      </div>
    </Page>
  );
}
