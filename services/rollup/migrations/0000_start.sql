CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor" text NOT NULL,
	"roles" text[] NOT NULL,
	"action" text NOT NULL,
	"resource" text NOT NULL,
	"resource_ids" text[] NOT NULL,
	"subject" text,
	"outcome" text NOT NULL,
	"reasons" text[] NOT NULL,
	"on_behalf_of" text
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_head" (
	"number" bigint PRIMARY KEY NOT NULL,
	"hash" "bytea" NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_head" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_seal" (
	"number" bigint PRIMARY KEY NOT NULL,
	"entry_id" uuid NOT NULL,
	"entry_at" timestamp (3) with time zone NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_seal_entry_id_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_seal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_touch" (
	"record" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "audit_touch_record_at_entry_id_pk" PRIMARY KEY("record","at","entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_touch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "membership" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"person_name" text NOT NULL,
	"role" text NOT NULL,
	"scope" text,
	"from_on" date NOT NULL,
	"to_on" date,
	"granted_by" text NOT NULL,
	"granted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "hand_over_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"member" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hand_over_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbox_position" (
	"source" text NOT NULL,
	"subject" text NOT NULL,
	"epoch" integer NOT NULL,
	"last_seq" integer NOT NULL,
	CONSTRAINT "inbox_position_source_subject_pk" PRIMARY KEY("source","subject")
);
--> statement-breakpoint
ALTER TABLE "inbox_position" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "inbox_receipt" (
	"message_id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"subject" text NOT NULL,
	"epoch" integer NOT NULL,
	"seq" integer NOT NULL,
	"correlation" text NOT NULL,
	"body_sha256" "bytea" NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"outcome" text NOT NULL,
	"reasons" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inbox_receipt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_epoch" (
	"epoch" integer PRIMARY KEY NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "message_epoch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_sequence" (
	"destination" text NOT NULL,
	"subject" text NOT NULL,
	"epoch" integer NOT NULL,
	"last_seq" integer NOT NULL,
	CONSTRAINT "message_sequence_destination_subject_pk" PRIMARY KEY("destination","subject")
);
--> statement-breakpoint
ALTER TABLE "message_sequence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"destination" text NOT NULL,
	"subject" text NOT NULL,
	"epoch" integer NOT NULL,
	"seq" integer NOT NULL,
	"correlation" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"sealed_body" "bytea",
	"body_sha256" "bytea" NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"refusals" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"claim" uuid,
	"claimed_until" timestamp (3) with time zone,
	"parked_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	CONSTRAINT "outbox_message_place" UNIQUE("destination","subject","epoch","seq")
);
--> statement-breakpoint
ALTER TABLE "outbox_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "publication" (
	"number" integer PRIMARY KEY NOT NULL,
	"month" text NOT NULL,
	"edition" text NOT NULL,
	"policy" integer NOT NULL,
	"synthetic" boolean NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by_name" text NOT NULL,
	"digest" text NOT NULL,
	"signature" text NOT NULL,
	CONSTRAINT "publication_month_unique" UNIQUE("month")
);
--> statement-breakpoint
ALTER TABLE "publication" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "published_cell" (
	"publication" integer NOT NULL,
	"measure" text NOT NULL,
	"version" integer NOT NULL,
	"level" text NOT NULL,
	"area" text NOT NULL,
	"period" text NOT NULL,
	"numerator" integer,
	"numerator_mark" text,
	"denominator" integer,
	"denominator_mark" text,
	"contributors" integer NOT NULL,
	"expected" integer NOT NULL,
	"staff_covered" integer NOT NULL,
	CONSTRAINT "published_cell_publication_measure_level_area_period_pk" PRIMARY KEY("publication","measure","level","area","period"),
	CONSTRAINT "published_cell_numerator" CHECK ((numerator is null) <> (numerator_mark is null)),
	CONSTRAINT "published_cell_denominator" CHECK ((denominator is null) <> (denominator_mark is null))
);
--> statement-breakpoint
ALTER TABLE "published_cell" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"employer" text NOT NULL,
	"series" uuid,
	"month" text NOT NULL,
	"restatement" integer NOT NULL,
	"floor" integer NOT NULL,
	"synthetic" boolean NOT NULL,
	"signed_off_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "submission_once" UNIQUE("service","employer","month","restatement")
);
--> statement-breakpoint
ALTER TABLE "submission" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submission_count" (
	"submission_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"version" integer NOT NULL,
	"numerator" integer NOT NULL,
	"denominator" integer NOT NULL,
	CONSTRAINT "submission_count_submission_id_measure_pk" PRIMARY KEY("submission_id","measure")
);
--> statement-breakpoint
ALTER TABLE "submission_count" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "published_cell" ADD CONSTRAINT "published_cell_publication_publication_number_fk" FOREIGN KEY ("publication") REFERENCES "public"."publication"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_count" ADD CONSTRAINT "submission_count_submission_id_submission_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject","at","id");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person");--> statement-breakpoint
CREATE INDEX "hand_over_request_received" ON "hand_over_request" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_message_waiting" ON "outbox_message" USING btree ("destination","due_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_message_parked" ON "outbox_message" USING btree ("parked_at","id") WHERE state = 'parked';--> statement-breakpoint
CREATE INDEX "published_cell_series" ON "published_cell" USING btree ("measure","level","area","period");--> statement-breakpoint
CREATE INDEX "published_cell_comparison" ON "published_cell" USING btree ("measure","level","period","area");--> statement-breakpoint
CREATE INDEX "submission_month" ON "submission" USING btree ("month","employer");--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_entry" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('sealer')) or (oh_has_role('privacy-officer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_entry" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_head" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_head" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_seal" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_seal" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_touch" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('sealer')) or (oh_has_role('privacy-officer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_touch" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "membership" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((person = oh_person()) or (oh_part() in ('seed', 'registry'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "membership" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "membership" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed'))) WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "hand_over_request" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('relay')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "hand_over_request" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('relay')));--> statement-breakpoint
CREATE POLICY "delete_allowed" ON "hand_over_request" AS PERMISSIVE FOR DELETE TO "oh_app" USING ((oh_part() in ('relay')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "inbox_position" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_member() is not null) or (oh_part() in ('relay'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "inbox_position" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_member() is not null) or (oh_part() in ('relay'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "inbox_position" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_member() is not null) or (oh_part() in ('relay')))) WITH CHECK (((oh_member() is not null) or (oh_part() in ('relay'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "inbox_receipt" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_member() is not null) or (oh_part() in ('relay'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "inbox_receipt" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_member() is not null) or (oh_part() in ('relay'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "message_epoch" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "message_epoch" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('relay')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "message_sequence" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "message_sequence" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "message_sequence" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null)) WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "outbox_message" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "outbox_message" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('relay')) or ((oh_has_role('oh-administrator') or oh_has_role('pool-coordinator')) and state in ('waiting', 'parked'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "outbox_message" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_part() in ('relay')) or ((oh_has_role('oh-administrator') or oh_has_role('pool-coordinator')) and state = 'parked'))) WITH CHECK (((oh_part() in ('relay')) or ((oh_has_role('oh-administrator') or oh_has_role('pool-coordinator')) and state in ('waiting', 'parked'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "publication" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((((oh_has_role('national-lead') or oh_has_role('ics-lead') or oh_has_role('statistician')) or (oh_part() in ('publishing', 'seed'))) or (oh_member() is not null)));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "publication" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('publishing', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "published_cell" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('national-lead') or oh_has_role('ics-lead') or oh_has_role('statistician')) or (oh_part() in ('publishing', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "published_cell" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('publishing', 'seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "submission" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('publishing', 'seed')) or (oh_member() is not null) or (oh_has_role('statistician'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "submission" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_member() is not null) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "submission_count" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('publishing', 'seed')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "submission_count" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_member() is not null) or (oh_part() in ('seed'))));