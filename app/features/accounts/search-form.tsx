import { Search } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";

/** A search that is a link: the words stand in the address, beside the filters that stay. */
export function SearchForm({
  label,
  value,
  keep = {},
}: {
  label: string;
  value: string;
  keep?: Readonly<Record<string, string>>;
}) {
  const t = useTranslations("admin");
  return (
    <form method="get" role="search" className="mb-4 flex flex-wrap gap-2">
      {Object.entries(keep).map(
        ([name, kept]) =>
          kept && <input key={name} type="hidden" name={name} value={kept} />,
      )}
      <input
        type="search"
        name="q"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        dir="auto"
        maxLength={100}
        className="min-h-11 w-full max-w-md rounded-lg border border-field bg-surface px-3 py-2"
      />
      <Button look="quiet">
        <Search aria-hidden="true" className="size-5" />
        {t("search")}
      </Button>
    </form>
  );
}
