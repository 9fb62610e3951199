CREATE TABLE "pairing_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pairing_id" uuid NOT NULL,
	"side" text NOT NULL,
	"author_id" uuid NOT NULL,
	"from_coordination" boolean NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pairing_messages_side" CHECK ("pairing_messages"."side" in ('mentor', 'mentee'))
);
--> statement-breakpoint
CREATE TABLE "pairing_reminders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pairing_id" uuid NOT NULL,
	"side" text NOT NULL,
	"kind" text NOT NULL,
	"reminded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pairing_reminders_side" CHECK ("pairing_reminders"."side" in ('mentor', 'mentee')),
	CONSTRAINT "pairing_reminders_kind" CHECK ("pairing_reminders"."kind" in ('half_way', 'last_day', 'by_hand'))
);
--> statement-breakpoint
ALTER TABLE "pairings" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
ALTER TABLE "pairings" ADD COLUMN "asked_next" text;--> statement-breakpoint
ALTER TABLE "pairing_messages" ADD CONSTRAINT "pairing_messages_pairing_id_pairings_id_fk" FOREIGN KEY ("pairing_id") REFERENCES "public"."pairings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_messages" ADD CONSTRAINT "pairing_messages_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing_reminders" ADD CONSTRAINT "pairing_reminders_pairing_id_pairings_id_fk" FOREIGN KEY ("pairing_id") REFERENCES "public"."pairings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pairing_messages_pairing" ON "pairing_messages" USING btree ("pairing_id","side","created_at");--> statement-breakpoint
CREATE INDEX "pairing_messages_author" ON "pairing_messages" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "pairing_reminders_pairing" ON "pairing_reminders" USING btree ("pairing_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pairing_reminders_once" ON "pairing_reminders" USING btree ("pairing_id","side","kind") WHERE "pairing_reminders"."kind" <> 'by_hand';--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_withdrawn_by" CHECK ("pairings"."withdrawn_by" is null or "pairings"."withdrawn_by" in ('mentor', 'mentee', 'coordinator'));--> statement-breakpoint
ALTER TABLE "pairings" ADD CONSTRAINT "pairings_asked_next" CHECK ("pairings"."asked_next" is null or "pairings"."asked_next" in ('another', 'pause'));