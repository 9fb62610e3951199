import { useTranslations } from "use-intl";
import type { MailTemplate } from "~/lib/outbox.server.ts";

/** What an e-mail is about, in words. */
export function MailKind({ template }: { template: string }) {
  const t = useTranslations("admin.mail.kinds");
  const known = template as MailTemplate; // a row of the outbox may be older than the words
  return t.has(known) ? (
    t(known)
  ) : (
    <bdi dir="ltr" className="font-mono text-sm">
      {template}
    </bdi>
  );
}
