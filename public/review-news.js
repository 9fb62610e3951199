// What others do on the workbench meanwhile: said politely, in places kept for it. Nothing else in the page is touched.

const EVERY_MS = 15_000;
// a page that nobody has touched for so long stops asking, so that a forgotten tab does not stay signed in
const PATIENCE_MS = 20 * 60_000;

const news = document.querySelector("[data-news]");
const said = news?.querySelector("[role=status]");
const rowOf = (id) => document.querySelector(`[data-pair="${CSS.escape(id)}"]`);

let since = news?.dataset.newsSince;
let touched = Date.now();
let isAsking = false;

function showLooking(looking) {
  for (const place of document.querySelectorAll("[data-looking]")) {
    const text = looking[place.dataset.looking] ?? "";
    const words = place.querySelector("[data-words]");
    if (words.textContent !== text) words.textContent = text;
    place.hidden = text === "";
  }
}

function showChange({ pair, short, long }) {
  const row = rowOf(pair);
  const isShown = pair === news.dataset.newsPair;
  if (!row && !isShown) return;
  const place = row?.querySelector("[data-changed]");
  if (place) {
    place.textContent = short;
    place.hidden = false;
  }
  const line = document.createElement("p");
  line.textContent = long;
  said.append(line);
  news.dataset.told = "";
  for (const part of news.children) part.hidden = false;
}

async function ask() {
  const isLeft = Date.now() - touched > PATIENCE_MS;
  if (document.hidden || isLeft || isAsking) return;
  isAsking = true;
  try {
    const query = new URLSearchParams({ pair: news.dataset.newsPair, since });
    const answer = await fetch(`${news.dataset.newsUrl}?${query}`, {
      headers: { Accept: "application/json" },
      redirect: "error",
    });
    if (!answer.ok) return;
    const told = await answer.json();
    since = String(told.since);
    showLooking(told.looking);
    told.changes.forEach(showChange);
  } catch {
    // no network, or signed out: the next deed will tell
  } finally {
    isAsking = false;
  }
}

if (said) {
  for (const sign of ["keydown", "pointerdown"])
    addEventListener(sign, () => (touched = Date.now()), { passive: true });
  const askNow = () => void ask();
  setInterval(askNow, EVERY_MS);
  document.addEventListener("visibilitychange", askNow);
  addEventListener("focus", askNow);
}
