import { useField } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { TextField } from "~/components/fields.tsx";
import { useMessage } from "~/components/form.tsx";
import { useViewer } from "~/components/viewer.ts";
import type { EnrolmentRole } from "~/domain/enrolment/lifecycle.ts";
import {
  TOPIC_GROUPS,
  type SuggestedTopic,
} from "~/domain/enrolment/topics.ts";

/** Suggested topics by group and lines for own words; mentees also say how much each matters. */
export function TopicsFields({
  role,
  ownRows,
}: {
  role: EnrolmentRole;
  ownRows: number;
}) {
  const t = useTranslations("applications.topics");
  const { locale } = useViewer();
  return (
    <>
      <OfferErrors />
      {TOPIC_GROUPS.map(({ group, name, topics }) => (
        <fieldset key={group} className="grid gap-1">
          <legend className="mb-1 font-semibold">{name[locale]}</legend>
          <div className="divide-y divide-line rounded-lg border border-line bg-surface">
            {topics.map((topic) =>
              role === "mentor" ? (
                <Offer key={topic.id} topic={topic} />
              ) : (
                <Need key={topic.id} topic={topic} />
              ),
            )}
          </div>
        </fieldset>
      ))}
      <fieldset className="grid gap-3">
        <legend className="mb-1 font-semibold">{t("own")}</legend>
        <p className="text-sm text-muted">{t("own_hint")}</p>
        {Array.from({ length: ownRows }, (_, index) => (
          <div key={index} className="grid gap-2 sm:grid-cols-[2fr_1fr]">
            <TextField
              name={`own[${index}].topic`}
              label={t("own_topic", { number: index + 1 })}
              maxLength={80}
              optional
            />
            {role === "mentee" && <OwnPriority index={index} />}
          </div>
        ))}
      </fieldset>
    </>
  );
}

/** Boxes of one name stand in several groups: what is wrong with all of them is said once. */
function OfferErrors() {
  const message = useMessage();
  const [field] = useField<string[]>("offers");
  const errors = field.errors ?? [];
  if (errors.length === 0) return null;
  return (
    <p id={field.id} className="font-semibold text-danger">
      {errors.map(message).join(" ")}
    </p>
  );
}

function Offer({ topic }: { topic: SuggestedTopic }) {
  const { locale } = useViewer();
  const [field] = useField<string[]>("offers");
  const chosen = [field.initialValue ?? []].flat().map(String);
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-2 hover:bg-sea-soft">
      <input
        type="checkbox"
        name={field.name}
        value={topic.id}
        defaultChecked={chosen.includes(topic.id)}
        className="size-5 shrink-0 accent-sea"
      />
      <span>{topic.name[locale]}</span>
    </label>
  );
}

const PRIORITIES = ["1", "2", "3"] as const;

function Need({ topic }: { topic: SuggestedTopic }) {
  const { locale } = useViewer();
  const [field] = useField<string>(`needs.${topic.id}`);
  return (
    <label className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-3 py-2">
      <span>{topic.name[locale]}</span>
      <PrioritySelect
        id={field.id}
        name={field.name}
        value={field.initialValue ?? ""}
      />
    </label>
  );
}

function OwnPriority({ index }: { index: number }) {
  const t = useTranslations("applications.topics");
  const forms = useTranslations("forms");
  const [field] = useField<string>(`own[${index}].priority`);
  return (
    <label className="grid content-start gap-1.5">
      <span className="font-semibold">{t("priority")}</span>
      <PrioritySelect
        id={field.id}
        name={field.name}
        value={field.initialValue ?? ""}
        none={forms("choose")}
      />
    </label>
  );
}

function PrioritySelect(props: {
  id: string;
  name: string;
  value: string;
  none?: string;
}) {
  const t = useTranslations("applications.topics");
  return (
    <select
      id={props.id}
      name={props.name}
      defaultValue={props.value}
      className="min-h-11 rounded-lg border border-field bg-surface px-3"
    >
      <option value="">{props.none ?? t("priority_none")}</option>
      {PRIORITIES.map((level) => (
        <option key={level} value={level}>
          {t(`priority_${level}`)}
        </option>
      ))}
    </select>
  );
}
