import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import {
  openActionFor,
  openLoaderFor,
} from "~/features/accounts/guard.server.ts";
import { LinkOver } from "~/features/accounts/link-over.tsx";
import {
  confirmNewEmail,
  newEmailPage,
} from "~/features/accounts/own-email.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "email.confirm_title");

export { tokenPageHeaders as headers } from "~/features/accounts/token-page.ts";

export const loader = openLoaderFor(
  "/new-email/:token",
  async ({ ctx, params }) => {
    const page = await newEmailPage(ctx, params.token ?? "");
    return reply({ page }, page ? 200 : 404);
  },
);

export const action = openActionFor(
  "/new-email/:token",
  async ({ ctx, params }) => {
    const done = await confirmNewEmail(ctx, params.token ?? "");
    if (!done) return reply(null, 404);
    return goTo(ctx.actor ? "/account" : "/login", "email_changed");
  },
);

export default function NewEmail() {
  const t = useTranslations("accounts");
  const { page } = useLoaderData<typeof loader>();
  if (!page) return <LinkOver kind="email_change" />;
  return (
    <Page
      title={t("email.confirm_title")}
      lead={t("email.confirm_lead")}
      width="narrow"
    >
      <Card>
        <Form id="new-email">
          <Facts
            items={[
              {
                term: t("email.new"),
                value: <bdi dir="ltr">{page.email}</bdi>,
              },
            ]}
          />
          <div>
            <Button>{t("email.confirm")}</Button>
          </div>
        </Form>
      </Card>
    </Page>
  );
}
