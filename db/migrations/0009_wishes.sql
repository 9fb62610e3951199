CREATE TABLE "wish_lists" (
	"enrolment_id" uuid PRIMARY KEY NOT NULL,
	"shown_as" text,
	"shown_version" text,
	"shown_locale" text,
	"shown_at" timestamp with time zone,
	"version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "wish_lists_shown_as" CHECK ("wish_lists"."shown_as" is null or "wish_lists"."shown_as" in ('anonymous', 'named')),
	CONSTRAINT "wish_lists_shown_proof" CHECK ("wish_lists"."shown_as" is null or ("wish_lists"."shown_version" is not null and "wish_lists"."shown_locale" is not null and "wish_lists"."shown_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "wishes" (
	"cohort_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"role" text NOT NULL,
	"other_enrolment_id" uuid NOT NULL,
	"other_role" text NOT NULL,
	"rank" smallint,
	CONSTRAINT "wishes_enrolment_id_other_enrolment_id_pk" PRIMARY KEY("enrolment_id","other_enrolment_id"),
	CONSTRAINT "wishes_rank_once" UNIQUE("enrolment_id","rank"),
	CONSTRAINT "wishes_role" CHECK ("wishes"."role" in ('mentor', 'mentee')),
	CONSTRAINT "wishes_other_role" CHECK ("wishes"."other_role" in ('mentor', 'mentee')),
	CONSTRAINT "wishes_opposite_roles" CHECK ("wishes"."role" <> "wishes"."other_role"),
	CONSTRAINT "wishes_rank" CHECK ("wishes"."rank" is null or "wishes"."rank" between 1 and 10)
);
--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "wish_mode" text DEFAULT 'off' NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "wishes_until" date;--> statement-breakpoint
ALTER TABLE "wish_lists" ADD CONSTRAINT "wish_lists_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wishes" ADD CONSTRAINT "wishes_enrolment" FOREIGN KEY ("enrolment_id","cohort_id","role") REFERENCES "public"."enrolments"("id","cohort_id","role") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wishes" ADD CONSTRAINT "wishes_other" FOREIGN KEY ("other_enrolment_id","cohort_id","other_role") REFERENCES "public"."enrolments"("id","cohort_id","role") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "wishes_enrolment_fk" ON "wishes" USING btree ("enrolment_id","cohort_id","role");--> statement-breakpoint
CREATE INDEX "wishes_other_fk" ON "wishes" USING btree ("other_enrolment_id","cohort_id","other_role");--> statement-breakpoint
CREATE INDEX "wishes_cohort" ON "wishes" USING btree ("cohort_id");--> statement-breakpoint
ALTER TABLE "cohorts" ADD CONSTRAINT "cohorts_wish_mode" CHECK ("cohorts"."wish_mode" in ('off', 'anonymous', 'named'));