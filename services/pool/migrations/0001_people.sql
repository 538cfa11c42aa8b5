ALTER TABLE "specialist" ALTER COLUMN "accredited_from" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "grade" text DEFAULT 'accredited-specialist' NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "supervisor" uuid;