import { choiceCookie, localeCookie } from "~/lib/locale.server.ts";
import { goTo } from "~/lib/reply.server.ts";
import { sessionCookie } from "./auth-sessions.server.ts";

/** A sign-in that succeeded: the token for the cookie, whose it is and which language they read. */
export interface SignedIn {
  readonly token: string;
  readonly personId: string;
  readonly locale: string;
}

/** After a sign-in of any kind: the cookies, and on to a page of ours. */
export function signedInAnswer(
  ctx: { readonly origin: string },
  signedIn: Pick<SignedIn, "token" | "locale">,
  path: `/${string}`,
): Response {
  const answer = goTo(path);
  const cookie = sessionCookie(ctx.origin, signedIn.token);
  answer.headers.append("Set-Cookie", cookie);
  answer.headers.append("Set-Cookie", localeCookie(signedIn.locale));
  answer.headers.append("Set-Cookie", choiceCookie(null));
  return answer;
}
