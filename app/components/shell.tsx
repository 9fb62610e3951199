import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import {
  Building2,
  CalendarDays,
  Footprints,
  Home,
  Layers,
  Settings,
  UserRound,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { Role } from "~/domain/access/roles.ts";
import { LOCALES, LOCALE_NAMES } from "~/i18n/locales.ts";
import { Arch } from "./arch.tsx";
import { Button } from "./button.tsx";
import { useViewer } from "./viewer.ts";

interface NavItem {
  readonly to: string;
  readonly label:
    | "home"
    | "programmes"
    | "organisations"
    | "events"
    | "administration"
    | "account"
    | "pairs";
  readonly icon: typeof Home;
  readonly roles: readonly Role[];
}

/** Places in the bar at the bottom of a phone, besides one's own account. */
const BAR = 4;

const NAVIGATION: readonly NavItem[] = [
  {
    to: "/home",
    label: "home",
    icon: Home,
    roles: [
      "member",
      "mentor",
      "mentee",
      "coordinator",
      "administrator",
      "organisation_manager",
      "event_staff",
    ],
  },
  {
    to: "/programmes",
    label: "programmes",
    icon: Layers,
    roles: ["coordinator", "administrator"],
  },
  {
    to: "/pairs",
    label: "pairs",
    icon: Footprints,
    roles: ["mentor", "mentee"],
  },
  {
    to: "/organisations",
    label: "organisations",
    icon: Building2,
    roles: ["coordinator", "administrator", "organisation_manager"],
  },
  {
    to: "/events",
    label: "events",
    icon: CalendarDays,
    roles: ["mentor", "mentee", "coordinator", "event_staff", "administrator"],
  },
  {
    to: "/admin",
    label: "administration",
    icon: Settings,
    roles: ["administrator"],
  },
];

/** Header, content and footer around every page; on phones the main places are at the bottom, under the thumb. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const viewer = useViewer();
  const items = NAVIGATION.filter((item) =>
    viewer.person?.roles.some((role) => item.roles.includes(role)),
  );
  return (
    <div
      className={`flex min-h-dvh flex-col ${items.length > 0 ? "max-md:pb-16" : ""}`}
    >
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-20 focus:rounded-lg focus:bg-surface focus:p-3"
      >
        {t("skip")}
      </a>
      <header className="border-b border-line bg-surface print:hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
          <Link
            to={viewer.person ? "/home" : "/"}
            className="inline-flex min-h-11 items-center gap-2 text-lg font-semibold text-ink no-underline"
          >
            <Arch className="h-6 w-8 text-sea" />
            <bdi>{viewer.instanceName ?? t("product")}</bdi>
          </Link>
          {items.length > 0 && <MainNavigation items={items} />}
          <div className="ms-auto flex items-center gap-1">
            <LanguageMenu />
            {viewer.person ? (
              <AccountMenu name={viewer.person.name} more={items.slice(BAR)} />
            ) : (
              <Link
                to="/login"
                className="inline-flex min-h-11 items-center px-2"
              >
                {t("sign_in")}
              </Link>
            )}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="border-t border-line px-4 py-4 text-center text-sm text-muted print:hidden">
        <Link to="/privacy" className="inline-block px-2 py-1">
          {t("privacy")}
        </Link>{" "}
        · <span className="px-2">{t("about")}</span>
      </footer>
      {items.length > 0 && <BottomBar items={items} />}
    </div>
  );
}

function isHere(path: string, to: string): boolean {
  return path === to || path.startsWith(`${to}/`);
}

function MainNavigation({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations("shell");
  const { path } = useViewer();
  return (
    <nav aria-label={t("main_navigation")} className="max-md:hidden">
      <ul className="flex gap-1">
        {items.map((item) => (
          <li key={item.to}>
            <Link
              to={item.to}
              aria-current={isHere(path, item.to) ? "page" : undefined}
              className="inline-flex min-h-11 items-center rounded-lg px-3 text-ink no-underline hover:bg-sea-soft aria-[current]:font-semibold aria-[current]:text-sea"
            >
              {t(item.label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BottomBar({ items }: { items: readonly NavItem[] }) {
  const t = useTranslations("shell");
  const { path } = useViewer();
  return (
    <nav
      aria-label={t("menu")}
      className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface md:hidden print:hidden"
    >
      <ul className="mx-auto flex max-w-xl justify-around">
        {[
          ...items.slice(0, BAR),
          {
            to: "/account",
            label: "account" as const,
            icon: UserRound,
            roles: [],
          },
        ].map((item) => (
          <li key={item.to} className="min-w-0 flex-1">
            <Link
              to={item.to}
              aria-current={isHere(path, item.to) ? "page" : undefined}
              className="flex min-h-14 flex-col items-center justify-center gap-0.5 px-1 text-center text-xs text-ink no-underline aria-[current]:font-semibold aria-[current]:text-sea"
            >
              <item.icon aria-hidden="true" className="size-5" />
              <span className="max-w-full truncate">
                {item.label === "account" ? t("me") : t(item.label)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function LanguageMenu() {
  const t = useTranslations("shell");
  const { locale, path } = useViewer();
  return (
    <details name="header-menu" className="relative">
      <summary className="flex min-h-11 cursor-pointer items-center rounded-lg px-3 hover:bg-sea-soft">
        <span className="sr-only">{t("language")}: </span>
        <span lang={locale}>{LOCALE_NAMES[locale]}</span>
      </summary>
      <form
        method="post"
        action="/language"
        className="absolute end-0 z-20 mt-1 min-w-40 rounded-card border border-line bg-surface p-1 shadow-lg"
      >
        <input type="hidden" name="next" value={path} />
        {LOCALES.map((each) => (
          <button
            key={each}
            type="submit"
            name="locale"
            value={each}
            lang={each}
            aria-current={each === locale ? "true" : undefined}
            className="block min-h-11 w-full cursor-pointer rounded-lg px-3 text-start hover:bg-sea-soft aria-[current]:font-semibold"
          >
            {LOCALE_NAMES[each]}
          </button>
        ))}
      </form>
    </details>
  );
}

/** What the bar of a phone has no room for is at the top of the menu there. */
function AccountMenu({
  name,
  more,
}: {
  name: string;
  more: readonly NavItem[];
}) {
  const t = useTranslations("shell");
  return (
    <details name="header-menu" className="relative">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 rounded-lg px-3 hover:bg-sea-soft">
        <UserRound aria-hidden="true" className="size-5" />
        <span className="max-w-40 truncate max-sm:sr-only">
          <bdi>{name}</bdi>
        </span>
      </summary>
      <div className="absolute end-0 z-20 mt-1 min-w-48 rounded-card border border-line bg-surface p-1 shadow-lg">
        {more.map((item) => (
          <Link
            key={item.to}
            to={item.to}
            className="flex min-h-11 items-center rounded-lg px-3 text-ink no-underline hover:bg-sea-soft md:hidden"
          >
            {t(item.label)}
          </Link>
        ))}
        <Link
          to="/account"
          className="flex min-h-11 items-center rounded-lg px-3 text-ink no-underline hover:bg-sea-soft"
        >
          {t("account")}
        </Link>
        <form method="post" action="/logout">
          <Button look="bare" className="w-full justify-start">
            {t("sign_out")}
          </Button>
        </form>
      </div>
    </details>
  );
}
