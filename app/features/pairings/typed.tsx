import type { SubmissionResult } from "@conform-to/react";
import { Card } from "~/components/page.tsx";

/** The words of a form that can no longer be sent, so that they are not lost; nothing if there were none. */
export function Typed({
  label,
  form,
}: {
  label: string;
  form?: SubmissionResult;
}) {
  const words = form?.initialValue?.message;
  if (typeof words !== "string" || words === "") return null;
  return (
    <Card title={label}>
      <blockquote dir="auto" className="break-words whitespace-pre-line">
        {words}
      </blockquote>
    </Card>
  );
}
