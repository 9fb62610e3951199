import type { ReactNode } from "react";
import { Card } from "./page.tsx";

/** Agreements between organisations: who, when if it is said, and what they want to reach together. */
export function AgreementList(props: {
  title: string;
  agreements: readonly {
    readonly id: string;
    readonly parties: ReactNode;
    readonly dates?: ReactNode;
    readonly objectives: string | null;
  }[];
}) {
  const { title, agreements } = props;
  if (agreements.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="grid gap-4">
        {agreements.map(({ id, parties, dates, objectives }) => (
          <li key={id} className="border-s-4 border-olive ps-3">
            <p className="font-semibold">{parties}</p>
            {dates && <p className="text-sm text-muted">{dates}</p>}
            {objectives && (
              <p dir="auto" className="mt-1 max-w-prose">
                {objectives}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
