CREATE TABLE "study" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"input" jsonb NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"result" jsonb,
	"failed_for" text,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "study" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "study_list" ON "study" USING btree ("kind","asked_at","id");--> statement-breakpoint
CREATE INDEX "study_open" ON "study" USING btree ("asked_at") WHERE state in ('asked', 'running');--> statement-breakpoint
CREATE POLICY "select_allowed" ON "study" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((asked_by = oh_person()) or (oh_has_role('pool-coordinator')) or ((oh_has_role('ics-lead')) and (kind = 'what-if')) or (oh_part() in ('studying'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "study" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((asked_by = oh_person()));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "study" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('studying'))) WITH CHECK ((oh_part() in ('studying')));