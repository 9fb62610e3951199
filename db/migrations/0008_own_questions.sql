CREATE TABLE "cohort_questions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"cohort_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"role" text NOT NULL,
	"is_required" boolean DEFAULT false NOT NULL,
	"position" integer NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "cohort_questions_once" UNIQUE("cohort_id","role","question_id"),
	CONSTRAINT "cohort_questions_role" CHECK ("cohort_questions"."role" in ('mentor', 'mentee'))
);
--> statement-breakpoint
CREATE TABLE "question_answers" (
	"enrolment_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"answer" jsonb NOT NULL,
	CONSTRAINT "question_answers_enrolment_id_question_id_pk" PRIMARY KEY("enrolment_id","question_id")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"programme_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"label" jsonb NOT NULL,
	"options" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "questions_kind" CHECK ("questions"."kind" in ('text', 'single', 'multiple', 'number', 'yes_no'))
);
--> statement-breakpoint
ALTER TABLE "cohort_questions" ADD CONSTRAINT "cohort_questions_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort_questions" ADD CONSTRAINT "cohort_questions_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_answers" ADD CONSTRAINT "question_answers_enrolment_id_enrolments_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_answers" ADD CONSTRAINT "question_answers_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cohort_questions_question" ON "cohort_questions" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "question_answers_question" ON "question_answers" USING btree ("question_id");--> statement-breakpoint
CREATE INDEX "questions_programme" ON "questions" USING btree ("programme_id");--> statement-breakpoint
CREATE INDEX "questions_created_by" ON "questions" USING btree ("created_by");--> statement-breakpoint
-- What somebody has answered is not asked differently afterwards.
CREATE FUNCTION questions_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.kind, NEW.label, NEW.options, NEW.programme_id) IS DISTINCT FROM (OLD.kind, OLD.label, OLD.options, OLD.programme_id)
     AND EXISTS (SELECT 1 FROM question_answers WHERE question_id = NEW.id) THEN
    PERFORM refuse('questions_answered', 'a question with answers is never rewritten');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER questions_answered BEFORE UPDATE ON questions FOR EACH ROW EXECUTE FUNCTION questions_answered();
