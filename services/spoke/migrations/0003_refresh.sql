ALTER TABLE "submission" ADD COLUMN "waits_for" text;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "waits_behind" integer;--> statement-breakpoint
ALTER TABLE "submission" ADD COLUMN "waits_since" timestamp (3) with time zone;