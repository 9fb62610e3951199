import { createRoot } from "react-dom/client";
import { IntlProvider } from "use-intl";
import type {
  IslandData,
  TrialStart,
  WhatIfAnswer,
  WhatIfQuestion,
} from "./what-if-messages.ts";
import { Unusable, WhatIfResult } from "./what-if-result.tsx";
import { movedIn, trialOf } from "./what-if-trial.ts";

// The page's form works without this: it is sent, and the server answers. Here it is answered as it is moved.

const form = document.getElementById("what-if") as HTMLFormElement; // stands in the page that names this script
const place = document.getElementById("what-if-result") as HTMLElement;
const data = JSON.parse(
  document.getElementById("what-if-data")?.textContent ?? "",
) as IslandData;

/** Newest wins: what was moved while the worker computed is asked once, at the end. */
async function run(): Promise<void> {
  const answer = await fetch(data.startAddress);
  if (!answer.ok) return; // the form still works
  const start = (await answer.json()) as TrialStart;
  const worker = new Worker(data.workerAddress, { type: "module" });
  const root = createRoot(place);
  let isBusy = true;
  let isWaiting = false;
  const tell = (question: WhatIfQuestion) => worker.postMessage(question);
  const next = () => {
    isWaiting = false;
    if (!form.checkValidity()) return;
    isBusy = true;
    const moved = movedIn(new FormData(form));
    tell({ kind: "try", trial: trialOf(moved, start.saved.criteria) });
  };
  worker.addEventListener("message", ({ data: said }: MessageEvent) => {
    const answered = said as WhatIfAnswer; // the worker's only kind of message
    isBusy = false;
    if (answered.kind === "open") form.dataset.live = "yes";
    if (answered.kind === "result")
      root.render(
        <IntlProvider
          locale={data.locale}
          messages={data.messages}
          timeZone="UTC"
        >
          {answered.result ? (
            <WhatIfResult result={answered.result} names={start.names} />
          ) : (
            <Unusable />
          )}
        </IntlProvider>,
      );
    if (isWaiting) next();
  });
  form.addEventListener("input", () => {
    showNumbers();
    isWaiting = true;
    if (!isBusy) next();
  });
  tell({ kind: "open", start });
}

function showNumbers(): void {
  for (const slider of form.querySelectorAll<HTMLInputElement>("[type=range]"))
    for (const label of form.querySelectorAll<HTMLOutputElement>(
      `[data-shows="${slider.name}"]`,
    ))
      label.value = slider.value;
}

void run();
