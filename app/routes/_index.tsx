import { redirect, type MetaFunction } from "@remix-run/node";
import { useTranslations } from "use-intl";
import { Arch } from "~/components/arch.tsx";
import { ButtonLink } from "~/components/button.tsx";
import { openLoaderFor } from "~/features/accounts/guard.server.ts";
import { isEmptyInstance } from "~/features/accounts/instance.server.ts";
import { pageTitle } from "~/lib/page-title.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "shell", "tagline");

export const loader = openLoaderFor("/", async ({ ctx }) => {
  if (ctx.actor) throw redirect("/home", 303);
  if (await isEmptyInstance(ctx.db)) throw redirect("/setup", 303);
  return null;
});

export default function Front() {
  const t = useTranslations("shell");
  return (
    <div className="mx-auto grid max-w-3xl justify-items-center gap-6 px-4 py-16 text-center sm:py-24">
      <Arch className="h-20 w-28 text-sea" />
      <h1 className="text-4xl sm:text-5xl">{t("product")}</h1>
      <p className="text-lg text-muted sm:text-xl">{t("tagline")}</p>
      <ButtonLink to="/login" look="main">
        {t("sign_in")}
      </ButtonLink>
    </div>
  );
}
