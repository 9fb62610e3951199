import { useTranslations } from "use-intl";
import { useNonce } from "~/lib/nonce.ts";

/** The keys of the workbench, in the order in which the help lists them; public/review.js obeys them. */
const KEYS = ["j", "k", "a", "p", "r", "s", "u"] as const;

/** What the keys do, the palette of all deeds, and the switch that turns the keys off; for browsers that run scripts. */
export function ShortcutHelp() {
  const t = useTranslations("review");
  return (
    <dialog
      id="shortcuts"
      aria-labelledby="shortcuts-title"
      className="m-auto w-[min(36rem,calc(100vw-2rem))] rounded-card border border-line bg-surface p-5 text-ink"
    >
      <h2 id="shortcuts-title" className="mb-3 text-xl">
        {t("keys.title")}
      </h2>
      <label className="mb-1 block font-semibold" htmlFor="palette">
        {t("keys.palette")}
      </label>
      <input
        id="palette"
        type="search"
        dir="auto"
        autoComplete="off"
        className="w-full min-h-11 rounded-lg border border-field bg-surface px-3"
      />
      <ul
        id="palette-list"
        className="my-3 grid max-h-60 gap-1 overflow-y-auto"
      />
      <dl className="my-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {KEYS.map((key) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-sunken px-2">
                {key}
              </kbd>
            </dt>
            <dd>{t(`keys.${key}`)}</dd>
          </div>
        ))}
        <dt>
          <kbd className="rounded border border-line bg-sunken px-2">1</kbd>–
          <kbd className="rounded border border-line bg-sunken px-2">5</kbd>
        </dt>
        <dd>{t("keys.digits")}</dd>
        <dt>
          <kbd className="rounded border border-line bg-sunken px-2">?</kbd>
        </dt>
        <dd>{t("keys.help")}</dd>
      </dl>
      <label className="flex min-h-11 items-center gap-3">
        <input type="checkbox" id="shortcuts-on" className="size-5" />
        {t("keys.on")}
      </label>
      <form method="dialog">
        <button
          type="submit"
          className="min-h-11 cursor-pointer rounded-lg border border-field px-4 font-semibold"
        >
          {t("keys.close")}
        </button>
      </form>
    </dialog>
  );
}

/** The page's own scripts: the keys, each a link or a form of the page, and what others do meanwhile. */
export function WorkbenchScript() {
  const nonce = useNonce();
  return (
    <>
      <script src="/review.js" type="module" nonce={nonce} />
      <script src="/review-news.js" type="module" nonce={nonce} />
    </>
  );
}
