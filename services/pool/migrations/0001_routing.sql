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
CREATE TABLE "job_plan" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specialist_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"complex_cases" numeric(4, 2) NOT NULL,
	"assessments" numeric(4, 2) NOT NULL,
	"supervision" numeric(4, 2) NOT NULL,
	"telephone_advice" numeric(4, 2) NOT NULL,
	"non_clinical" numeric(4, 2) NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "job_plan" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session_template" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specialist_id" uuid NOT NULL,
	"weekday" integer NOT NULL,
	"starts_at_hour" numeric(4, 2) NOT NULL,
	"hours" numeric(4, 2) NOT NULL,
	"site" text,
	"virtual" boolean NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session_template" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agreement_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"session_on" date NOT NULL,
	"lender" text NOT NULL,
	"kind" text NOT NULL,
	"hours" numeric(4, 2) NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_entry_once" UNIQUE("session_id","kind")
);
--> statement-breakpoint
ALTER TABLE "ledger_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "lent_session" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"agreement_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"specialist_id" uuid NOT NULL,
	"specialist_name" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"hours" numeric(4, 2) NOT NULL,
	"site" text,
	"virtual" boolean NOT NULL,
	"state" text NOT NULL,
	"hours_used" numeric(4, 2),
	"returned_for" text,
	"lent_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "lent_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "reciprocal_agreement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"partner" text NOT NULL,
	"partner_ics" text NOT NULL,
	"reason" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"state" text NOT NULL,
	"proposed_here" boolean NOT NULL,
	"proposed_by_name" text NOT NULL,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"accepted_by_name" text,
	"accepted_at" timestamp (3) with time zone,
	"ended_by_name" text,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "reciprocal_agreement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
CREATE TABLE "replanned_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"specialist_id" uuid NOT NULL,
	"leave_id" uuid,
	"outcome" text NOT NULL,
	"reasons" text[] NOT NULL,
	"from_session" uuid,
	"to_session" uuid,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "replanned_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "session_run" (
	"on" date PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"made" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
