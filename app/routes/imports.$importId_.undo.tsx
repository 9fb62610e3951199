import { actionFor } from "~/features/accounts/guard.server.ts";
import { undoImport } from "~/features/enrolments/import-undo.server.ts";
import { keepingImportFit } from "~/features/pairings/fit.server.ts";
import { readId } from "~/lib/ids.ts";
import { goTo } from "~/lib/reply.server.ts";

export const action = actionFor(
  "/imports/:importId/undo",
  async ({ ctx, params }) => {
    const id = readId(params.importId);
    await keepingImportFit(ctx, id, (inner) => undoImport(inner, id));
    return goTo(`/imports/${id}`, "import_undone");
  },
);
