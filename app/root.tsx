import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import { IntlProvider, useTranslations } from "use-intl";
import { ButtonLink } from "~/components/button.tsx";
import { Notice, Page } from "~/components/page.tsx";
import { Shell } from "~/components/shell.tsx";
import { useViewer } from "~/components/viewer.ts";
import { renewedCookie } from "~/features/accounts/guard.server.ts";
import { viewerOf } from "~/features/accounts/viewer.server.ts";
import { catalogue } from "~/i18n/catalogue.ts";
import { direction, intlLocale } from "~/i18n/locales.ts";
import { takeFlash } from "~/lib/flash.server.ts";
import { useNonce } from "~/lib/nonce.ts";
import { reply } from "~/lib/reply.server.ts";
import "./styles.css";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const flash = takeFlash(request);
  const viewer = await viewerOf(request, context);
  const headers = new Headers(flash.headers);
  const renewed = await renewedCookie(request, context);
  if (renewed) headers.append("Set-Cookie", renewed);
  return reply({ viewer, flash: flash.key }, 200, headers);
}

function Document({ children }: { children: ReactNode }) {
  const { locale } = useViewer();
  const nonce = useNonce();
  // Pages are plain documents; only those that say so bring React to the browser.
  const hydrates = useMatches().some(
    (match) => (match.handle as { hydrate?: boolean } | undefined)?.hydrate,
  );
  return (
    <html lang={locale} dir={direction(locale)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        <IntlProvider
          locale={intlLocale(locale)}
          messages={catalogue(locale)}
          timeZone="UTC"
        >
          <Shell>{children}</Shell>
        </IntlProvider>
        <script src="/enhance.js" type="module" nonce={nonce} />
        {hydrates && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export default function App() {
  return (
    <Document>
      <Flash />
      <Outlet />
    </Document>
  );
}

function Flash() {
  const t = useTranslations("flash");
  const data = useRouteLoaderData<typeof loader>("root");
  if (!data?.flash) return null;
  return (
    <div className="mx-auto max-w-6xl px-4 pt-4 sm:px-6 print:hidden">
      <Notice look="good" role="status">
        {t(data.flash)}
      </Notice>
    </div>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  return (
    <Document>
      <Problem error={error} />
    </Document>
  );
}

const TITLES = [
  "400",
  "403",
  "404",
  "409",
  "413",
  "422",
  "429",
  "503",
] as const;
const TEXTS = {
  "400": "bad_request",
  "403": "access.denied",
  "404": "not_found",
  "409": "conflict",
  "413": "bad_request",
  "422": "bad_request",
  "429": "too_many",
  "503": "unavailable",
} as const;

/** What went wrong in words a person can use; never the text of an error of ours. */
function Problem({ error }: { error: unknown }) {
  const t = useTranslations("errors");
  const status = isRouteErrorResponse(error)
    ? String(error.status).replace("405", "404") // a deed that does not exist
    : "500";
  const known = TITLES.find((title) => title === status);
  const key = isRouteErrorResponse(error)
    ? (error.data as { error?: string } | null)?.error
    : undefined;
  const specific = key && key.includes(":") ? key : undefined;
  const global = useTranslations();
  return (
    <>
      <title>{t(`title.${known ?? "500"}`)}</title>
      <Page title={t(`title.${known ?? "500"}`)} width="narrow">
        <p className="mb-6 text-lg">
          {specific
            ? global(specific.replace(":", ".") as Parameters<typeof global>[0])
            : t(`text.${known ? TEXTS[known] : "fault"}`)}
        </p>
        <ButtonLink to="/home" look="main">
          {t("home")}
        </ButtonLink>
      </Page>
    </>
  );
}
