import { Eye } from "lucide-react";
import { useTranslations } from "use-intl";

/** Others who look at a pair; the script of the page keeps it up to date. */
export function Looking({
  pairingId,
  names,
}: {
  pairingId: string;
  names: readonly string[];
}) {
  const t = useTranslations("review");
  return (
    <span
      className="text-sm text-clay"
      data-looking={pairingId}
      hidden={names.length === 0}
    >
      <Eye aria-hidden="true" className="inline size-4 align-text-bottom" />{" "}
      <span data-words>
        {names.length > 0 && t("looking", { names: names.join(", ") })}
      </span>
    </span>
  );
}
