import type { Request, Response } from "express";

/** Said in three languages at once: what it would take to know the person's is what has failed. */
const TEXTS = [
  {
    lang: "en",
    dir: "ltr",
    title: "Back in a moment",
    text: "Passerelle cannot reach its data just now. Nothing that was saved is lost. Please try again in a few seconds.",
    kept: "What you wrote is kept on this page.",
    again: "Try again",
  },
  {
    lang: "fr",
    dir: "ltr",
    title: "De retour dans un instant",
    text: "Passerelle n’accède pas à ses données pour le moment. Rien de ce qui a été enregistré n’est perdu. Merci de réessayer dans quelques secondes.",
    kept: "Ce que vous avez écrit est conservé sur cette page.",
    again: "Réessayer",
  },
  {
    lang: "ar",
    dir: "rtl",
    title: "نعود بعد لحظات",
    text: "يتعذّر على «باسريل» الوصول إلى بياناتها في هذه اللحظة. لم يُفقد أي شيء سبق حفظه. تُرجى إعادة المحاولة بعد بضع ثوانٍ.",
    kept: "ما كُتب في النموذج محفوظ في هذه الصفحة.",
    again: "إعادة المحاولة",
  },
] as const;

/** Never repeated in a page, not even to the person who sent them. */
const SECRET = /password|code|token|secret/i;

/** Answers 503 with a page that needs nothing, and offers to send a form again so that its text is not lost. */
export function answerPaused(req: Request, res: Response): void {
  const fields = keptFields(req, res);
  const again = req.method === "POST" ? resendForm(req, fields) : retryLink;
  res.status(503).set("Retry-After", "5").type("html");
  res.send(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Passerelle</title></head><body><main>${TEXTS.map(section).join("")}${again}</main></body></html>`,
  );

  function section({ lang, dir, title, text, kept }: (typeof TEXTS)[number]) {
    const more = fields.length > 0 ? ` ${kept}` : "";
    return `<section lang="${lang}" dir="${dir}"><h1>${title}</h1><p>${text}${more}</p></section>`;
  }
}

const words = TEXTS.map(
  ({ lang, again }) => `<span lang="${lang}">${again}</span>`,
).join(" · ");
const retryLink = `<p><a href="">${words}</a></p>`;

function resendForm(req: Request, fields: readonly [string, string][]): string {
  if (fields.length === 0) return "";
  const inputs = fields.map(
    ([name, value]) =>
      `<textarea hidden name="${escape(name)}">\n${escape(value)}</textarea>`,
  );
  return `<form method="post" action="${escape(req.originalUrl)}">${inputs.join("")}<button>${words}</button></form>`;
}

function keptFields(req: Request, res: Response): [string, string][] {
  const body = res.locals.body;
  const type = req.headers["content-type"] ?? "";
  if (!body || !/^application\/x-www-form-urlencoded/i.test(type)) return [];
  const fields = [...new URLSearchParams(body.toString("utf8"))];
  return fields.some(([name]) => SECRET.test(name)) ? [] : fields;
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
