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
CREATE TABLE "neighbour_agreement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"trust" text NOT NULL,
	"reason" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"agreed_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "neighbour_agreement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "booking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"person" text NOT NULL,
	"hours" numeric(4, 2) NOT NULL,
	"booked_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "booking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "booking_run" (
	"on" date PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"booked" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "booking_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"spoke_id" text NOT NULL,
	"trust" text NOT NULL,
	"correlation" text NOT NULL,
	"pseudonym" text NOT NULL,
	"age_band" text NOT NULL,
	"category" text NOT NULL,
	"urgency" text NOT NULL,
	"reasons" text[] NOT NULL,
	"skills" text[] NOT NULL,
	"accept_by" date NOT NULL,
	"due_on" date NOT NULL,
	"employer" text NOT NULL,
	"department" text NOT NULL,
	"prefers_own_employer" boolean NOT NULL,
	"see_worker" text NOT NULL,
	"gdpr_basis" jsonb NOT NULL,
	"confidentiality_gate" jsonb NOT NULL,
	"record_key" "bytea",
	"content" "bytea",
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"round" integer NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"picture" integer DEFAULT 0 NOT NULL,
	"looked_at" timestamp (3) with time zone,
	"accepted_by" uuid,
	"accepted_person" text,
	"accepted_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"held_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "escalation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalation_exclusion" (
	"escalation_id" uuid NOT NULL,
	"specialist_id" uuid NOT NULL,
	"why" text NOT NULL,
	CONSTRAINT "escalation_exclusion_escalation_id_specialist_id_why_pk" PRIMARY KEY("escalation_id","specialist_id","why")
);
--> statement-breakpoint
ALTER TABLE "escalation_exclusion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalation_tried" (
	"escalation_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"specialist_id" uuid NOT NULL,
	"ended" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "escalation_tried_escalation_id_round_pk" PRIMARY KEY("escalation_id","round")
);
--> statement-breakpoint
ALTER TABLE "escalation_tried" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "candidate" (
	"escalation_id" uuid NOT NULL,
	"picture" integer NOT NULL,
	"specialist_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"standing" text NOT NULL,
	"reasons" text[] NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "candidate_escalation_id_picture_specialist_id_pk" PRIMARY KEY("escalation_id","picture","specialist_id")
);
--> statement-breakpoint
ALTER TABLE "candidate" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conflict_declaration" (
	"escalation_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"declared" text NOT NULL,
	"specialist_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conflict_declaration_escalation_id_round_declared_pk" PRIMARY KEY("escalation_id","round","declared")
);
--> statement-breakpoint
ALTER TABLE "conflict_declaration" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "offer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"specialist_id" uuid NOT NULL,
	"person" text NOT NULL,
	"reasons" text[] NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"decline_reason" text,
	"stood_down_for" text[]
);
--> statement-breakpoint
ALTER TABLE "offer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "opinion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"author" text NOT NULL,
	"author_name" text NOT NULL,
	"record_key" "bytea" NOT NULL,
	"words" "bytea" NOT NULL,
	"signature" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "opinion_escalation_id_unique" UNIQUE("escalation_id")
);
--> statement-breakpoint
ALTER TABLE "opinion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "request_once" (
	"person" text NOT NULL,
	"key" text NOT NULL,
	"operation" text NOT NULL,
	"input_hash" "bytea" NOT NULL,
	"result_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "request_once_person_key_pk" PRIMARY KEY("person","key")
);
--> statement-breakpoint
ALTER TABLE "request_once" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "clinic_session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specialist_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"hours" numeric(4, 2) NOT NULL,
	"site" text,
	"virtual" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "clinic_session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "specialist" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text NOT NULL,
	"full_name" text NOT NULL,
	"employer" text NOT NULL,
	"department" text NOT NULL,
	"skills" text[] NOT NULL,
	"caseload_cap" integer NOT NULL,
	"accredited_from" date NOT NULL,
	"accredited_to" date,
	"agreement_from" date,
	"agreement_to" date,
	"indemnity_from" date,
	"indemnity_to" date,
	"honorary_contract_from" date,
	"honorary_contract_to" date,
	CONSTRAINT "specialist_person_unique" UNIQUE("person")
);
--> statement-breakpoint
ALTER TABLE "specialist" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "specialist_leave" (
	"id" uuid PRIMARY KEY NOT NULL,
	"specialist_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "specialist_leave" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "escalation_exclusion" ADD CONSTRAINT "escalation_exclusion_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_tried" ADD CONSTRAINT "escalation_tried_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinic_session" ADD CONSTRAINT "clinic_session_specialist_id_specialist_id_fk" FOREIGN KEY ("specialist_id") REFERENCES "public"."specialist"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specialist_leave" ADD CONSTRAINT "specialist_leave_specialist_id_specialist_id_fk" FOREIGN KEY ("specialist_id") REFERENCES "public"."specialist"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject","at","id");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person");--> statement-breakpoint
