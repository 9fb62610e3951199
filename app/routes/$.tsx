import { openLoaderFor } from "~/features/accounts/guard.server.ts";
import { AppError, NotFoundError } from "~/lib/errors.ts";

/** Every address that leads nowhere, and every refusal without a page: so that even these have their language and a way home. */
export const loader = openLoaderFor("/*", async ({ refusal }) => {
  throw refusal
    ? new AppError(refusal.status, refusal.key)
    : new NotFoundError();
});

export default function Nowhere() {
  return null;
}
