import type { Locale } from "~/i18n/locales.ts";
import type { Context } from "~/lib/context.ts";
import { checkForm, formOf, type FormState } from "~/lib/forms.server.ts";
import { giveConsent, withdrawConsent } from "./consent.server.ts";
import { ConsentInput } from "./inputs.ts";

/**
 * Gives or withdraws consent as the form says.
 *
 * @param locale  the language in which the text stood on the page
 * @returns the form with what is wrong, or null when it is done
 */
export async function saveConsentForm(
  ctx: Context,
  request: Request,
  enrolmentId: string,
  locale: Locale,
): Promise<FormState | null> {
  const form = checkForm(await formOf(request), ConsentInput);
  if (!form.ok) return form.form;
  if (form.value.step === "give") await giveConsent(ctx, enrolmentId, locale);
  else await withdrawConsent(ctx, enrolmentId);
  return null;
}
