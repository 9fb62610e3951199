import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm, useMessage } from "~/components/form.tsx";
import { Notice } from "~/components/page.tsx";

/** The last deed of the reader, and the way back. */
export function Done({
  pairingId,
  here,
  search,
}: {
  pairingId: string;
  here: string;
  search: string;
}) {
  const t = useTranslations("review");
  const back = new URLSearchParams(search);
  back.delete("done");
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3 print:hidden">
      <p>{t("done")}</p>
      <DeedForm
        action={`/pairings/${pairingId}/undo?${new URLSearchParams({ back: `${here}?${back}` })}`}
      >
        <Button look="quiet" small data-undo>
          {t("undo")}
        </Button>
      </DeedForm>
    </div>
  );
}

/** Why a swap was refused. */
export function Refused({ form }: { form: SubmissionResult }) {
  const message = useMessage();
  return (
    <Notice look="danger" role="alert">
      {Object.values(form.error ?? {})
        .flatMap((all) => all ?? [])
        .map(message)
        .join(" ")}
    </Notice>
  );
}
