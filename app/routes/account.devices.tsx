import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Laptop, Smartphone } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Card, Page } from "~/components/page.tsx";
import { Badge, When } from "~/components/values.tsx";
import {
  devicesPage,
  signOutDevice,
  signOutOtherDevices,
} from "~/features/accounts/devices.server.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { DeviceInput } from "~/features/accounts/inputs.ts";
import { AccountTabs } from "~/features/accounts/section-tabs.tsx";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "accounts", "devices.title");

export const loader = loaderFor("/account/devices", async ({ ctx }) =>
  reply({ devices: await devicesPage(ctx) }),
);

export const action = actionFor(
  "/account/devices",
  async ({ ctx, request }) => {
    const form = await readForm(request, DeviceInput);
    if (!form.ok) throw new BadRequestError();
    if (form.value.step === "one") await signOutDevice(ctx, form.value.session);
    else await signOutOtherDevices(ctx);
    return goTo("/account/devices", "device_signed_out");
  },
);

export default function Devices() {
  const t = useTranslations("accounts.devices");
  const { devices } = useLoaderData<typeof loader>();
  return (
    <Page title={t("title")} width="narrow">
      <AccountTabs />
      <Card>
        <p className="mb-4 text-muted">{t("lead")}</p>
        <ul className="divide-y divide-line">
          {devices.map((device) => {
            const isPhone = ["iPhone", "Android"].includes(device.system ?? "");
            const Icon = isPhone ? Smartphone : Laptop;
            const name = {
              browser: device.browser ?? t("unknown_browser"),
              system: device.system ?? t("unknown_system"),
            };
            return (
              <li
                key={device.id}
                className="flex flex-wrap items-start gap-x-4 gap-y-2 py-4"
              >
                <Icon
                  aria-hidden="true"
                  className="mt-1 size-6 shrink-0 text-muted"
                />
                <div className="min-w-0 flex-1">
                  <p className="font-semibold">
                    {t("name", name)}{" "}
                    {device.isThis && <Badge tone="good">{t("this")}</Badge>}
                  </p>
                  <p className="text-sm text-muted">
                    {t.rich("seen", {
                      since: () => <When at={device.createdAt} />,
                      last: () => <When at={device.lastSeenAt} />,
                    })}
                  </p>
                </div>
                {!device.isThis && (
                  <DeedForm
                    action="/account/devices"
                    fields={{ step: "one", session: device.id }}
                  >
                    <Button look="quiet" small>
                      {t("sign_out")}
                      <span className="sr-only">: {t("name", name)}</span>
                    </Button>
                  </DeedForm>
                )}
              </li>
            );
          })}
        </ul>
      </Card>
      {devices.length > 1 && (
        <DeedForm action="/account/devices" fields={{ step: "others" }}>
          <Button look="danger">{t("sign_out_others")}</Button>
        </DeedForm>
      )}
    </Page>
  );
}
