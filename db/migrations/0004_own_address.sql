ALTER TABLE "accounts" RENAME CONSTRAINT "accounts_personId_unique" TO "accounts_person";--> statement-breakpoint
ALTER TABLE "accounts" RENAME CONSTRAINT "accounts_emailKey_unique" TO "accounts_email_key";--> statement-breakpoint
ALTER TABLE "calendar_feeds" RENAME CONSTRAINT "calendar_feeds_personId_unique" TO "calendar_feeds_person";--> statement-breakpoint
ALTER TABLE "account_tokens" DROP CONSTRAINT "account_tokens_kind";--> statement-breakpoint
ALTER TABLE "account_tokens" ADD COLUMN "new_email" text;--> statement-breakpoint
ALTER TABLE "partnership_agreements" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_new_email" CHECK (("account_tokens"."kind" = 'email_change') = ("account_tokens"."new_email" is not null));--> statement-breakpoint
ALTER TABLE "account_tokens" ADD CONSTRAINT "account_tokens_kind" CHECK ("account_tokens"."kind" in ('invitation', 'email_confirmation', 'password_reset', 'email_change'));--> statement-breakpoint
ALTER TABLE "partnership_agreements" ADD CONSTRAINT "partnership_agreements_days" CHECK ("partnership_agreements"."ends_on" is null or "partnership_agreements"."signed_on" <= "partnership_agreements"."ends_on");