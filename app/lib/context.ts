import type { Db } from "db/client.ts";
import type { Role } from "~/domain/access/roles.ts";
import type {
  EnrolmentRole,
  EnrolmentState,
} from "~/domain/enrolment/lifecycle.ts";
import type { Locale } from "~/i18n/locales.ts";

/** One place of the actor in a cohort. */
export interface ActorEnrolment {
  readonly id: string;
  readonly cohortId: string;
  readonly programmeId: string;
  readonly role: EnrolmentRole;
  readonly state: EnrolmentState;
}

/** Who is asking, with everything that access is decided on; read anew for every request. */
export interface Actor {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly fullName: string;
  /** What the person wants to be called; the full name if they did not say. */
  readonly callName: string;
  readonly email: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly roles: ReadonlySet<Role>;
  /** Programmes that the actor coordinates; an administrator coordinates all of them (null). */
  readonly coordinates: readonly string[] | null;
  /** Programmes at whose events the actor works. */
  readonly staffs: readonly string[];
  /** Organisations whose profile the actor keeps. */
  readonly manages: readonly string[];
  readonly enrolments: readonly ActorEnrolment[];
  /** When the actor last proved who they are. */
  readonly signedInAt: Date;
}

/** What every query and command takes first, so that a test chooses the database, the person and the time. */
export interface Context {
  readonly db: Db;
  readonly actor: Actor;
  readonly now: Date;
  readonly requestId: string | null;
  /** The public origin, for links in mail. */
  readonly origin: string;
}

/** The same before anybody has signed in. */
export interface VisitorContext extends Omit<Context, "actor"> {
  readonly actor: Actor | null;
  readonly clientAddress: string;
}

/** What a job gets: the rights of the platform itself, since nobody is asking. */
export interface JobContext extends Omit<Context, "actor"> {
  readonly actor: null;
  /** 1 for the first. */
  readonly attempt: number;
  /** Nobody will try again after this one: leave a state that people can see. */
  readonly isLastAttempt: boolean;
}
