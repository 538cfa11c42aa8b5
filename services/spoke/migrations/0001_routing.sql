CREATE TABLE "specialist_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"hours" numeric(4, 2) NOT NULL,
	"how" text NOT NULL,
	"site" text,
	"specialist_name" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"told_at" timestamp (3) with time zone NOT NULL,
	"cancelled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "specialist_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "specialist_session" ADD CONSTRAINT "specialist_session_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "specialist_session_escalation" ON "specialist_session" USING btree ("escalation_id","starts_at");--> statement-breakpoint
CREATE POLICY "select_allowed" ON "specialist_session" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((exists (select 1 from escalation e where e.id = specialist_session.escalation_id)));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "specialist_session" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((exists (select 1 from escalation e where e.id = specialist_session.escalation_id and e.pool_id = oh_member())));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "specialist_session" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((exists (select 1 from escalation e where e.id = specialist_session.escalation_id and e.pool_id = oh_member()))) WITH CHECK ((exists (select 1 from escalation e where e.id = specialist_session.escalation_id and e.pool_id = oh_member())));