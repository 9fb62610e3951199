import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm, Form } from "~/components/form.tsx";
import { TextField } from "~/components/fields.tsx";
import { Card } from "~/components/page.tsx";
import { Hidden } from "~/components/values.tsx";

/** The tags of one person; each goes with one press, and another is one word away. */
export function TagsCard({
  action,
  tags,
}: {
  action: string;
  tags: readonly string[];
}) {
  const t = useTranslations("enrolments.tags");
  return (
    <Card title={t("title")}>
      {tags.length > 0 && (
        <ul className="mb-4 flex flex-wrap gap-2">
          {tags.map((tag) => (
            <li key={tag}>
              <DeedForm
                action={action}
                fields={{ deed: "untag", tag }}
                className="inline-flex items-center rounded-full border border-line bg-sunken ps-3"
              >
                <bdi>{tag}</bdi>
                <button
                  type="submit"
                  className="inline-flex size-9 cursor-pointer items-center justify-center"
                >
                  <X aria-hidden="true" className="size-4" />
                  <Hidden>{t("remove", { tag })}</Hidden>
                </button>
              </DeedForm>
            </li>
          ))}
        </ul>
      )}
      <Form id="tag" action={action} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="deed" value="tag" />
        <TextField name="tag" label={t("new")} maxLength={40} />
        <Button look="quiet">{t("add")}</Button>
      </Form>
    </Card>
  );
}
