import { openLoaderFor } from "~/features/accounts/guard.server.ts";
import { NotFoundError } from "~/lib/errors.ts";

/** Every address that leads nowhere: so that even this answer has its language and its way home. */
export const loader = openLoaderFor("/*", async () => {
  throw new NotFoundError();
});

export default function Nowhere() {
  return null;
}
