import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, EmptyState, Notice, Page } from "~/components/page.tsx";
import { Table } from "~/components/table.tsx";
import { Badge, Score, When } from "~/components/values.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import {
  CountryWeights,
  CriterionWeights,
  Objective,
  Quotas,
  Rules,
} from "~/features/matching/criteria-fields.tsx";
import { OwnQuestions } from "~/features/matching/question-criteria.tsx";
import { PersonField } from "~/features/matching/person-field.tsx";
import { criteriaPage } from "~/features/matching/sample.server.ts";
import { ReasonList, SumTable } from "~/features/pairings/explanation.tsx";
import {
  CriteriaFormInput,
  criteriaOf,
} from "~/features/programmes/criteria-form.ts";
import {
  criteriaNow,
  saveCriteria,
} from "~/features/programmes/criteria.server.ts";
import { ConflictError } from "~/lib/errors.ts";
import {
  checkForm,
  formOf,
  type FormState,
  refuseForm,
} from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "criteria", "title");

export const loader = loaderFor(
  "/cohorts/:cohortId/criteria",
  async ({ ctx, params, url }) =>
    reply(await criteriaPage(ctx, readId(params.cohortId), url.searchParams)),
);

export const action = actionFor(
  "/cohorts/:cohortId/criteria",
  async ({ ctx, params, request }) => {
    const id = readId(params.cohortId);
    const sent = await formOf(request);
    const form = checkForm(sent, CriteriaFormInput);
    if (!form.ok) return reply({ form: form.form }, 422);
    try {
      const before = await criteriaNow(ctx.db, id);
      const { isNew } = await saveCriteria(ctx, id, {
        basedOn: form.value.basedOn,
        criteria: criteriaOf(form.value, before.criteria),
        objective: form.value.objective,
        note: form.value.note ?? null,
      });
      const said = isNew ? "criteria_saved" : "criteria_same";
      return goTo(`/cohorts/${id}/criteria`, said);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return reply({ form: refuseForm(sent, "", error.key) }, 422);
    }
  },
);

/** A refused form comes back with as many rows as it had. */
function refusedRows(refusal: FormState | null | undefined): number | null {
  const rows = refusal?.initialValue?.["quotas"];
  return Array.isArray(rows) ? rows.length : null;
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Criteria() {
  const t = useTranslations("criteria");
  const data = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>();
  const { cohort, values } = data;
  const refusal = state?.form ?? data.refusal;
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      crumbs={[
        {
          to: `/programmes/${cohort.programmeId}`,
          label: cohort.programmeName,
        },
        { to: `/cohorts/${cohort.id}`, label: cohort.name },
      ]}
    >
      <p className="mb-4">
        <Link to={`/cohorts/${cohort.id}/criteria/tables`}>
          {t("tables.open")}
        </Link>
      </p>
      {cohort.state === "closed" && <Notice>{t("closed")}</Notice>}
      <Form id="criteria" state={refusal} values={values} className="block">
        <input type="hidden" name="basedOn" value={data.version} />
        <div className="grid items-start gap-x-6 lg:grid-cols-2">
          <CriterionWeights weights={values.weights} />
          <CountryWeights modes={values.country} hasMatrix={data.hasMatrix} />
          <Rules />
          <Objective />
        </div>
        <OwnQuestions questions={data.questions} cohortId={cohort.id} />
        <Quotas rows={refusedRows(refusal) ?? values.quotas.length} />
        <Sample data={data} />
        {cohort.state !== "closed" && <Save />}
      </Form>
      <Versions data={data} />
    </Page>
  );
}

function Sample({ data }: { data: Data }) {
  const t = useTranslations("criteria");
  const { choices, sample } = data;
  return (
    <Card title={t("sample")} id="sample">
      {sample === null ? (
        <p className="text-muted">{t("sample_none")}</p>
      ) : (
        <>
          <p className="mb-4 text-muted">{t("sample_hint")}</p>
          <div className="mb-4 grid items-end gap-4 md:grid-cols-[1fr_1fr_auto]">
            <PersonField
              side="mentee"
              label={t("mentee")}
              choices={choices.mentee}
            />
            <PersonField
              side="mentor"
              label={t("mentor")}
              choices={choices.mentor}
            />
            <Button look="quiet" formMethod="get" formAction="#sample">
              {t("preview")}
            </Button>
          </div>
          <SampleSum sample={sample} />
        </>
      )}
    </Card>
  );
}

function SampleSum({ sample }: { sample: NonNullable<Data["sample"]> }) {
  const t = useTranslations("criteria");
  const pairs = useTranslations("pairings.pair");
  if ("none" in sample)
    return <p className="font-semibold text-clay">{t(sample.none)}</p>;
  const { explanation } = sample;
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-3">
        <Score value={explanation.score} />
        {!sample.isSaved && (
          <span className="text-muted">{t("not_saved")}</span>
        )}
      </p>
      {explanation.blockedBy.length > 0 && (
        <Notice look="danger" title={pairs("blocked")}>
          <ReasonList reasons={explanation.blockedBy} />
        </Notice>
      )}
      <SumTable explanation={explanation} />
      {explanation.warnings.length > 0 && (
        <ReasonList reasons={explanation.warnings} />
      )}
    </div>
  );
}

function Save() {
  const t = useTranslations("criteria");
  return (
    <Card>
      <div className="grid gap-4">
        <TextField
          name="note"
          label={t("note")}
          hint={t("note_hint")}
          maxLength={500}
          optional
        />
        <div className="flex flex-wrap gap-3">
          <Button>{t("save")}</Button>
        </div>
      </div>
    </Card>
  );
}

function Versions({ data }: { data: Data }) {
  const t = useTranslations("criteria");
  const terms = useTranslations("terms.objective");
  return (
    <section>
      <h2 className="mb-3 text-xl">{t("versions")}</h2>
      {data.versions.length === 0 ? (
        <EmptyState title={t("versions_none")} />
      ) : (
        <Table
          caption={t("versions")}
          rows={data.versions}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "version",
              head: t("column.version"),
              heading: true,
              cell: ({ version }) => (
                <>
                  {t("version", { version })}{" "}
                  {version === data.version && (
                    <Badge tone="good">{t("current")}</Badge>
                  )}
                </>
              ),
            },
            {
              key: "when",
              head: t("column.when"),
              cell: ({ createdAt }) => <When at={createdAt} />,
            },
            {
              key: "who",
              head: t("column.who"),
              cell: ({ author }) =>
                author ? <bdi>{author}</bdi> : t("automatic"),
            },
            {
              key: "objective",
              head: t("column.objective"),
              cell: ({ objective }) => terms(objective),
            },
            {
              key: "note",
              head: t("column.note"),
              cell: ({ note }) => note && <bdi>{note}</bdi>,
            },
          ]}
        />
      )}
    </section>
  );
}
