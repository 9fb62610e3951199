import { useRouteLoaderData } from "@remix-run/react";
import { createContext, useContext } from "react";
import type { Role } from "~/domain/access/roles.ts";
import type { Locale } from "~/i18n/locales.ts";

/** What every page knows about the person in front of it; the root loader fills it. */
export interface Viewer {
  readonly locale: Locale;
  /** IANA; times are shown in it. */
  readonly timeZone: string;
  readonly person: {
    readonly name: string;
    readonly roles: readonly Role[];
  } | null;
  /** Fresh for each page: forms send it, so that a double submit has one effect. */
  readonly formKey: string;
  /** ISO instant of the answer. */
  readonly now: string;
  readonly path: string;
  readonly instanceName: string | null;
}

/** Before anything is known. */
export const NOBODY: Viewer = {
  locale: "en",
  timeZone: "UTC",
  person: null,
  formKey: "",
  now: "1970-01-01T00:00:00.000Z",
  path: "/",
  instanceName: null,
};

/** For the answer to a refused deed: Remix runs no loader then, and the server fills this instead. */
export const ViewerContext = createContext<Viewer>(NOBODY);

export function useViewer(): Viewer {
  const data = useRouteLoaderData("root") as { viewer: Viewer } | undefined; // the root loader's own shape
  const fallback = useContext(ViewerContext);
  return data?.viewer ?? fallback;
}
