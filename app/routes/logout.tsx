import { sessionCookie } from "~/features/accounts/auth-sessions.server.ts";
import { openActionFor } from "~/features/accounts/guard.server.ts";
import { signOut } from "~/features/accounts/sign-in.server.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = openActionFor("/logout", async ({ ctx }) => {
  await signOut(ctx);
  const answer = goTo("/login", "signed_out");
  answer.headers.append("Set-Cookie", sessionCookie(ctx.origin, null));
  return answer;
});
