CREATE TABLE "booking_reason" (
	"booking_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"escalation_id" uuid NOT NULL,
	"specialist_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"standing" text NOT NULL,
	"reasons" text[] NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "booking_reason_booking_id_session_id_pk" PRIMARY KEY("booking_id","session_id")
);
--> statement-breakpoint
ALTER TABLE "booking_reason" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "routing_policy" (
	"version" integer PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL,
	"why" text NOT NULL,
	"switched_on_by" text NOT NULL,
	"switched_on_by_name" text NOT NULL,
	"switched_on_at" timestamp (3) with time zone NOT NULL,
	"preview" uuid,
	"restores" integer
);
--> statement-breakpoint
ALTER TABLE "routing_policy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
ALTER TABLE "booking" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "booking_reason_escalation" ON "booking_reason" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "study_list" ON "study" USING btree ("kind","asked_at","id");--> statement-breakpoint
CREATE INDEX "study_open" ON "study" USING btree ("asked_at") WHERE state in ('asked', 'running');--> statement-breakpoint
CREATE POLICY "select_allowed" ON "booking_reason" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "booking_reason" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "routing_policy" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "routing_policy" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_has_role('pool-coordinator')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "study" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((asked_by = oh_person()) or (oh_has_role('pool-coordinator')) or ((oh_has_role('ics-lead')) and (kind = 'what-if')) or (oh_part() in ('studying'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "study" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((asked_by = oh_person()));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "study" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('studying'))) WITH CHECK ((oh_part() in ('studying')));