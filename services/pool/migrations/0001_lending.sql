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
ALTER TABLE "escalation" ADD COLUMN "sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "lent_by" text;--> statement-breakpoint
ALTER TABLE "specialist" ADD COLUMN "listed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_agreement_id_reciprocal_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."reciprocal_agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lent_session" ADD CONSTRAINT "lent_session_agreement_id_reciprocal_agreement_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."reciprocal_agreement"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entry_agreement" ON "ledger_entry" USING btree ("agreement_id");--> statement-breakpoint
CREATE INDEX "lent_session_time" ON "lent_session" USING btree ("direction","starts_at","session_id");--> statement-breakpoint
CREATE INDEX "lent_session_specialist" ON "lent_session" USING btree ("specialist_id") WHERE state = 'lent';--> statement-breakpoint
CREATE INDEX "reciprocal_agreement_proposed" ON "reciprocal_agreement" USING btree ("proposed_at","id");--> statement-breakpoint
CREATE POLICY "update_allowed" ON "specialist" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_part() in ('seed')) and lent_by is not null)) WITH CHECK (((oh_part() in ('seed')) and lent_by is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "ledger_entry" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "ledger_entry" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_part() in ('routing')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "lent_session" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "lent_session" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_part() in ('routing')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "lent_session" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "reciprocal_agreement" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "reciprocal_agreement" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_part() in ('routing')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "reciprocal_agreement" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));