// The workbench by keyboard: every key presses a link or a button that stands in the page.

const dialog = document.getElementById("shortcuts");
const field = document.getElementById("palette");
const list = document.getElementById("palette-list");
const toggle = document.getElementById("shortcuts-on");
const STORED = "review.keys";

const deed = (step) =>
  document
    .querySelector(`form input[name=step][value=${step}]`)
    ?.form.querySelector("button") ??
  document.querySelector(`a[href*="/decision?"][href*="step=${step}"]`);
const PRESSES = {
  j: () => document.querySelector("a[rel=next]"),
  k: () => document.querySelector("a[rel=prev]"),
  a: () => deed("approve"),
  p: () => deed("pin") ?? deed("unpin"),
  r: () => deed("reject"),
  u: () => document.querySelector("[data-undo]"),
};

let isOn = true;
try {
  isOn = localStorage.getItem(STORED) !== "off";
} catch {
  // a browser that keeps nothing: the keys are on
}
toggle.checked = isOn;
toggle.addEventListener("change", () => {
  isOn = toggle.checked;
  try {
    localStorage.setItem(STORED, isOn ? "on" : "off");
  } catch {
    // until the next page, then
  }
});

// Everything that can be pressed in the page, by its own words.
let showFound = () => {};
field.addEventListener("input", () => showFound());

function openPalette() {
  if (dialog.open) return;
  const pressable = [
    ...document.querySelectorAll("main a[href], main button, [data-pair]"),
  ].filter((each) => !dialog.contains(each));
  const show = () => {
    const wanted = field.value.normalize("NFKC").toLowerCase().trim();
    const found = pressable.filter((each) =>
      each.innerText.normalize("NFKC").toLowerCase().includes(wanted),
    );
    list.replaceChildren(
      ...found.slice(0, 40).map((each) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.dir = "auto";
        button.className =
          "w-full cursor-pointer rounded-lg px-3 py-2 text-start hover:bg-sea-soft";
        button.textContent = each.innerText.replace(/\s+/g, " ").trim();
        button.addEventListener("click", () => {
          dialog.close();
          each.click();
        });
        item.append(button);
        return item;
      }),
    );
  };
  field.value = "";
  showFound = show;
  show();
  dialog.showModal();
  field.focus();
}
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  list.querySelector("button")?.click();
});

// What a key stands for: a window of everything, or one thing to press or to go to.
function deedOf(event) {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (key === "k" && (ctrlKey || metaKey)) return openPalette;
  const isTyping = event.target.closest("input, textarea, select, dialog");
  if (isTyping || ctrlKey || metaKey || altKey) return null;
  if (key === "?") return openPalette;
  return isOn ? pressOf(key) : null;
}

function pressOf(key) {
  const nth = key === "s" ? 1 : Number(key);
  if (nth >= 1 && nth <= 5)
    return () => document.querySelectorAll("[data-swap]")[nth - 1]?.focus();
  const pressed = PRESSES[key]?.();
  return pressed ? () => pressed.click() : null;
}

document.addEventListener("keydown", (event) => {
  const deed = deedOf(event);
  if (!deed) return;
  event.preventDefault();
  deed();
});

// The chosen pair is in sight, however long the list.
document
  .querySelector("[data-pair][aria-current]")
  ?.scrollIntoView({ block: "nearest" });

// An alternative may also be dragged onto the pair: it presses the same button.
for (const source of document.querySelectorAll("[data-drag]")) {
  source.draggable = true;
  source.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", source.dataset.drag);
    event.dataTransfer.effectAllowed = "move";
  });
}
const target = document.querySelector("[data-drop]");
target?.addEventListener("dragover", (event) => event.preventDefault());
target?.addEventListener("drop", (event) => {
  event.preventDefault();
  const id = event.dataTransfer.getData("text/plain");
  document
    .querySelector(`[data-drag="${CSS.escape(id)}"] [data-swap]`)
    ?.click();
});
