import { Link } from "@remix-run/react";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { Table } from "~/components/table.tsx";
import { Badge, Hidden } from "~/components/values.tsx";
import { useViewer } from "~/components/viewer.ts";
import {
  ENROLMENT_ROLES,
  type EnrolmentRole,
} from "~/domain/enrolment/lifecycle.ts";
import {
  wordsIn,
  type QuestionKind,
  type Words,
} from "~/domain/question/question.ts";

interface AskedRow {
  readonly id: string;
  readonly questionId: string;
  readonly kind: QuestionKind;
  readonly label: Words;
  readonly isRequired: boolean;
  readonly isClosed: boolean;
  readonly answers: number;
}

/** What one role is asked in a cohort. */
export function AskedTable(props: {
  here: string;
  caption: string;
  rows: readonly AskedRow[];
}) {
  const { here, caption, rows } = props;
  const t = useTranslations("questions");
  const { locale } = useViewer();
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "question",
          head: t("question"),
          heading: true,
          cell: (row) => <bdi>{wordsIn(row.label, locale)}</bdi>,
        },
        { key: "kind", head: t("kind"), cell: (row) => t(`kinds.${row.kind}`) },
        {
          key: "state",
          head: t("state"),
          cell: (row) => (
            <Badge tone={row.isClosed ? "plain" : "info"}>
              {t(stateOf(row))}
            </Badge>
          ),
        },
        {
          key: "answers",
          head: t("answers"),
          numeric: true,
          cell: (row) => row.answers,
        },
        {
          key: "deeds",
          head: t("deeds"),
          cell: (row) => (
            <AskedDeeds
              here={here}
              row={row}
              isFirst={row === rows[0]}
              isLast={row === rows.at(-1)}
            />
          ),
        },
      ]}
    />
  );
}

function stateOf({ isClosed, isRequired }: AskedRow) {
  if (isClosed) return "closed";
  return isRequired ? "is_required" : "is_optional";
}

function AskedDeeds(props: {
  here: string;
  row: AskedRow;
  isFirst: boolean;
  isLast: boolean;
}) {
  const { here, row, isFirst, isLast } = props;
  const t = useTranslations("questions");
  const deed = (step: string) => ({ deed: "step", askedId: row.id, step });
  return (
    <div className="flex flex-wrap gap-2">
      {!isFirst && (
        <DeedForm action={here} fields={deed("up")}>
          <Button look="quiet" small>
            <ArrowUp aria-hidden="true" className="size-4" />
            <Hidden>{t("up")}</Hidden>
          </Button>
        </DeedForm>
      )}
      {!isLast && (
        <DeedForm action={here} fields={deed("down")}>
          <Button look="quiet" small>
            <ArrowDown aria-hidden="true" className="size-4" />
            <Hidden>{t("down")}</Hidden>
          </Button>
        </DeedForm>
      )}
      <DeedForm action={here} fields={deed(row.isClosed ? "reopen" : "close")}>
        <Button look="quiet" small>
          {t(row.isClosed ? "reopen" : "close")}
        </Button>
      </DeedForm>
      {row.answers === 0 && (
        <DeedForm action={here} fields={deed("remove")}>
          <Button look="danger" small>
            {t("remove")}
          </Button>
        </DeedForm>
      )}
    </div>
  );
}

interface LibraryRow {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly label: Words;
  readonly isAnswered: boolean;
}

/** The questions of the programme: each can be asked here, copied, and rewritten until somebody has answered it. */
export function LibraryTable(props: {
  here: string;
  rows: readonly LibraryRow[];
  asked: ReadonlySet<string>;
}) {
  const { here, rows, asked } = props;
  const t = useTranslations("questions");
  const { locale } = useViewer();
  return (
    <Table
      caption={t("library")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "question",
          head: t("question"),
          heading: true,
          cell: (row) => <bdi>{wordsIn(row.label, locale)}</bdi>,
        },
        { key: "kind", head: t("kind"), cell: (row) => t(`kinds.${row.kind}`) },
        {
          key: "deeds",
          head: t("deeds"),
          cell: (row) => (
            <div className="flex flex-wrap items-center gap-2">
              {ENROLMENT_ROLES.filter(
                (role) => !asked.has(askedKey(row.id, role)),
              ).map((role) => (
                <DeedForm
                  key={role}
                  action={here}
                  fields={{ deed: "ask", questionId: row.id, roles: role }}
                >
                  <Button look="quiet" small>
                    {t(`ask.${role}`)}
                  </Button>
                </DeedForm>
              ))}
              <ButtonLink to={`${here}?copy=${row.id}#write`} small>
                {t("copy")}
              </ButtonLink>
              {!row.isAnswered && (
                <Link
                  to={`${here}?edit=${row.id}#write`}
                  className="inline-block py-1"
                >
                  {t("edit")}
                </Link>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}

/** A question in the eyes of one role. */
export function askedKey(questionId: string, role: EnrolmentRole): string {
  return `${questionId} ${role}`;
}
