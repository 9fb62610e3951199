import type { SubmissionResult } from "@conform-to/react";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "~/components/button.tsx";
import { ChoiceField, TextField } from "~/components/fields.tsx";
import { Form } from "~/components/form.tsx";
import { Card, Facts } from "~/components/page.tsx";
import { Day } from "~/components/values.tsx";
import { ENROLMENT_ROLES } from "~/domain/enrolment/lifecycle.ts";
import type { joinPage } from "./join.server.ts";

type JoinPage = Awaited<ReturnType<typeof joinPage>>;

/** What somebody should know before they apply. */
export function AboutCohort({ cohort }: { cohort: JoinPage["cohort"] }) {
  const t = useTranslations("applications.join");
  const items: { term: string; value: ReactNode }[] = [
    {
      term: t("effort"),
      value: t("sessions", {
        count: cohort.sessionsPlanned,
        minutes: cohort.sessionMinutes,
      }),
    },
  ];
  if (cohort.startsOn)
    items.unshift({ term: t("dates"), value: <Dates cohort={cohort} /> });
  return (
    <>
      <Card title={cohort.purpose ? t("about") : undefined}>
        {cohort.purpose && (
          <p dir="auto" className="mb-4 whitespace-pre-line">
            {cohort.purpose}
          </p>
        )}
        <Facts items={items} />
      </Card>
      <Card title={t("how")}>
        <ol className="list-decimal space-y-2 ps-5">
          <li>{t("step_1")}</li>
          <li>{t("step_2")}</li>
          <li>{t("step_3")}</li>
        </ol>
      </Card>
    </>
  );
}

function Dates({ cohort }: { cohort: JoinPage["cohort"] }) {
  const t = useTranslations("applications.join");
  const { startsOn, endsOn } = cohort;
  if (startsOn === null) return null;
  const start = () => <Day on={startsOn} />;
  return endsOn === null
    ? t.rich("from", { date: start })
    : t.rich("from_to", { start, end: () => <Day on={endsOn} /> });
}

/** Choosing a role; whoever has no account yet opens one on the way. */
export function JoinForm(props: { page: JoinPage; state?: SubmissionResult }) {
  const { page, state } = props;
  const t = useTranslations("applications.join");
  const terms = useTranslations("terms.role");
  const live = page.mine.filter(
    ({ state: each }) => each !== "withdrawn" && each !== "rejected",
  );
  const free = ENROLMENT_ROLES.filter(
    (role) => !page.mine.some((place) => place.role === role),
  );
  const roles = free.map((value) => ({
    value,
    label: terms(value),
    hint: t(`${value}_hint`),
  }));
  return (
    <>
      {live.map(({ id, role }) => (
        <p key={id} className="mb-4">
          <ButtonLink to={`/applications/${id}`} look="main">
            {t("go_on", { role })}
          </ButtonLink>
        </p>
      ))}
      {free.length > 0 && (
        <Card>
          <Form id="join" state={state}>
            <ChoiceField
              name="role"
              type="radio"
              label={t("role")}
              options={roles}
            />
            {!page.signedIn && <AccountFields cohortId={page.cohort.id} />}
            <div>
              <Button look={live.length > 0 ? "quiet" : "main"}>
                {t(page.signedIn ? "start" : "create")}
              </Button>
            </div>
          </Form>
        </Card>
      )}
    </>
  );
}

function AccountFields({ cohortId }: { cohortId: string }) {
  const t = useTranslations("applications.join");
  return (
    <>
      <h2 className="text-lg">{t("account")}</h2>
      <p>
        {t.rich("sign_in", {
          link: (text) => (
            <Link to={`/login?next=/join/${cohortId}`}>{text}</Link>
          ),
        })}
      </p>
      <TextField
        name="fullName"
        label={t("full_name")}
        autoComplete="name"
        maxLength={120}
      />
      <TextField
        name="email"
        type="email"
        label={t("email")}
        hint={t("email_hint")}
        autoComplete="email"
        maxLength={254}
      />
      <TextField
        name="password"
        type="password"
        label={t("password")}
        hint={t("password_hint")}
        autoComplete="new-password"
        minLength={10}
        maxLength={256}
      />
    </>
  );
}
