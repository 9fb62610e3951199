import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { DeedForm } from "~/components/form.tsx";
import { EmptyState, Page } from "~/components/page.tsx";
import { type Column, Table } from "~/components/table.tsx";
import { Badge, When } from "~/components/values.tsx";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import { JobInput } from "~/features/accounts/inputs.ts";
import { jobsPage, retryJob } from "~/features/accounts/job-queue.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "jobs.title");

export const loader = loaderFor("/admin/jobs", async ({ ctx }) =>
  reply(await jobsPage(ctx)),
);

export const action = actionFor("/admin/jobs", async ({ ctx, request }) => {
  const form = await readForm(request, JobInput);
  if (!form.ok) throw new BadRequestError();
  await retryJob(ctx, form.value.job);
  return goTo("/admin/jobs", "saved");
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>["dead"][number];

export default function JobsPage() {
  const t = useTranslations("admin.jobs");
  const { waiting, dead } = useLoaderData<typeof loader>();
  const columns = useColumns();
  return (
    <Page title={t("title")} lead={t("lead")}>
      <AdminTabs />
      <h2 className="mb-3 text-xl">{t("dead")}</h2>
      {dead.length === 0 ? (
        <p className="mb-8 text-muted">{t("dead_none")}</p>
      ) : (
        <div className="mb-8">
          <p className="mb-3 text-muted">{t("dead_text")}</p>
          <Table
            caption={t("dead")}
            rows={dead}
            rowKey={(row) => row.id}
            columns={[
              ...columns,
              {
                key: "retry",
                head: t("step"),
                cell: (row) => <Retry row={row} />,
              },
            ]}
          />
        </div>
      )}
      <h2 className="mb-3 text-xl">{t("waiting")}</h2>
      {waiting.length === 0 ? (
        <EmptyState title={t("waiting_none")}>{t("waiting_text")}</EmptyState>
      ) : (
        <Table
          caption={t("waiting")}
          rows={waiting}
          rowKey={(row) => row.id}
          columns={[
            ...columns,
            {
              key: "state",
              head: t("state"),
              cell: (row) =>
                row.isRunning ? (
                  <Badge tone="good">{t("running")}</Badge>
                ) : (
                  <Badge>{t("queued")}</Badge>
                ),
            },
            {
              key: "at",
              head: t("at"),
              cell: (row) => <When at={row.runAt} />,
            },
          ]}
        />
      )}
    </Page>
  );
}

function useColumns(): Column<Row>[] {
  const t = useTranslations("admin.jobs");
  return [
    {
      key: "name",
      head: t("name"),
      heading: true,
      cell: (row) => (
        <bdi dir="ltr" className="font-mono text-sm">
          {row.name} {row.id}
        </bdi>
      ),
    },
    {
      key: "attempts",
      head: t("attempts"),
      cell: (row) => t("of", { done: row.attempts, all: row.maxAttempts }),
    },
    {
      key: "error",
      head: t("last_error"),
      cell: (row) => (
        <bdi dir="ltr" className="text-sm break-words">
          {row.lastError}
        </bdi>
      ),
    },
  ];
}

function Retry({ row }: { row: Row }) {
  const t = useTranslations("admin.jobs");
  return (
    <DeedForm action="/admin/jobs" fields={{ job: row.id }}>
      <Button look="quiet" small>
        {t("retry")}
      </Button>
    </DeedForm>
  );
}
