import type { Locale } from "~/i18n/locales.ts";
import { openVisit, type Visit } from "./browser.ts";
import { launchChromium } from "./chromium.ts";
import { signInDirectly } from "./demo-crawl.ts";
import { startServer } from "./server.ts";

/** Of the sample programme: the cohort that is ready to be matched, and asks two questions of which one counts. */
export const SAMPLE_COHORT = "/cohorts/be0cf98a-f700-8c73-ab73-bf2c1d4fbd90";

/** A server with the sample programme, and a browser beside it. */
export interface Sample {
  /** somebody of the sample (what stands before the @ of their address) at a browser, in a language */
  visitOf(
    name: string,
    locale: Locale,
    as?: { width?: number; scripts?: boolean },
  ): Promise<Visit>;
  stop(): Promise<void>;
}

/** Starts both; takes some ten seconds, on a busy machine a minute. */
export async function startSample(): Promise<Sample> {
  const [server, browser] = await Promise.all([
    startServer({
      args: ["--demo"],
      variables: { RATE_LIMIT_EXEMPT: "127.0.0.1" },
    }),
    launchChromium(),
  ]);
  return {
    visitOf: async (name, locale, as = {}) => {
      const visit = await openVisit(browser, server.origin, { locale, ...as });
      const email = `${name}@passerelle.example`;
      const cookie = await signInDirectly(server.origin, email);
      await visit.context.addCookies(
        [...cookie.split("; "), `locale=${locale}`].map((pair) => ({
          name: pair.slice(0, pair.indexOf("=")),
          value: pair.slice(pair.indexOf("=") + 1),
          url: server.origin,
        })),
      );
      return visit;
    },
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}