ALTER TABLE "conflict_declaration" DROP CONSTRAINT "conflict_declaration_escalation_id_round_declared_pk";--> statement-breakpoint
ALTER TABLE "specialist" ALTER COLUMN "accredited_from" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "conflict_declaration" ADD CONSTRAINT "conflict_declaration_escalation_id_round_declared_specialist_id_pk" PRIMARY KEY("escalation_id","round","declared","specialist_id");--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "recorded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "again_by" date;--> statement-breakpoint
ALTER TABLE "booking" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "supervised_by" uuid;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "supervisor_person" text;--> statement-breakpoint
ALTER TABLE "escalation" ADD COLUMN "supervisor_opened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "offer" ADD COLUMN "policy_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "opinion" ADD COLUMN "countersigned_by" text;--> statement-breakpoint
ALTER TABLE "opinion" ADD COLUMN "countersigned_name" text;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "template_id" uuid;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "cancelled_for" text;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "grade" text DEFAULT 'accredited-specialist' NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "supervisor" uuid;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "lent_by" text;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "listed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "entered_by" text DEFAULT 'seed' NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "entered_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job_plan" ADD CONSTRAINT "job_plan_specialist_id_specialist_id_fk" FOREIGN KEY ("specialist_id") REFERENCES "public"."specialist"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_template" ADD CONSTRAINT "session_template_specialist_id_specialist_id_fk" FOREIGN KEY ("specialist_id") REFERENCES "public"."specialist"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_agreement_id_reciprocal_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."reciprocal_agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lent_session" ADD CONSTRAINT "lent_session_agreement_id_reciprocal_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."reciprocal_agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "booking_reason_escalation" ON "booking_reason" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "job_plan_specialist" ON "job_plan" USING btree ("specialist_id");--> statement-breakpoint
CREATE INDEX "session_template_specialist" ON "session_template" USING btree ("specialist_id");--> statement-breakpoint
CREATE INDEX "ledger_entry_agreement" ON "ledger_entry" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "lent_session_time" ON "lent_session" USING btree ("direction","starts_at","session_id");--> statement-breakpoint
CREATE INDEX "lent_session_specialist" ON "lent_session" USING btree ("specialist_id") WHERE state = 'lent';--> statement-breakpoint
CREATE INDEX "reciprocal_agreement_proposed" ON "reciprocal_agreement" USING btree ("proposed_at","id");--> statement-breakpoint
CREATE INDEX "awaiting_opinion_escalation" ON "awaiting_opinion" USING btree ("escalation_id","written_at");--> statement-breakpoint
CREATE UNIQUE INDEX "awaiting_opinion_one_waiting" ON "awaiting_opinion" USING btree ("escalation_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "replanned_case_escalation" ON "replanned_case" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "replanned_case_leave" ON "replanned_case" USING btree ("leave_id");--> statement-breakpoint
CREATE INDEX "study_list" ON "study" USING btree ("kind","asked_at","id");--> statement-breakpoint
CREATE INDEX "study_open" ON "study" USING btree ("asked_at") WHERE state in ('asked', 'running');--> statement-breakpoint
CREATE INDEX "escalation_supervised" ON "escalation" USING btree ("supervisor_person","due_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "clinic_session_once" ON "clinic_session" USING btree ("template_id","starts_at");--> statement-breakpoint
CREATE POLICY "update_allowed" ON "clinic_session" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed', 'routing'))) WITH CHECK ((oh_part() in ('seed', 'routing')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "specialist" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_part() in ('seed')) and lent_by is not null)) WITH CHECK (((oh_part() in ('seed')) and lent_by is not null));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "specialist_leave" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "booking_reason" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "booking_reason" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "job_plan" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((specialist_id in (select s.id from specialist s where s.person = oh_person())) or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "job_plan" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "job_plan" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing', 'seed'))) WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "session_template" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((specialist_id in (select s.id from specialist s where s.person = oh_person())) or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "session_template" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "session_template" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing', 'seed'))) WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "ledger_entry" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "ledger_entry" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_part() in ('routing')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "lent_session" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "lent_session" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_part() in ('routing')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "lent_session" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "reciprocal_agreement" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "reciprocal_agreement" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_part() in ('routing')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "reciprocal_agreement" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "awaiting_opinion" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((author = oh_person()) or (supervisor = oh_person()) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "awaiting_opinion" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((author = oh_person()));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "awaiting_opinion" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "routing_policy" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "routing_policy" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_has_role('pool-coordinator')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "replanned_case" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "replanned_case" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "session_run" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "session_run" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "study" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((asked_by = oh_person()) or (oh_has_role('pool-coordinator')) or ((oh_has_role('ics-lead')) and (kind = 'what-if')) or (oh_part() in ('studying'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "study" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((asked_by = oh_person()));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "study" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('studying'))) WITH CHECK ((oh_part() in ('studying')));--> statement-breakpoint
ALTER POLICY "select_allowed" ON "escalation" TO oh_app USING (((oh_has_role('pool-coordinator')) or (spoke_id = oh_member()) or (oh_part() in ('routing')) or (oh_part() in ('counting')) or (accepted_person = oh_person()) or (supervisor_person = oh_person()) or (held_at is null and exists (select 1 from offer o where o.escalation_id = escalation.id and o.person = oh_person() and o.state = 'open'))));--> statement-breakpoint
ALTER POLICY "select_allowed" ON "opinion" TO oh_app USING (((author = oh_person()) or (countersigned_by = oh_person())));--> statement-breakpoint
ALTER POLICY "insert_allowed" ON "opinion" TO oh_app WITH CHECK (((author = oh_person()) or (oh_part() in ('routing'))));--> statement-breakpoint
ALTER POLICY "insert_allowed" ON "clinic_session" TO oh_app WITH CHECK ((oh_part() in ('seed', 'routing')));--> statement-breakpoint
ALTER POLICY "insert_allowed" ON "specialist_leave" TO oh_app WITH CHECK ((oh_part() in ('seed', 'routing')));