CREATE TABLE "joiner_suggestions" (
	"cohort_id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"joined" uuid[] NOT NULL,
	"changes" jsonb NOT NULL,
	"gain" jsonb,
	"floor" jsonb,
	"hindrance" text,
	"computed_at" timestamp with time zone NOT NULL,
	"set_aside_at" timestamp with time zone,
	CONSTRAINT "joiner_suggestions_hindrance" CHECK ("joiner_suggestions"."hindrance" in ('nobody', 'too_large', 'pins', 'weights', 'objective'))
);
--> statement-breakpoint
ALTER TABLE "joiner_suggestions" ADD CONSTRAINT "joiner_suggestions_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "joiner_suggestions" ADD CONSTRAINT "joiner_suggestions_run_id_matching_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."matching_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "joiner_suggestions_run" ON "joiner_suggestions" USING btree ("run_id");