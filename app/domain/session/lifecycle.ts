export const SESSION_STATUSES = [
  "planned",
  "held",
  "cancelled",
  "no_show",
] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** How the pair met. */
export const SESSION_FORMS = ["event", "in_person", "video", "phone"] as const;

/** A session that nobody objected to counts as confirmed after this many days. */
export const AUTO_CONFIRM_DAYS = 7;

export const MAX_DURATION_MINUTES = 12 * 60;

export type SessionVerdict =
  | { ok: true }
  | { ok: false; reason: "session.in_future" | "session.pairing_not_active" };

/**
 * Whether a session may be logged as held.
 *
 * @param startedAt  first instant of the session
 * @param now        the moment of logging; five minutes of clock difference are forgiven
 */
export function mayLogSession(
  pairingIsActive: boolean,
  startedAt: Date,
  now: Date,
): SessionVerdict {
  if (!pairingIsActive)
    return { ok: false, reason: "session.pairing_not_active" };
  if (startedAt.getTime() > now.getTime() + 5 * 60_000)
    return { ok: false, reason: "session.in_future" };
  return { ok: true };
}

/** Whether this person may confirm: the side that did not log it, as long as nobody has confirmed. */
export function mayConfirmSession(
  session: {
    status: SessionStatus;
    loggedBy: string;
    confirmedAt: Date | null;
  },
  personId: string,
): boolean {
  return (
    session.status === "held" &&
    session.confirmedAt === null &&
    session.loggedBy !== personId
  );
}
