CREATE TABLE "account_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid NOT NULL,
	"email_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_tokens_one" UNIQUE("account_id","kind"),
	CONSTRAINT "account_tokens_kind" CHECK ("account_tokens"."kind" in ('invitation', 'email_confirmation', 'password_reset'))
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"password_hash" text,
	"email_confirmed_at" timestamp with time zone,
	"deactivated_at" timestamp with time zone,
	"is_administrator" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_personId_unique" UNIQUE("person_id"),
	CONSTRAINT "accounts_emailKey_unique" UNIQUE("email_key")
);
--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_feeds_personId_unique" UNIQUE("person_id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"location" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_route_key_pk" PRIMARY KEY("account_id","route","key")
);
--> statement-breakpoint
CREATE TABLE "role_grants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"programme_id" uuid,
	"organisation_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "role_grants_once" UNIQUE NULLS NOT DISTINCT("person_id","role","programme_id","organisation_id"),
	CONSTRAINT "role_grants_role" CHECK ("role_grants"."role" in ('coordinator', 'event_staff', 'organisation_manager')),
	CONSTRAINT "role_grants_scope" CHECK (("role_grants"."role" = 'organisation_manager') = ("role_grants"."organisation_id" is not null) and ("role_grants"."role" <> 'organisation_manager') = ("role_grants"."programme_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "throttles" (
	"bucket" text PRIMARY KEY NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL,
	"attempts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"text_version" text NOT NULL,
	"locale" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"organisation_id" uuid,
	"country" text,
	"sectors" text[] DEFAULT '{}' NOT NULL,
	"languages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"topics" jsonb,
	"markets" text[],
	"time_zone" text,
	"availability" jsonb,
	"capacity" smallint DEFAULT 1 NOT NULL,
	"mentors_wanted" smallint DEFAULT 1 NOT NULL,
	"goals" text,
	"motivation" text,
	"paused_until" date,
	"submitted_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"rejection_reason" text,
	"decision_message" text,
	"coordinator_note" text,
	"import_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "enrolments_once" UNIQUE("cohort_id","person_id","role"),
	CONSTRAINT "enrolments_import_key" UNIQUE("cohort_id","role","import_key"),
	CONSTRAINT "enrolments_in_cohort" UNIQUE("id","cohort_id","role"),
	CONSTRAINT "enrolments_role" CHECK ("enrolments"."role" in ('mentor', 'mentee')),
	CONSTRAINT "enrolments_state" CHECK ("enrolments"."state" in ('draft', 'submitted', 'accepted', 'reserve', 'rejected', 'withdrawn')),
	CONSTRAINT "enrolments_rejection_reason" CHECK ("enrolments"."rejection_reason" is null or "enrolments"."rejection_reason" in ('profile', 'places', 'eligibility', 'incomplete', 'other')),
	CONSTRAINT "enrolments_capacity" CHECK ("enrolments"."capacity" between 0 and 50),
	CONSTRAINT "enrolments_mentors_wanted" CHECK ("enrolments"."mentors_wanted" in (1, 2))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"role" text NOT NULL,
	"state" text DEFAULT 'uploaded' NOT NULL,
	"file_name" text NOT NULL,
	"encoding" text NOT NULL,
	"delimiter" text NOT NULL,
	"content" text,
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_count" integer,
	"updated_count" integer,
	"unchanged_count" integer,
	"effects" jsonb,
	"uploaded_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"imported_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	CONSTRAINT "imports_role" CHECK ("imports"."role" in ('mentor', 'mentee')),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('uploaded', 'imported', 'undone'))
);
--> statement-breakpoint
CREATE TABLE "delegations" (
	"event_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	CONSTRAINT "delegations_event_id_organisation_id_pk" PRIMARY KEY("event_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"programme_id" uuid NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"time_zone" text NOT NULL,
	"venue" text,
	"organiser_id" uuid,
	"description" text,
	"attendance" integer,
	"is_sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "events_dates" CHECK ("events"."starts_on" <= "events"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "matching_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"criteria_set_id" uuid NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"phase" text DEFAULT 'waiting' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"of" integer DEFAULT 0 NOT NULL,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"input" jsonb NOT NULL,
	"input_hash" text NOT NULL,
	"result" jsonb,
	"result_hash" text,
	"failure" text,
	"requested_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "matching_runs_state" CHECK ("matching_runs"."state" in ('queued', 'running', 'finished', 'failed', 'cancelled')),
	CONSTRAINT "matching_runs_phase" CHECK ("matching_runs"."phase" in ('waiting', 'score', 'solve', 'prove', 'check', 'save'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"title" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_person_id_organisation_id_pk" PRIMARY KEY("person_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "organisation_memberships" (
	"member_id" uuid NOT NULL,
	"parent_id" uuid NOT NULL,
	"since" date,
	CONSTRAINT "organisation_memberships_member_id_parent_id_pk" PRIMARY KEY("member_id","parent_id"),
	CONSTRAINT "organisation_memberships_not_itself" CHECK ("organisation_memberships"."member_id" <> "organisation_memberships"."parent_id")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"kind" text NOT NULL,
	"country" text,
	"website" text,
	"description" text,
	"sectors" text[] DEFAULT '{}' NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "organisations_kind" CHECK ("organisations"."kind" in ('network', 'cluster', 'company', 'public_body', 'university', 'other'))
);
--> statement-breakpoint
CREATE TABLE "partnership_agreements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"first_party_id" uuid NOT NULL,
	"second_party_id" uuid NOT NULL,
	"signed_on" date NOT NULL,
	"ends_on" date,
	"place" text,
	"objectives" text,
	CONSTRAINT "partnership_agreements_two_parties" CHECK ("partnership_agreements"."first_party_id" <> "partnership_agreements"."second_party_id")
);
--> statement-breakpoint
CREATE TABLE "pairings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"run_id" uuid,
	"mentor_enrolment_id" uuid NOT NULL,
	"mentee_enrolment_id" uuid NOT NULL,
	"mentor_role" text DEFAULT 'mentor' NOT NULL,
	"mentee_role" text DEFAULT 'mentee' NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"score" integer,
	"explanation" jsonb,
	"pinned" boolean DEFAULT false NOT NULL,
	"mentor_place" smallint,
	"mentee_place" smallint,
	"approved_at" timestamp with time zone,
	"approved_by" uuid,
	"sent_at" timestamp with time zone,
	"answer_by" timestamp with time zone,
	"mentor_answered_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"reason" text,
	"reason_message" text,
	"coordinator_note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "pairings_status" CHECK ("pairings"."status" in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold', 'completed', 'ended_early', 'rejected', 'mentor_declined', 'mentee_declined', 'expired', 'withdrawn', 'superseded')),
	CONSTRAINT "pairings_roles" CHECK ("pairings"."mentor_role" = 'mentor' and "pairings"."mentee_role" = 'mentee'),
	CONSTRAINT "pairings_score" CHECK ("pairings"."score" is null or "pairings"."score" between 0 and 10000),
	CONSTRAINT "pairings_live_has_places" CHECK ("pairings"."status" not in ('approved', 'mentor_accepted', 'active', 'on_hold') or ("pairings"."mentor_place" >= 1 and "pairings"."mentee_place" >= 1))
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"id" text PRIMARY KEY DEFAULT 'this' NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"administrator_id" uuid,
	CONSTRAINT "instances_single" CHECK ("instances"."id" in ('this'))
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"full_name" text NOT NULL,
	"call_name" text,
	"locale" text DEFAULT 'en' NOT NULL,
	"time_zone" text DEFAULT 'Europe/Paris' NOT NULL,
	"country" text,
	"phone" text,
	"bio" text,
	"is_sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "people_locale" CHECK ("people"."locale" in ('en', 'fr', 'ar'))
);
--> statement-breakpoint
CREATE TABLE "cohorts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"programme_id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"pairs_target" integer,
	"mentors_per_mentee" smallint DEFAULT 1 NOT NULL,
	"sessions_planned" smallint DEFAULT 6 NOT NULL,
	"session_minutes" smallint DEFAULT 60 NOT NULL,
	"answer_days" smallint DEFAULT 7 NOT NULL,
	"open_applications" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "cohorts_in_programme" UNIQUE("id","programme_id"),
	CONSTRAINT "cohorts_state" CHECK ("cohorts"."state" in ('draft', 'recruiting', 'matching', 'running', 'closed')),
	CONSTRAINT "cohorts_mentors_per_mentee" CHECK ("cohorts"."mentors_per_mentee" in (1, 2)),
	CONSTRAINT "cohorts_dates" CHECK ("cohorts"."ends_on" is null or "cohorts"."starts_on" is null or "cohorts"."starts_on" <= "cohorts"."ends_on"),
	CONSTRAINT "cohorts_pairs_target" CHECK ("cohorts"."pairs_target" is null or "cohorts"."pairs_target" >= 0),
	CONSTRAINT "cohorts_answer_days" CHECK ("cohorts"."answer_days" between 1 and 90)
);
--> statement-breakpoint
CREATE TABLE "criteria_sets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"criteria" jsonb NOT NULL,
	"objective" text DEFAULT 'coverage' NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	CONSTRAINT "criteria_sets_version" UNIQUE("cohort_id","version"),
	CONSTRAINT "criteria_sets_in_cohort" UNIQUE("id","cohort_id"),
	CONSTRAINT "criteria_sets_objective" CHECK ("criteria_sets"."objective" in ('coverage', 'total', 'fairest', 'stable'))
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"purpose" text,
	"is_sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"actor_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"programme_id" uuid,
	"cohort_id" uuid,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"template" text NOT NULL,
	"to_address" text NOT NULL,
	"to_person_id" uuid,
	"locale" text NOT NULL,
	"args" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_state" CHECK ("mails"."state" in ('queued', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"session_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"rating" smallint,
	"comment" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feedback_session_id_person_id_pk" PRIMARY KEY("session_id","person_id"),
	CONSTRAINT "feedback_rating" CHECK ("feedback"."rating" is null or "feedback"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "mentoring_sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pairing_id" uuid NOT NULL,
	"status" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"time_zone" text NOT NULL,
	"form" text NOT NULL,
	"event_id" uuid,
	"place" text,
	"mentor_attended" boolean DEFAULT true NOT NULL,
	"mentee_attended" boolean DEFAULT true NOT NULL,
	"topics" text,
	"decisions" text,
	"next_step" text,
	"logged_by" uuid NOT NULL,
	"logged_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"confirmed_by" uuid,
	"client_key" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "mentoring_sessions_client_key" UNIQUE("pairing_id","client_key"),
	CONSTRAINT "mentoring_sessions_status" CHECK ("mentoring_sessions"."status" in ('planned', 'held', 'cancelled', 'no_show')),
	CONSTRAINT "mentoring_sessions_form" CHECK ("mentoring_sessions"."form" in ('event', 'in_person', 'video', 'phone')),
	CONSTRAINT "mentoring_sessions_length" CHECK ("mentoring_sessions"."ends_at" > "mentoring_sessions"."starts_at" and "mentoring_sessions"."ends_at" <= "mentoring_sessions"."starts_at" + interval '720 minutes'),
	CONSTRAINT "mentoring_sessions_event" CHECK (("mentoring_sessions"."form" = 'event') = ("mentoring_sessions"."event_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "session_versions" (
	"session_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_versions_session_id_version_pk" PRIMARY KEY("session_id","version")
);
--> statement-breakpoint
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_accounts_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_grants" ADD CONSTRAINT "role_grants_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_uploaded_by_people_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delegations" ADD CONSTRAINT "delegations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_organiser_id_organisations_id_fk" FOREIGN KEY ("organiser_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_runs" ADD CONSTRAINT "matching_runs_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_runs" ADD CONSTRAINT "matching_runs_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_runs" ADD CONSTRAINT "matching_runs_criteria_set" FOREIGN KEY ("criteria_set_id","cohort_id") REFERENCES "public"."criteria_sets"("id","cohort_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_memberships" ADD CONSTRAINT "organisation_memberships_member_id_organisations_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_memberships" ADD CONSTRAINT "organisation_memberships_parent_id_organisations_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_agreements" ADD CONSTRAINT "partnership_agreements_first_party_id_organisations_id_fk" FOREIGN KEY ("first_party_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partnership_agreements" ADD CONSTRAINT "partnership_agreements_second_party_id_organisations_id_fk" FOREIGN KEY ("second_party_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_run_id_matching_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."matching_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_mentor" FOREIGN KEY ("mentor_enrolment_id","cohort_id","mentor_role") REFERENCES "public"."enrolments"("id","cohort_id","role") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_mentee" FOREIGN KEY ("mentee_enrolment_id","cohort_id","mentee_role") REFERENCES "public"."enrolments"("id","cohort_id","role") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instances" ADD CONSTRAINT "instances_administrator_id_people_id_fk" FOREIGN KEY ("administrator_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohorts" ADD CONSTRAINT "cohorts_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria_sets" ADD CONSTRAINT "criteria_sets_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "criteria_sets" ADD CONSTRAINT "criteria_sets_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_to_person_id_people_id_fk" FOREIGN KEY ("to_person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_session_id_mentoring_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."mentoring_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentoring_sessions" ADD CONSTRAINT "mentoring_sessions_pairing_id_pairings_id_fk" FOREIGN KEY ("pairing_id") REFERENCES "public"."pairings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentoring_sessions" ADD CONSTRAINT "mentoring_sessions_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentoring_sessions" ADD CONSTRAINT "mentoring_sessions_logged_by_people_id_fk" FOREIGN KEY ("logged_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentoring_sessions" ADD CONSTRAINT "mentoring_sessions_confirmed_by_people_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_versions" ADD CONSTRAINT "session_versions_session_id_mentoring_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."mentoring_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_versions" ADD CONSTRAINT "session_versions_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_sessions_user" ON "auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "role_grants_programme" ON "role_grants" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "role_grants_organisation" ON "role_grants" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "consents_enrolment" ON "consents" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "enrolments_person" ON "enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "enrolments_organisation" ON "enrolments" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "enrolments_decided_by" ON "enrolments" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "imports_cohort" ON "imports" USING btree ("cohort_id");--> statement-breakpoint
CREATE INDEX "imports_uploaded_by" ON "imports" USING btree ("uploaded_by");--> statement-breakpoint
CREATE INDEX "delegations_organisation" ON "delegations" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "events_programme" ON "events" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "events_organiser" ON "events" USING btree ("organiser_id");--> statement-breakpoint
CREATE INDEX "matching_runs_criteria_set_id" ON "matching_runs" USING btree ("criteria_set_id","cohort_id");--> statement-breakpoint
CREATE INDEX "matching_runs_cohort" ON "matching_runs" USING btree ("cohort_id");--> statement-breakpoint
CREATE INDEX "matching_runs_requested_by" ON "matching_runs" USING btree ("requested_by");--> statement-breakpoint
CREATE INDEX "memberships_organisation" ON "memberships" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "organisation_memberships_parent" ON "organisation_memberships" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "organisations_name_key" ON "organisations" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "partnership_agreements_first" ON "partnership_agreements" USING btree ("first_party_id");--> statement-breakpoint
CREATE INDEX "partnership_agreements_second" ON "partnership_agreements" USING btree ("second_party_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pairings_mentor_place" ON "pairings" USING btree ("mentor_enrolment_id","mentor_place") WHERE "pairings"."status" in ('approved', 'mentor_accepted', 'active', 'on_hold');--> statement-breakpoint
CREATE UNIQUE INDEX "pairings_mentee_place" ON "pairings" USING btree ("mentee_enrolment_id","mentee_place") WHERE "pairings"."status" in ('approved', 'mentor_accepted', 'active', 'on_hold');--> statement-breakpoint
CREATE UNIQUE INDEX "pairings_once" ON "pairings" USING btree ("mentor_enrolment_id","mentee_enrolment_id") WHERE "pairings"."status" in ('proposed', 'approved', 'mentor_accepted', 'active', 'on_hold');--> statement-breakpoint
CREATE INDEX "pairings_mentor_fk" ON "pairings" USING btree ("mentor_enrolment_id","cohort_id","mentor_role");--> statement-breakpoint
CREATE INDEX "pairings_mentee_fk" ON "pairings" USING btree ("mentee_enrolment_id","cohort_id","mentee_role");--> statement-breakpoint
CREATE INDEX "pairings_cohort_status" ON "pairings" USING btree ("cohort_id","status");--> statement-breakpoint
CREATE INDEX "pairings_run" ON "pairings" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "pairings_approved_by" ON "pairings" USING btree ("approved_by");--> statement-breakpoint
CREATE INDEX "instances_administrator" ON "instances" USING btree ("administrator_id");--> statement-breakpoint
CREATE INDEX "people_full_name" ON "people" USING btree ("full_name");--> statement-breakpoint
CREATE INDEX "cohorts_programme" ON "cohorts" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "criteria_sets_created_by" ON "criteria_sets" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "audit_entries_subject" ON "audit_entries" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "audit_entries_programme" ON "audit_entries" USING btree ("programme_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "mails_to_person" ON "mails" USING btree ("to_person_id");--> statement-breakpoint
CREATE INDEX "mails_created" ON "mails" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "feedback_person" ON "feedback" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mentoring_sessions_event_id" ON "mentoring_sessions" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "mentoring_sessions_logged_by" ON "mentoring_sessions" USING btree ("logged_by");--> statement-breakpoint
CREATE INDEX "mentoring_sessions_confirmed_by" ON "mentoring_sessions" USING btree ("confirmed_by");--> statement-breakpoint
CREATE INDEX "mentoring_sessions_starts" ON "mentoring_sessions" USING btree ("pairing_id","starts_at");--> statement-breakpoint
CREATE INDEX "session_versions_changed_by" ON "session_versions" USING btree ("changed_by");