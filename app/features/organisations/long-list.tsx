import type { ReactNode } from "react";

/** A frame in which a choice of hundreds scrolls, so that the buttons below stay near. */
export function LongList({ children }: { children: ReactNode }) {
  return (
    <div className="max-h-96 overflow-y-auto rounded-lg border border-field px-4 py-3">
      {children}
    </div>
  );
}
