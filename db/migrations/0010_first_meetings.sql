ALTER TABLE "events" ADD CONSTRAINT "events_in_programme" UNIQUE("id","programme_id");--> statement-breakpoint
CREATE TABLE "first_meeting_plans" (
	"cohort_id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"is_on" boolean DEFAULT true NOT NULL,
	"per_mentee" smallint DEFAULT 3 NOT NULL,
	"per_mentor" smallint DEFAULT 4 NOT NULL,
	"place" text NOT NULL,
	"event_id" uuid,
	"rated_until" date,
	CONSTRAINT "first_meeting_plans_place" CHECK ("first_meeting_plans"."place" in ('event', 'video')),
	CONSTRAINT "first_meeting_plans_per_mentee" CHECK ("first_meeting_plans"."per_mentee" between 2 and 4),
	CONSTRAINT "first_meeting_plans_per_mentor" CHECK ("first_meeting_plans"."per_mentor" between 2 and 8),
	CONSTRAINT "first_meeting_plans_where" CHECK (("first_meeting_plans"."place" = 'event') = ("first_meeting_plans"."event_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "first_meeting_ratings" (
	"meeting_id" uuid NOT NULL,
	"role" text NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"rating" text NOT NULL,
	"rated_at" timestamp with time zone NOT NULL,
	"as_mentor" uuid GENERATED ALWAYS AS (case when role = 'mentor' then enrolment_id end) STORED,
	"as_mentee" uuid GENERATED ALWAYS AS (case when role = 'mentee' then enrolment_id end) STORED,
	CONSTRAINT "first_meeting_ratings_meeting_id_role_pk" PRIMARY KEY("meeting_id","role"),
	CONSTRAINT "first_meeting_ratings_role" CHECK ("first_meeting_ratings"."role" in ('mentor', 'mentee')),
	CONSTRAINT "first_meeting_ratings_rating" CHECK ("first_meeting_ratings"."rating" in ('prefer', 'fine', 'avoid', 'not_met'))
);
--> statement-breakpoint
CREATE TABLE "first_meeting_reminders" (
	"enrolment_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reminded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "first_meeting_reminders_enrolment_id_kind_pk" PRIMARY KEY("enrolment_id","kind"),
	CONSTRAINT "first_meeting_reminders_kind" CHECK ("first_meeting_reminders"."kind" in ('last_day', 'by_hand'))
);
--> statement-breakpoint
CREATE TABLE "first_meetings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"mentor_enrolment_id" uuid NOT NULL,
	"mentee_enrolment_id" uuid NOT NULL,
	"mentor_role" text DEFAULT 'mentor' NOT NULL,
	"mentee_role" text DEFAULT 'mentee' NOT NULL,
	"score" integer NOT NULL,
	"explanation" jsonb NOT NULL,
	"by_hand" boolean DEFAULT false NOT NULL,
	"sent_at" timestamp with time zone,
	"appointment" text,
	"link" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "first_meetings_once" UNIQUE("mentee_enrolment_id","mentor_enrolment_id"),
	CONSTRAINT "first_meetings_of_mentor" UNIQUE("id","mentor_enrolment_id"),
	CONSTRAINT "first_meetings_of_mentee" UNIQUE("id","mentee_enrolment_id"),
	CONSTRAINT "first_meetings_roles" CHECK ("first_meetings"."mentor_role" = 'mentor' and "first_meetings"."mentee_role" = 'mentee'),
	CONSTRAINT "first_meetings_score" CHECK ("first_meetings"."score" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "first_meeting_plans" ADD CONSTRAINT "first_meeting_plans_cohort" FOREIGN KEY ("cohort_id","programme_id") REFERENCES "public"."cohorts"("id","programme_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_meeting_plans" ADD CONSTRAINT "first_meeting_plans_event" FOREIGN KEY ("event_id","programme_id") REFERENCES "public"."events"("id","programme_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_meeting_ratings" ADD CONSTRAINT "first_meeting_ratings_of_mentor" FOREIGN KEY ("meeting_id","as_mentor") REFERENCES "public"."first_meetings"("id","mentor_enrolment_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_meeting_ratings" ADD CONSTRAINT "first_meeting_ratings_of_mentee" FOREIGN KEY ("meeting_id","as_mentee") REFERENCES "public"."first_meetings"("id","mentee_enrolment_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_meeting_reminders" ADD CONSTRAINT "first_meeting_reminders_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_meetings" ADD CONSTRAINT "first_meetings_mentor" FOREIGN KEY ("mentor_enrolment_id","cohort_id","mentor_role") REFERENCES "public"."enrolments"("id","cohort_id","role") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_meetings" ADD CONSTRAINT "first_meetings_mentee" FOREIGN KEY ("mentee_enrolment_id","cohort_id","mentee_role") REFERENCES "public"."enrolments"("id","cohort_id","role") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "first_meeting_plans_cohort_fk" ON "first_meeting_plans" USING btree ("cohort_id","programme_id");--> statement-breakpoint
CREATE INDEX "first_meeting_plans_event_fk" ON "first_meeting_plans" USING btree ("event_id","programme_id");--> statement-breakpoint
CREATE INDEX "first_meeting_ratings_mentor_fk" ON "first_meeting_ratings" USING btree ("meeting_id","as_mentor");--> statement-breakpoint
CREATE INDEX "first_meeting_ratings_mentee_fk" ON "first_meeting_ratings" USING btree ("meeting_id","as_mentee");--> statement-breakpoint
CREATE INDEX "first_meetings_mentor_fk" ON "first_meetings" USING btree ("mentor_enrolment_id","cohort_id","mentor_role");--> statement-breakpoint
CREATE INDEX "first_meetings_mentee_fk" ON "first_meetings" USING btree ("mentee_enrolment_id","cohort_id","mentee_role");--> statement-breakpoint
CREATE INDEX "first_meetings_cohort" ON "first_meetings" USING btree ("cohort_id");
--> statement-breakpoint
-- Who was told of a meeting keeps it, and with the same person.
CREATE FUNCTION first_meetings_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sent_at IS NOT NULL AND (NEW.sent_at, NEW.mentor_enrolment_id, NEW.mentee_enrolment_id, NEW.cohort_id)
     IS DISTINCT FROM (OLD.sent_at, OLD.mentor_enrolment_id, OLD.mentee_enrolment_id, OLD.cohort_id) THEN
    PERFORM refuse('first_meetings_sent', 'a meeting that people know of stays as it is');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER first_meetings_sent BEFORE UPDATE ON first_meetings FOR EACH ROW EXECUTE FUNCTION first_meetings_sent();
--> statement-breakpoint
-- Nobody rates what they were not told of.
CREATE FUNCTION first_meeting_ratings_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM first_meetings WHERE id = NEW.meeting_id AND sent_at IS NOT NULL) THEN
    PERFORM refuse('first_meeting_ratings_sent', 'a meeting is rated once it was sent');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER first_meeting_ratings_sent BEFORE INSERT OR UPDATE ON first_meeting_ratings FOR EACH ROW EXECUTE FUNCTION first_meeting_ratings_sent();
