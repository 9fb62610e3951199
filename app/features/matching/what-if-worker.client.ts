import { openTrials } from "~/domain/matching/what-if.ts";
import type { WhatIfAnswer, WhatIfQuestion } from "./what-if-messages.ts";

let answer: ReturnType<typeof openTrials> | undefined;

function tell(message: WhatIfAnswer): void {
  self.postMessage(message);
}

// One question after the other: the page asks the next when it has the answer, and forgets those in between.
self.addEventListener("message", ({ data }: MessageEvent<WhatIfQuestion>) => {
  if (data.kind === "open") {
    const { facts, saved, before } = data.start;
    answer = openTrials(facts, saved, before);
    tell({ kind: "open" });
  } else if (answer) tell({ kind: "result", result: answer(data.trial) });
});
