CREATE TABLE "study_past" (
	"study_id" uuid PRIMARY KEY NOT NULL,
	"past" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "study_past" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "cancelled_for" text;--> statement-breakpoint
ALTER TABLE "study_past" ADD CONSTRAINT "study_past_study_id_study_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."study"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "select_allowed" ON "study_past" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('studying')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "study_past" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('studying')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "study_past" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('studying')));