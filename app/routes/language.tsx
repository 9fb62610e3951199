import { z } from "zod";
import { openActionFor } from "~/features/accounts/guard.server.ts";
import { chooseLanguage } from "~/features/people/profile.server.ts";
import { LOCALES } from "~/i18n/locales.ts";
import { BadRequestError } from "~/lib/errors.ts";
import { readForm } from "~/lib/forms.server.ts";
import { choiceCookie, localeCookie } from "~/lib/locale.server.ts";
import { goTo, safePath } from "~/lib/reply.server.ts";

const LanguageInput = z.strictObject({
  locale: z.enum(LOCALES),
  next: z.string().max(2000).optional(),
});

export const action = openActionFor("/language", async ({ ctx, request }) => {
  const form = await readForm(request, LanguageInput);
  if (!form.ok) throw new BadRequestError();
  const { actor } = ctx;
  if (actor) await chooseLanguage({ ...ctx, actor }, form.value.locale);
  const answer = goTo(safePath(form.value.next));
  answer.headers.append("Set-Cookie", localeCookie(form.value.locale));
  if (!actor)
    answer.headers.append("Set-Cookie", choiceCookie(form.value.locale));
  return answer;
});
