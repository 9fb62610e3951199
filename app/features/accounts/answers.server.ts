import { localeCookie } from "~/lib/locale.server.ts";
import { goTo } from "~/lib/reply.server.ts";
import { sessionCookie } from "./auth-sessions.server.ts";

/** After a sign-in of any kind: the cookies, and on to a page of ours. */
export function signedInAnswer(
  ctx: { readonly origin: string },
  signedIn: { readonly token: string; readonly locale: string },
  path: `/${string}`,
): Response {
  const answer = goTo(path);
  const cookie = sessionCookie(ctx.origin, signedIn.token);
  answer.headers.append("Set-Cookie", cookie);
  answer.headers.append("Set-Cookie", localeCookie(signedIn.locale));
  return answer;
}
