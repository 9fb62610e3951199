import type { PairingStatus } from "~/domain/pairing/lifecycle.ts";
import { askedSector } from "~/domain/reporting/sector-grid.ts";

/** How the list of pairings is divided; every pairing is in exactly one part. */
export const PAIRING_FILTERS = [
  "proposed",
  "approved",
  "sent",
  "mentor_accepted",
  "active",
  "ended",
  "declined",
  "rejected",
  "superseded",
] as const;
export type PairingFilter = (typeof PAIRING_FILTERS)[number];

/** `approved` and `sent` share a status: sending is a date. */
export const FILTER_STATUSES: Readonly<
  Record<PairingFilter, readonly PairingStatus[]>
> = {
  proposed: ["proposed"],
  approved: ["approved"],
  sent: ["approved"],
  mentor_accepted: ["mentor_accepted"],
  active: ["active", "on_hold"],
  ended: ["completed", "ended_early"],
  declined: ["mentor_declined", "mentee_declined", "expired", "withdrawn"],
  rejected: ["rejected"],
  superseded: ["superseded"],
};

/** Several parts together: proposals that may still become a pair. */
const ON_THE_WAY = [
  "proposed",
  "approved",
  "sent",
  "mentor_accepted",
] as const satisfies readonly PairingFilter[];

/** Parts of the list taken together, as figures count them. */
export const TOGETHER = {
  on_the_way: ON_THE_WAY,
  counted: [...ON_THE_WAY, "active", "ended"],
} as const satisfies Readonly<Record<string, readonly PairingFilter[]>>;
export type PairingGroup = keyof typeof TOGETHER;

/** Whether a filter stands for several parts of the list. */
export function isGroup(status: string | null): status is PairingGroup {
  return status !== null && Object.hasOwn(TOGETHER, status);
}

/** The part of the list that a pairing is in. */
export function filterOf(
  status: PairingStatus,
  isSent: boolean,
): PairingFilter {
  if (status === "approved") return isSent ? "sent" : "approved";
  const filter = PAIRING_FILTERS.find((each) =>
    FILTER_STATUSES[each].includes(status),
  );
  if (!filter) throw new Error(`no filter shows ${status}`);
  return filter;
}

export const PAIRING_SORTS = [
  "attention",
  "score",
  "mentor",
  "mentee",
] as const;

/** What the address of the list asks for. */
export interface PairingQuery {
  readonly status: PairingFilter | PairingGroup | "all";
  readonly sort: (typeof PAIRING_SORTS)[number];
  /** Part of a name, or empty. */
  readonly q: string;
  /** Country of the mentor (alpha-2), or empty. */
  readonly from: string;
  /** Country of the mentee (alpha-2), or empty. */
  readonly to: string;
  /** First sector of the mentee, as the figures group it, or empty. */
  readonly sector: string;
  /** From which score on (0 to 100) proposals would be approved together. */
  readonly minimum: number;
  /** Id of the last row of the page before. */
  readonly after: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads the address; what makes no sense counts as not said. */
export function readPairingQuery(params: URLSearchParams): PairingQuery {
  const status = params.get("status");
  const sort = params.get("sort");
  return {
    status:
      status === "all" || isGroup(status)
        ? status
        : (PAIRING_FILTERS.find((each) => each === status) ?? "proposed"),
    sort: PAIRING_SORTS.find((each) => each === sort) ?? "attention",
    q: (params.get("q") ?? "").trim().slice(0, 100),
    from: countryCode(params.get("from")),
    to: countryCode(params.get("to")),
    sector: askedSector(params.get("sector") ?? ""),
    minimum: wholeNumber(params.get("minimum"), 75, 100),
    after: UUID.test(params.get("after") ?? "") ? params.get("after") : null,
  };
}

function countryCode(text: string | null): string {
  return text !== null && /^[A-Z]{2}$/.test(text) ? text : "";
}

function wholeNumber(text: string | null, otherwise: number, most: number) {
  return text !== null && /^\d{1,6}$/.test(text)
    ? Math.min(Number(text), most)
    : otherwise;
}
