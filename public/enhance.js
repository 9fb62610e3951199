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