CREATE INDEX "hand_over_request_received" ON "hand_over_request" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_message_waiting" ON "outbox_message" USING btree ("destination","due_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_message_parked" ON "outbox_message" USING btree ("parked_at","id") WHERE state = 'parked';--> statement-breakpoint
CREATE INDEX "neighbour_agreement_trust" ON "neighbour_agreement" USING btree ("trust");--> statement-breakpoint
CREATE INDEX "booking_session" ON "booking" USING btree ("session_id");--> statement-breakpoint
CREATE UNIQUE INDEX "booking_one_standing" ON "booking" USING btree ("escalation_id") WHERE state = 'booked';--> statement-breakpoint
CREATE INDEX "escalation_board" ON "escalation" USING btree ("due_on","id");--> statement-breakpoint
CREATE INDEX "escalation_accepted" ON "escalation" USING btree ("accepted_person","due_on","id");--> statement-breakpoint
CREATE INDEX "escalation_waiting" ON "escalation" USING btree ("looked_at") WHERE state in ('received', 'nobody-eligible');--> statement-breakpoint
CREATE INDEX "offer_person" ON "offer" USING btree ("person","state","offered_at","id");--> statement-breakpoint
CREATE INDEX "offer_expiry" ON "offer" USING btree ("expires_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "offer_escalation" ON "offer" USING btree ("escalation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "offer_one_open" ON "offer" USING btree ("escalation_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "clinic_session_time" ON "clinic_session" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "specialist_leave_specialist" ON "specialist_leave" USING btree ("specialist_id");--> statement-breakpoint
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
CREATE POLICY "select_allowed" ON "neighbour_agreement" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_member() is not null) or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "neighbour_agreement" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "booking" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((person = oh_person() and state = 'booked') or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing')) or (oh_part() in ('counting'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "booking" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "booking" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "booking_run" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "booking_run" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "escalation" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (spoke_id = oh_member()) or (oh_part() in ('routing')) or (oh_part() in ('counting')) or (accepted_person = oh_person()) or (held_at is null and exists (select 1 from offer o where o.escalation_id = escalation.id and o.person = oh_person() and o.state = 'open'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "escalation" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((spoke_id = oh_member()));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "escalation" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "escalation_exclusion" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "escalation_exclusion" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_member() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "escalation_tried" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "escalation_tried" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "candidate" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "candidate" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "conflict_declaration" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "conflict_declaration" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "offer" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((person = oh_person() and state <> 'conflict-declared') or (oh_has_role('pool-coordinator')) or (oh_part() in ('routing'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "offer" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "offer" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('routing'))) WITH CHECK ((oh_part() in ('routing')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "opinion" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((author = oh_person()));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "opinion" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((author = oh_person()));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "request_once" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((person = oh_person()));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "request_once" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((person = oh_person()));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "clinic_session" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "clinic_session" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "specialist" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "specialist" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "specialist_leave" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "specialist_leave" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));