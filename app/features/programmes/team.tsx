import type { SubmissionResult } from "@conform-to/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { ChoiceField, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Table } from "~/components/table.tsx";
import { ProofField, SensitiveDeed } from "~/features/accounts/proof-field.tsx";
import { STAFF_ROLES } from "./inputs.ts";
import type { programmeStaff } from "./staff.server.ts";

type Member = Awaited<ReturnType<typeof programmeStaff>>["staff"][number];

/** Who holds which role in a programme. */
export function TeamTable({
  programmeId,
  staff,
  asksProof,
  refused,
}: {
  programmeId: string;
  staff: readonly Member[];
  asksProof: boolean;
  /** The form that was refused, and in which row it stood. */
  refused: { form: SubmissionResult; grantId: string | null } | null;
}) {
  const t = useTranslations("programmes.team");
  const roles = useTranslations("terms.role");
  const forms = useTranslations("programmes");
  return (
    <Table
      caption={t("table")}
      rows={staff}
      rowKey={(row) => row.grantId}
      columns={[
        {
          key: "name",
          head: forms("name"),
          heading: true,
          cell: (row) => (
            <>
              <bdi>{row.name}</bdi>
              {row.isMe && <span className="text-muted"> ({t("you")})</span>}
            </>
          ),
        },
        { key: "role", head: t("role"), cell: (row) => roles(row.role) },
        {
          key: "email",
          head: t("email"),
          cell: (row) => <bdi dir="ltr">{row.email}</bdi>,
        },
        {
          key: "status",
          head: t("status"),
          cell: (row) => t(statusOf(row)),
        },
        {
          key: "remove",
          head: <span className="sr-only">{t("remove")}</span>,
          cell: (row) => (
            <SensitiveDeed
              id={`remove-${row.grantId}`}
              asked={asksProof}
              state={refused?.grantId === row.grantId ? refused.form : null}
              label={t("remove")}
              action={`/programmes/${programmeId}/coordinators`}
              fields={{ deed: "remove", grantId: row.grantId }}
            >
              <Button
                look="danger"
                small
                aria-label={t("remove_name", {
                  name: row.name,
                  role: roles(row.role),
                })}
              >
                {t("remove")}
              </Button>
            </SensitiveDeed>
          ),
        },
      ]}
    />
  );
}

function statusOf(row: Member) {
  if (row.isDeactivated) return "deactivated";
  return row.isInvited ? "invited" : "active";
}

/** Gives somebody a role, known here or not. */
export function AddToTeam({
  state,
  asksProof,
}: {
  state?: SubmissionResult | null;
  asksProof: boolean;
}) {
  const t = useTranslations("programmes.team");
  const roles = useTranslations("terms.role");
  const hints = {
    coordinator: t("role_hint_coordinator"),
    event_staff: t("role_hint_event_staff"),
  };
  return (
    <Form state={state} id="team" values={{ role: "coordinator" }}>
      <input type="hidden" name="deed" value="add" />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        autoComplete="off"
      />
      <TextField
        name="fullName"
        label={t("full_name")}
        hint={t("full_name_hint")}
        autoComplete="off"
        maxLength={150}
      />
      <ChoiceField
        type="radio"
        name="role"
        label={t("role")}
        options={STAFF_ROLES.map((role) => ({
          value: role,
          label: roles(role),
          hint: hints[role],
        }))}
      />
      <ProofField asked={asksProof} />
      <div>
        <Button>{t("add")}</Button>
      </div>
    </Form>
  );
}
