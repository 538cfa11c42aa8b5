CREATE TABLE "awaiting_opinion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"author" text NOT NULL,
	"author_name" text NOT NULL,
	"supervisor" text NOT NULL,
	"record_key" "bytea",
	"words" "bytea",
	"comment" "bytea",
	"state" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "awaiting_opinion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conflict_declaration" DROP CONSTRAINT "conflict_declaration_escalation_id_round_declared_pk";--> statement-breakpoint
ALTER TABLE "specialist" ALTER COLUMN "accredited_from" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "conflict_declaration" ADD CONSTRAINT "conflict_declaration_escalation_id_round_declared_specialist_id_pk" PRIMARY KEY("escalation_id","round","declared","specialist_id");--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "recorded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "again_by" date;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "supervised_by" uuid;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "supervisor_person" text;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "supervisor_opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "opinion" ADD COLUMN "countersigned_by" text;--> statement-breakpoint
ALTER TABLE "opinion" ADD COLUMN "countersigned_name" text;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "grade" text DEFAULT 'accredited-specialist' NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "supervisor" uuid;--> statement-breakpoint
CREATE INDEX "awaiting_opinion_escalation" ON "awaiting_opinion" USING btree ("escalation_id","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "awaiting_opinion_one_waiting" ON "awaiting_opinion" USING btree ("escalation_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "escalation_supervised" ON "escalation" USING btree ("supervisor_person","due_on","id");--> statement-breakpoint
CREATE POLICY "select_allowed" ON "awaiting_opinion" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((author = oh_person()) or (supervisor = oh_person()) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "awaiting_opinion" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((author = oh_person()));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "awaiting_opinion" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
ALTER POLICY "select_allowed" ON "escalation" TO oh_app USING (((oh_has_role('pool-coordinator')) or (spoke_id = oh_member()) or (oh_part() in ('routing')) or (oh_part() in ('counting')) or (accepted_person = oh_person()) or (supervisor_person = oh_person()) or (held_at is null and exists (select 1 from offer o where o.escalation_id = escalation.id and o.person = oh_person() and o.state = 'open'))));--> statement-breakpoint
ALTER POLICY "select_allowed" ON "opinion" TO oh_app USING (((author = oh_person()) or (countersigned_by = oh_person())));--> statement-breakpoint
ALTER POLICY "insert_allowed" ON "opinion" TO oh_app WITH CHECK (((author = oh_person()) or (oh_part() in ('routing'))));