/** Everybody who may come to a door, from nobody in particular to the administrator. `member` is signed in and holds no role (any more). */
export const ROLES = [
  "visitor",
  "member",
  "mentee",
  "mentor",
  "organisation_manager",
  "event_staff",
  "coordinator",
  "administrator",
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that are granted by hand; mentor and mentee come from enrolments, administrator from the account. */
export const GRANTED_ROLES = [
  "coordinator",
  "event_staff",
  "organisation_manager",
] as const;
export type GrantedRole = (typeof GRANTED_ROLES)[number];
