ALTER TABLE "submission" ADD COLUMN "grid" jsonb;--> statement-breakpoint
ALTER TABLE "assignment" ADD COLUMN "staff_group" text;