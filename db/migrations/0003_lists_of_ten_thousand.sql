CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Text as lists sort and search it: without case, accents, Arabic vowel signs, tatweel and hamza on a letter.
-- app/domain/text.ts has the same for what somebody searches.
CREATE FUNCTION search_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(regexp_replace(normalize(name, NFKD), U&'[\0300-\036F\0640\064B-\0655\0670]', '', 'g'));
--> statement-breakpoint
CREATE TABLE "bulk_deeds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"deed" text NOT NULL,
	"state" text DEFAULT 'asked' NOT NULL,
	"tag" text,
	"chosen" uuid[] NOT NULL,
	"more" integer DEFAULT 0 NOT NULL,
	"results" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"requested_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	CONSTRAINT "bulk_deeds_deed" CHECK ("bulk_deeds"."deed" in ('accept', 'remind', 'tag', 'untag')),
	CONSTRAINT "bulk_deeds_state" CHECK ("bulk_deeds"."state" in ('asked', 'done', 'undone'))
);
--> statement-breakpoint
CREATE TABLE "enrolment_tags" (
	"enrolment_id" uuid NOT NULL,
	"cohort_id" uuid NOT NULL,
	"tag_key" text NOT NULL,
	"tag" text NOT NULL,
	CONSTRAINT "enrolment_tags_enrolment_id_tag_key_pk" PRIMARY KEY("enrolment_id","tag_key")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"programme_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_name" UNIQUE("programme_id","owner_id","name")
);
--> statement-breakpoint
DROP INDEX "people_full_name";--> statement-breakpoint
DROP INDEX "audit_entries_actor";--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pairings" ADD COLUMN "warning_count" integer GENERATED ALWAYS AS (coalesce(jsonb_array_length(explanation -> 'warnings'), 0) + coalesce(jsonb_array_length(explanation -> 'blockedBy'), 0)) STORED;--> statement-breakpoint
ALTER TABLE "pairings" ADD COLUMN "attention_rank" integer GENERATED ALWAYS AS ((999 - least(coalesce(jsonb_array_length(explanation -> 'warnings'), 0) + coalesce(jsonb_array_length(explanation -> 'blockedBy'), 0), 999)) * 20000 + coalesce(score + 1, 0)) STORED;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_of_cohort" UNIQUE("id","cohort_id");--> statement-breakpoint
ALTER TABLE "bulk_deeds" ADD CONSTRAINT "bulk_deeds_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_deeds" ADD CONSTRAINT "bulk_deeds_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_tags" ADD CONSTRAINT "enrolment_tags_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_tags" ADD CONSTRAINT "enrolment_tags_enrolment" FOREIGN KEY ("enrolment_id","cohort_id") REFERENCES "public"."enrolments"("id","cohort_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_deeds_cohort" ON "bulk_deeds" USING btree ("cohort_id");--> statement-breakpoint
CREATE INDEX "bulk_deeds_requested_by" ON "bulk_deeds" USING btree ("requested_by");--> statement-breakpoint
CREATE INDEX "enrolment_tags_enrolment_cohort" ON "enrolment_tags" USING btree ("enrolment_id","cohort_id");--> statement-breakpoint
CREATE INDEX "enrolment_tags_cohort" ON "enrolment_tags" USING btree ("cohort_id","tag_key","enrolment_id");--> statement-breakpoint
CREATE INDEX "saved_views_owner" ON "saved_views" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "accounts_email_part" ON "accounts" USING gin ("email_key" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "enrolments_cohort_state" ON "enrolments" USING btree ("cohort_id","state","role");--> statement-breakpoint
CREATE INDEX "enrolments_cohort_country" ON "enrolments" USING btree ("cohort_id","country");--> statement-breakpoint
CREATE INDEX "enrolments_cohort_submitted" ON "enrolments" USING btree ("cohort_id","submitted_at","id");--> statement-breakpoint
CREATE INDEX "organisations_name_order" ON "organisations" USING btree (search_key("name"),"id");--> statement-breakpoint
CREATE INDEX "organisations_name_part" ON "organisations" USING gin (search_key("name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "organisations_country" ON "organisations" USING btree ("country","kind");--> statement-breakpoint
CREATE INDEX "pairings_attention" ON "pairings" USING btree ("cohort_id","status","attention_rank","id");--> statement-breakpoint
CREATE INDEX "pairings_cohort_attention" ON "pairings" USING btree ("cohort_id","attention_rank","id");--> statement-breakpoint
CREATE INDEX "pairings_score_order" ON "pairings" USING btree ("cohort_id",coalesce("score", -1),"id");--> statement-breakpoint
CREATE INDEX "people_name_order" ON "people" USING btree (search_key("full_name"),"id");--> statement-breakpoint
CREATE INDEX "people_name_part" ON "people" USING gin (search_key("full_name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "audit_entries_subject_id" ON "audit_entries" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_id","id");