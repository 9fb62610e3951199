import { useField } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { useMessage } from "~/components/form.tsx";
import {
  clockTime,
  DAY_PARTS,
  WEEKDAYS,
  type DayPart,
} from "~/domain/enrolment/week.ts";

/** A week to tick, parts of days across and days down; and rows for exact times. */
export function WeekField({ exactRows }: { exactRows: number }) {
  const t = useTranslations("applications.availability");
  const message = useMessage();
  const [field] = useField<string[]>("parts");
  const errors = field.errors ?? [];
  const chosen = [field.initialValue ?? []].flat().map(String);
  return (
    <fieldset id={field.id} className="grid gap-2">
      <legend className="mb-1 font-semibold">{t("week")}</legend>
      <p className="text-sm text-muted">{t("week_hint")}</p>
      {errors.length > 0 && (
        <p className="font-semibold text-danger">
          {errors.map(message).join(" ")}
        </p>
      )}
      <WeekTable name={field.name} chosen={chosen} />
      <details open={exactRows > 2} className="mt-2">
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-sea underline underline-offset-4">
          {t("exact")}
        </summary>
        <p className="text-sm text-muted">{t("exact_hint")}</p>
        <div className="mt-2 grid gap-3">
          {Array.from({ length: exactRows }, (_, index) => (
            <ExactRow key={index} index={index} />
          ))}
        </div>
      </details>
    </fieldset>
  );
}

function WeekTable({
  name,
  chosen,
}: {
  name: string;
  chosen: readonly string[];
}) {
  const t = useTranslations("applications.availability");
  const terms = useTranslations("terms");
  return (
    <table className="w-full table-fixed border-collapse rounded-lg border border-field bg-surface text-center">
      <thead>
        <tr className="border-b border-line align-bottom text-sm">
          <th scope="col" className="w-1/4 px-2 text-start font-normal">
            {t("day")}
          </th>
          {DAY_PARTS.map((part) => (
            <th key={part.id} scope="col" className="px-1 py-2 font-semibold">
              <span className="block">{t(`part.${part.id}`)}</span>
              <Hours part={part.id} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {WEEKDAYS.map((day) => (
          <tr key={day} className="border-b border-line last:border-b-0">
            <th scope="row" className="px-2 text-start text-sm font-normal">
              {terms(`weekday.${day}`)}
            </th>
            {DAY_PARTS.map(({ id }) => (
              <td key={id}>
                <label className="flex min-h-11 cursor-pointer items-center justify-center hover:bg-sea-soft">
                  <input
                    type="checkbox"
                    aria-label={t("cell", {
                      day: terms(`weekday.${day}`),
                      part: t(`part.${id}`),
                    })}
                    name={name}
                    value={`${day}-${id}`}
                    defaultChecked={chosen.includes(`${day}-${id}`)}
                    className="size-5 accent-sea"
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Hours({ part }: { part: DayPart }) {
  const hours = DAY_PARTS.find(({ id }) => id === part) ?? DAY_PARTS[0];
  return (
    <span className="block text-xs font-normal text-muted" dir="ltr">
      {clockTime(hours.startMinute)} {clockTime(hours.endMinute)}
    </span>
  );
}

const CONTROL =
  "min-h-11 w-full rounded-lg border border-field bg-surface px-2 aria-[invalid]:border-2 aria-[invalid]:border-danger";

function ExactRow({ index }: { index: number }) {
  const t = useTranslations("applications.availability");
  const terms = useTranslations("terms");
  const forms = useTranslations("forms");
  const message = useMessage();
  const [day] = useField<string>(`exact[${index}].day`);
  const [from] = useField<string>(`exact[${index}].from`);
  const [to] = useField<string>(`exact[${index}].to`);
  const errors = [day, from, to].flatMap((field) => field.errors ?? []);
  return (
    <fieldset className="grid gap-1.5">
      <legend className="sr-only">{t("row", { number: index + 1 })}</legend>
      {errors.length > 0 && (
        <p id={`${to.id}-error`} className="font-semibold text-danger">
          {errors.map(message).join(" ")}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-[2fr_1fr_1fr]">
        <label className="grid gap-1 max-sm:col-span-2">
          <span className="text-sm">{t("day")}</span>
          <select
            id={day.id}
            name={day.name}
            defaultValue={day.initialValue ?? ""}
            className={CONTROL}
          >
            <option value="">{forms("choose")}</option>
            {WEEKDAYS.map((each) => (
              <option key={each} value={each}>
                {terms(`weekday.${each}`)}
              </option>
            ))}
          </select>
        </label>
        {[
          { field: from, label: t("from") },
          { field: to, label: t("to") },
        ].map(({ field, label }) => (
          <label key={field.name} className="grid gap-1">
            <span className="text-sm">{label}</span>
            <input
              type="time"
              id={field.id}
              name={field.name}
              defaultValue={field.initialValue ?? ""}
              aria-invalid={errors.length > 0 || undefined}
              aria-describedby={
                errors.length > 0 ? `${to.id}-error` : undefined
              }
              className={CONTROL}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
