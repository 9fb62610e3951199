// What pages gain when scripts run; everything works without it.

// A form is sent once: its buttons rest until the answer comes (the server holds the promise anyway).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A refused form: the reader begins at the summary of what to correct.
document.querySelector('[role="alert"][tabindex]')?.focus();

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[name][open]"))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[name][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A long list of boxes gets a field that narrows it; what is ticked stays in sight.
for (const list of document.querySelectorAll("fieldset[data-filter]")) {
  const field = document.createElement("input");
  field.type = "search";
  field.setAttribute("aria-label", list.dataset.filter);
  field.placeholder = list.dataset.filter;
  field.className =
    "w-full min-h-11 rounded-lg border border-field bg-surface px-3 py-2";
  list.querySelector("legend").after(field);
  field.addEventListener("input", () => {
    const wanted = field.value.normalize("NFKC").toLowerCase().trim();
    for (const label of list.querySelectorAll("label")) {
      const text = label.textContent.normalize("NFKC").toLowerCase();
      const ticked = label.querySelector("input").checked;
      label.hidden = !ticked && !text.includes(wanted);
    }
  });
  // Enter in it narrows the list and does not send the form
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
