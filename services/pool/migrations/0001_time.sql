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
ALTER TABLE "clinic_session" ADD COLUMN "template_id" uuid;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD COLUMN "cancelled_for" text;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "entered_by" text DEFAULT 'seed' NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "entered_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "cancelled_by" text;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD COLUMN "cancelled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job_plan" ADD CONSTRAINT "job_plan_specialist_id_specialist_id_fk" FOREIGN KEY ("specialist_id") REFERENCES "public"."specialist"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_template" ADD CONSTRAINT "session_template_specialist_id_specialist_id_fk" FOREIGN KEY ("specialist_id") REFERENCES "public"."specialist"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_plan_specialist" ON "job_plan" USING btree ("specialist_id");--> statement-breakpoint
CREATE INDEX "session_template_specialist" ON "session_template" USING btree ("specialist_id");--> statement-breakpoint
CREATE INDEX "replanned_case_escalation" ON "replanned_case" USING btree ("escalation_id");--> statement-breakpoint
CREATE INDEX "replanned_case_leave" ON "replanned_case" USING btree ("leave_id");--> statement-breakpoint
CREATE UNIQUE INDEX "clinic_session_once" ON "clinic_session" USING btree ("template_id","starts_at");--> statement-breakpoint
CREATE POLICY "update_allowed" ON "clinic_session" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed', 'routing'))) WITH CHECK ((oh_part() in ('seed', 'routing')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "specialist_leave" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "job_plan" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((specialist_id in (select s.id from specialist s where s.person = oh_person())) or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "job_plan" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "job_plan" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing', 'seed'))) WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "session_template" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((specialist_id in (select s.id from specialist s where s.person = oh_person())) or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "session_template" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "session_template" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing', 'seed'))) WITH CHECK ((oh_part() in ('routing', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "replanned_case" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "replanned_case" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "session_run" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "session_run" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
ALTER POLICY "insert_allowed" ON "clinic_session" TO oh_app WITH CHECK ((oh_part() in ('seed', 'routing')));--> statement-breakpoint
ALTER POLICY "insert_allowed" ON "specialist_leave" TO oh_app WITH CHECK ((oh_part() in ('seed', 'routing')));