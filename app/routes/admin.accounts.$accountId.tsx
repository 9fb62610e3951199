import type { MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useTranslations } from "use-intl";
import { Button } from "~/components/button.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Facts, Page } from "~/components/page.tsx";
import { Badge, When } from "~/components/values.tsx";
import { AccountStateBadge } from "~/features/accounts/account-state.tsx";
import { stepsFor } from "~/features/accounts/account-steps.ts";
import { administerAccount } from "~/features/accounts/administer.server.ts";
import { accountPage } from "~/features/accounts/administration.server.ts";
import { actionFor, loaderFor } from "~/features/accounts/guard.server.ts";
import {
  AccountStepInput,
  type AccountStep,
} from "~/features/accounts/inputs.ts";
import { ProofField } from "~/features/accounts/proof-field.tsx";
import {
  mustProve,
  refusalOfProof,
} from "~/features/accounts/prove-again.server.ts";
import { AdminTabs } from "~/features/accounts/section-tabs.tsx";
import { LOCALE_NAMES, isLocale } from "~/i18n/locales.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { checkForm, formOf } from "~/lib/forms.server.ts";
import { readId } from "~/lib/ids.ts";
import { pageTitle } from "~/lib/page-title.ts";
import { goTo, reply } from "~/lib/reply.server.ts";

export const meta: MetaFunction = ({ matches }) =>
  pageTitle(matches, "admin", "account.title");

export const loader = loaderFor(
  "/admin/accounts/:accountId",
  async ({ ctx, params }) =>
    reply({
      ...(await accountPage(ctx, readId(params.accountId))),
      asksProof: mustProve(ctx),
    }),
);

export const action = actionFor(
  "/admin/accounts/:accountId",
  async ({ ctx, params, request }) => {
    const accountId = readId(params.accountId);
    const sent = await formOf(request);
    const form = checkForm(sent, AccountStepInput);
    if (!form.ok) throw new BadRequestError();
    const { step, password } = form.value;
    const refusal = SENSITIVE.has(step)
      ? await refusalOfProof(ctx, sent, password)
      : null;
    if (refusal) return reply({ step, form: refusal }, 422);
    await administerAccount(ctx, accountId, step);
    return goTo(`/admin/accounts/${accountId}`, "saved");
  },
);

/** Steps that give or take power. */
const SENSITIVE: ReadonlySet<AccountStep> = new Set([
  "deactivate",
  "reactivate",
  "make_administrator",
  "end_administrator",
]);

export default function AccountDetail() {
  const t = useTranslations("admin.account");
  const admin = useTranslations("admin");
  const account = useLoaderData<typeof loader>();
  return (
    <Page
      title={<bdi>{account.fullName}</bdi>}
      crumbs={[{ to: "/admin/accounts", label: admin("accounts.title") }]}
    >
      <AdminTabs />
      <div className="grid gap-x-6 lg:grid-cols-[2fr_1fr]">
        <div>
          <Card title={t("facts")}>
            <AccountFacts account={account} />
          </Card>
          <Card title={t("roles")}>
            <Roles account={account} />
          </Card>
        </div>
        <div>
          <Card title={t("steps_title")}>
            <Steps account={account} />
          </Card>
        </div>
      </div>
    </Page>
  );
}

type Account = ReturnType<typeof useLoaderData<typeof loader>>;

function AccountFacts({ account }: { account: Account }) {
  const t = useTranslations("admin.account");
  const { locale } = account;
  return (
    <Facts
      items={[
        {
          term: t("state"),
          value: <AccountStateBadge state={account.state} />,
        },
        { term: t("email"), value: <bdi dir="ltr">{account.email}</bdi> },
        {
          term: t("language"),
          value: isLocale(locale) ? LOCALE_NAMES[locale] : locale,
        },
        { term: t("created"), value: <When at={account.createdAt} /> },
        {
          term: t("seen"),
          value: account.lastSeenAt ? (
            <When at={account.lastSeenAt} />
          ) : (
            t("never")
          ),
        },
        {
          term: t("devices"),
          value: t("devices_count", { count: account.sessions }),
        },
        {
          term: t("trail"),
          value: (
            <Link to={`/admin/audit?actor=${account.personId}`}>
              {t("trail_link")}
            </Link>
          ),
        },
      ]}
    />
  );
}

function Roles({ account }: { account: Account }) {
  const t = useTranslations("admin.account");
  const terms = useTranslations("terms");
  const { grants, places, isAdministrator } = account;
  if (!isAdministrator && grants.length + places.length === 0)
    return <p className="text-muted">{t("no_roles")}</p>;
  return (
    <ul className="grid gap-3">
      {isAdministrator && (
        <li>
          <Badge tone="info">{terms("role.administrator")}</Badge>
        </li>
      )}
      {grants.map((grant) => (
        <li key={grant.id} className="flex flex-wrap gap-x-2">
          <Badge>{terms(`role.${grant.role}`)}</Badge>
          {grant.programmeId && (
            <Link to={`/programmes/${grant.programmeId}`}>
              <bdi>{grant.programme}</bdi>
            </Link>
          )}
          {grant.organisationId && (
            <Link to={`/organisations/${grant.organisationId}`}>
              <bdi>{grant.organisation}</bdi>
            </Link>
          )}
        </li>
      ))}
      {places.map((place) => (
        <li key={place.id} className="flex flex-wrap gap-x-2">
          <Badge>{terms(`role.${place.role}`)}</Badge>
          <Link to={`/enrolments/${place.id}`}>
            <bdi>{place.programme}</bdi> · <bdi>{place.cohort}</bdi>
          </Link>
          <span className="text-muted">
            {terms(`enrolment_state.${place.state}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Steps({ account }: { account: Account }) {
  const t = useTranslations("admin.account");
  const refused = useActionData<typeof action>();
  const steps = stepsFor(account);
  if (steps.length === 0)
    return <p className="text-muted">{t("steps_none")}</p>;
  return (
    <ul className="grid gap-5">
      {steps.map((step) => (
        <li key={step}>
          <Form
            id={step}
            state={refused?.step === step ? refused.form : null}
            className="grid justify-items-start gap-3"
          >
            <input type="hidden" name="step" value={step} />
            <ProofField asked={account.asksProof && SENSITIVE.has(step)} />
            <Button look={step === "deactivate" ? "danger" : "quiet"}>
              {t(`steps.${step}`)}
            </Button>
          </Form>
          <p className="mt-1.5 text-sm text-muted">{t(`step_hints.${step}`)}</p>
        </li>
      ))}
    </ul>
  );
}
