import { Button } from "./button.tsx";

const CONTROL =
  "min-h-11 w-full rounded-lg border border-field bg-surface px-3";

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  /** What stands for no choice; without it there is always one. */
  readonly all?: string;
  readonly options: readonly { value: string; label: string }[];
}

/** A search whose words, filters and order stand in the address; the filters above it stay as they are. */
export function ListSearch(props: {
  label: string;
  q: string;
  submit: string;
  choices?: readonly Choice[];
  /** Filters that are links elsewhere on the page. */
  keep?: Readonly<Record<string, string>>;
}) {
  const { label, q, submit, choices = [], keep = {} } = props;
  return (
    <form
      method="get"
      role="search"
      className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
    >
      {Object.entries(keep).map(
        ([name, value]) =>
          value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label className="grid min-w-56 grow-2 basis-56 gap-1">
        <span className="text-sm font-semibold">{label}</span>
        <input
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          dir="auto"
          className={CONTROL}
        />
      </label>
      {choices.map((choice) => (
        <label
          key={choice.name}
          className="grid grow basis-36 gap-1 sm:max-w-60"
        >
          <span className="text-sm font-semibold">{choice.label}</span>
          <select
            name={choice.name}
            defaultValue={choice.chosen}
            className={CONTROL}
          >
            {choice.all && <option value="">{choice.all}</option>}
            {choice.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      <Button look="quiet">{submit}</Button>
    </form>
  );
}
