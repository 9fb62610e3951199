import { useField } from "@conform-to/react";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMessage } from "~/components/form.tsx";
import { useViewer } from "~/components/viewer.ts";
import {
  ecosystemOptions,
  sectorName,
  sectorOptions,
} from "~/domain/reference/sectors.ts";

interface Group {
  readonly label: string;
  readonly options: readonly { value: string; label: string }[];
}

/** Sectors as boxes, folded by ecosystem and section; groups with a choice are open. */
export function SectorsField({ name, label }: { name: string; label: string }) {
  const t = useTranslations("organisations");
  const message = useMessage();
  const [field] = useField<string[]>(name);
  const chosen = [field.initialValue ?? []].flat().map(String).filter(Boolean);
  const errors = field.errors ?? [];
  const groups = useGroups(chosen);
  return (
    <fieldset id={field.id} className="grid gap-1.5">
      <legend className="mb-1 font-semibold">{label}</legend>
      <p className="text-sm text-muted">{t("sectors_hint")}</p>
      {errors.length > 0 && (
        <p className="font-semibold text-danger">
          {errors.map(message).join(" ")}
        </p>
      )}
      <div className="divide-y divide-line rounded-lg border border-field bg-surface">
        {groups.map((group) => (
          <SectorGroup
            key={group.label}
            name={field.name}
            group={group}
            chosen={chosen}
          />
        ))}
      </div>
    </fieldset>
  );
}

function useGroups(chosen: readonly string[]): Group[] {
  const t = useTranslations("organisations");
  const { locale } = useViewer();
  const groups: Group[] = [
    { label: t("ecosystems"), options: ecosystemOptions(locale) },
    ...sectorOptions(locale),
  ];
  const listed = new Set(
    groups.flatMap(({ options }) => options.map(({ value }) => value)),
  );
  const rest = chosen.filter((entry) => !listed.has(entry));
  // An exact group or class came from a file; saving the form must not lose it.
  if (rest.length > 0)
    groups.unshift({
      label: t("other_sectors"),
      options: rest.map((value) => ({
        value,
        label: sectorName(value, locale),
      })),
    });
  return groups;
}

function SectorGroup(props: {
  name: string;
  group: Group;
  chosen: readonly string[];
}) {
  const t = useTranslations("organisations");
  const { name, group, chosen } = props;
  const count = group.options.filter(({ value }) =>
    chosen.includes(value),
  ).length;
  return (
    <details className="group" open={count > 0}>
      <summary className="flex min-h-11 cursor-pointer items-center justify-between gap-3 px-3 py-2 hover:bg-sea-soft">
        <span>{group.label}</span>
        <span className="flex items-center gap-2 text-sm whitespace-nowrap text-muted">
          {count > 0 && t("chosen", { count })}
          <ChevronDown
            aria-hidden="true"
            className="size-5 shrink-0 group-open:rotate-180"
          />
        </span>
      </summary>
      <div className="grid gap-x-6 px-3 pb-3 sm:grid-cols-2">
        {group.options.map(({ value, label }) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-start gap-3 py-2"
          >
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="mt-0.5 size-5 shrink-0 accent-sea"
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </details>
  );
}
