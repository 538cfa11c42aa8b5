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
CREATE TABLE "appointment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"slot_id" uuid NOT NULL,
	"state" text NOT NULL,
	"booked_at" timestamp (3) with time zone NOT NULL,
	"booked_by" text NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "appointment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "clinic_slot" (
	"id" uuid PRIMARY KEY NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"minutes" integer NOT NULL,
	"kind" text NOT NULL,
	"clinician" text NOT NULL,
	"clinician_name" text NOT NULL,
	"place" text
);
--> statement-breakpoint
ALTER TABLE "clinic_slot" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "oh_post" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occupation" text NOT NULL,
	"funded" integer NOT NULL,
	"in_post" integer NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date
);
--> statement-breakpoint
ALTER TABLE "oh_post" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case_move" (
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"event" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"by_name" text NOT NULL,
	CONSTRAINT "case_move_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
ALTER TABLE "case_move" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"worker_id" uuid NOT NULL,
	"worker_person" text,
	"referrer" text,
	"assignment_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_on" date NOT NULL,
	"opened_by" text NOT NULL,
	"received_on" date NOT NULL,
	"first_seen_on" date,
	"appointment_id" uuid,
	"escalation_id" uuid,
	"opinion_id" uuid,
	"absent_since" date,
	"next_due_on" date NOT NULL,
	"outcome" text,
	"review_on" date,
	"closed_on" date,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by_name" text NOT NULL,
	CONSTRAINT "case_reference_unique" UNIQUE("reference"),
	CONSTRAINT "case_referral_id_unique" UNIQUE("referral_id")
);
--> statement-breakpoint
ALTER TABLE "case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
CREATE TABLE "task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"done_by" text,
	"done_by_name" text
);
--> statement-breakpoint
ALTER TABLE "task" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "confidentiality_gate" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"worker_id" uuid NOT NULL,
	"worker_person" text,
	"kind" text NOT NULL,
	"gdpr_basis" jsonb,
	"given_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_by_name" text NOT NULL,
	"text_version" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"gate" "bytea" NOT NULL,
	"evidence" "bytea",
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" text,
	"withdrawn_by_name" text,
	"withdrawal_evidence" "bytea",
	"consequences_version" text,
	"safety_hold" boolean DEFAULT false NOT NULL,
	"named_decider" text
);
--> statement-breakpoint
ALTER TABLE "confidentiality_gate" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "withdrawal_decision" (
	"gate_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"worker_person" text,
	"outcome" text NOT NULL,
	"decision" "bytea" NOT NULL,
	"decided_by" text NOT NULL,
	"decided_by_name" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "withdrawal_decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"worker_id" uuid NOT NULL,
	"worker_person" text,
	"gate_id" uuid NOT NULL,
	"pool_id" text NOT NULL,
	"correlation" uuid NOT NULL,
	"pseudonym" text NOT NULL,
	"state" text NOT NULL,
	"category" text NOT NULL,
	"urgency" text NOT NULL,
	"see_worker" text NOT NULL,
	"content" "bytea" NOT NULL,
	"asked" "bytea" NOT NULL,
	"rules_version" text NOT NULL,
	"settings_version" text NOT NULL,
	"safety_flag" boolean NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"sent_by" text NOT NULL,
	"sent_by_name" text NOT NULL,
	"accept_by" date NOT NULL,
	"due_on" date NOT NULL,
	"accepted_by" text,
	"accepted_specialist" uuid,
	"accepted_name" text,
	"accepted_at" timestamp (3) with time zone,
	"conflict_declared_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"acted_on_at" timestamp (3) with time zone
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
CREATE TABLE "escalation_reason" (
	"escalation_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"standing" text NOT NULL,
	"because" "bytea",
	CONSTRAINT "escalation_reason_escalation_id_rule_standing_pk" PRIMARY KEY("escalation_id","rule","standing")
);
--> statement-breakpoint
ALTER TABLE "escalation_reason" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "opinion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"escalation_id" uuid NOT NULL,
	"author" text NOT NULL,
	"author_name" text NOT NULL,
	"words" "bytea" NOT NULL,
	"signature" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"acted_at" timestamp (3) with time zone,
	"acted_by" text,
	"acted_by_name" text,
	"acted" "bytea",
	CONSTRAINT "opinion_escalation_id_unique" UNIQUE("escalation_id")
);
--> statement-breakpoint
ALTER TABLE "opinion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "note" (
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"worker_id" uuid NOT NULL,
	"author" text NOT NULL,
	"author_name" text NOT NULL,
	"words" "bytea" NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "note_id_version_pk" PRIMARY KEY("id","version")
);
--> statement-breakpoint
ALTER TABLE "note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "referral" (
	"id" uuid PRIMARY KEY NOT NULL,
	"worker_id" uuid NOT NULL,
	"worker_person" text,
	"assignment_id" uuid NOT NULL,
	"source" text NOT NULL,
	"reason" text NOT NULL,
	"referred_by" text NOT NULL,
	"referred_by_name" text NOT NULL,
	"worker_told" boolean NOT NULL,
	"told_by_name" text,
	"told_on" date,
	"told_recorded_by_name" text,
	"worker_consented" boolean NOT NULL,
	"words" "bytea" NOT NULL,
	"background" "bytea",
	"absent_since" date,
	"received_at" timestamp (3) with time zone NOT NULL,
	"received_on" date NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"triaged_at" timestamp (3) with time zone,
	"triaged_by" text,
	"triaged_by_name" text,
	"sent_back_because" "bytea"
);
--> statement-breakpoint
ALTER TABLE "referral" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "report" (
	"appointment_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"ready_at" timestamp (3) with time zone NOT NULL,
	"ready_by" text NOT NULL,
	"ready_by_name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "oh_service" (
	"host" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"telephone" text NOT NULL,
	"opening_hours" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "oh_service" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "served_employer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"employer" text NOT NULL,
	"employer_name" text NOT NULL,
	"staff_served" integer NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date
);
--> statement-breakpoint
ALTER TABLE "served_employer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "service_setting" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"values" jsonb NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date,
	"set_at" timestamp (3) with time zone NOT NULL,
	"set_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "service_setting" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "submission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"employer" text NOT NULL,
	"month" text NOT NULL,
	"restatement" integer NOT NULL,
	"floor" integer NOT NULL,
	"counts" jsonb NOT NULL,
	"digest" text NOT NULL,
	"signed_off_at" timestamp (3) with time zone NOT NULL,
	"signed_off_by" text NOT NULL,
	"signed_off_by_name" text NOT NULL,
	"ruling" text,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"publication" integer,
	"published_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "submission" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"worker_id" uuid NOT NULL,
	"worker_person" text,
	"employer" text NOT NULL,
	"host" text NOT NULL,
	"department" text NOT NULL,
	"job_title" text NOT NULL,
	"is_doctor" boolean NOT NULL,
	"manager_person" text,
	"from_on" date NOT NULL,
	"to_on" date
);
--> statement-breakpoint
ALTER TABLE "assignment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "record_key" (
	"worker_id" uuid PRIMARY KEY NOT NULL,
	"wrapped" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "record_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "worker" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person" text,
	"full_name" text NOT NULL,
	"born_on" date NOT NULL,
	"staff_number" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "worker_person_unique" UNIQUE("person")
);
--> statement-breakpoint
ALTER TABLE "worker" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_slot_id_clinic_slot_id_fk" FOREIGN KEY ("slot_id") REFERENCES "public"."clinic_slot"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_move" ADD CONSTRAINT "case_move_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_assignment_id_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case" ADD CONSTRAINT "case_referral_id_referral_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referral"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confidentiality_gate" ADD CONSTRAINT "confidentiality_gate_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "confidentiality_gate" ADD CONSTRAINT "confidentiality_gate_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawal_decision" ADD CONSTRAINT "withdrawal_decision_gate_id_confidentiality_gate_id_fk" FOREIGN KEY ("gate_id") REFERENCES "public"."confidentiality_gate"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "withdrawal_decision" ADD CONSTRAINT "withdrawal_decision_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation" ADD CONSTRAINT "escalation_gate_id_confidentiality_gate_id_fk" FOREIGN KEY ("gate_id") REFERENCES "public"."confidentiality_gate"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_exclusion" ADD CONSTRAINT "escalation_exclusion_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_reason" ADD CONSTRAINT "escalation_reason_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinion" ADD CONSTRAINT "opinion_escalation_id_escalation_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_assignment_id_assignment_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report" ADD CONSTRAINT "report_appointment_id_appointment_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report" ADD CONSTRAINT "report_case_id_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_key" ADD CONSTRAINT "record_key_worker_id_worker_id_fk" FOREIGN KEY ("worker_id") REFERENCES "public"."worker"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_subject" ON "audit_entry" USING btree ("subject","at","id");--> statement-breakpoint
CREATE INDEX "membership_person" ON "membership" USING btree ("person");--> statement-breakpoint
CREATE INDEX "hand_over_request_received" ON "hand_over_request" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "outbox_message_waiting" ON "outbox_message" USING btree ("destination","due_at","id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_message_parked" ON "outbox_message" USING btree ("parked_at","id") WHERE state = 'parked';--> statement-breakpoint
CREATE INDEX "appointment_case" ON "appointment" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "appointment_slot_once" ON "appointment" USING btree ("slot_id") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX "clinic_slot_time" ON "clinic_slot" USING btree ("starts_at","id");--> statement-breakpoint
CREATE INDEX "oh_post_from" ON "oh_post" USING btree ("from_on");--> statement-breakpoint
CREATE INDEX "case_worklist" ON "case" USING btree ("next_due_on","id");--> statement-breakpoint
CREATE INDEX "case_worker" ON "case" USING btree ("worker_id");--> statement-breakpoint
CREATE INDEX "task_open" ON "task" USING btree ("case_id","done_at");--> statement-breakpoint
CREATE UNIQUE INDEX "gate_case" ON "confidentiality_gate" USING btree ("case_id","number");--> statement-breakpoint
CREATE INDEX "withdrawal_decision_case" ON "withdrawal_decision" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "escalation_case" ON "escalation" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "escalation_sent" ON "escalation" USING btree ("sent_at","id");--> statement-breakpoint
CREATE INDEX "note_case" ON "note" USING btree ("case_id","written_at","id");--> statement-breakpoint
CREATE INDEX "referral_inbox" ON "referral" USING btree ("state","received_at","id");--> statement-breakpoint
CREATE INDEX "referral_referrer" ON "referral" USING btree ("referred_by","received_at","id");--> statement-breakpoint
CREATE INDEX "referral_worker" ON "referral" USING btree ("worker_id");--> statement-breakpoint
CREATE INDEX "report_case" ON "report" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "service_setting_kind" ON "service_setting" USING btree ("kind","from_on");--> statement-breakpoint
CREATE UNIQUE INDEX "submission_once" ON "submission" USING btree ("employer","month","restatement") WHERE ruling is distinct from 'refused';--> statement-breakpoint
CREATE INDEX "submission_month" ON "submission" USING btree ("month","employer","signed_off_at");--> statement-breakpoint
CREATE INDEX "assignment_worker" ON "assignment" USING btree ("worker_id");--> statement-breakpoint
CREATE INDEX "assignment_manager" ON "assignment" USING btree ("manager_person");--> statement-breakpoint
CREATE INDEX "worker_name" ON "worker" USING btree ("full_name","id");--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_entry" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('sealer')) or (oh_has_role('privacy-officer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_entry" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_own_record" ON "audit_entry" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((exists (select 1 from worker w where w.person = oh_person()
    and (w.id::text = audit_entry.subject or w.id::text = any (audit_entry.resource_ids)))
  or exists (select 1 from "case" c where c.worker_person = oh_person() and c.id::text = any (audit_entry.resource_ids))
  or exists (select 1 from referral r where r.worker_person = oh_person() and r.id::text = any (audit_entry.resource_ids))
  or exists (select 1 from escalation e where e.worker_person = oh_person()
    and (e.id::text = audit_entry.subject or e.id::text = any (audit_entry.resource_ids)))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_head" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_head" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_seal" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_seal" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('sealer')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "audit_touch" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_part() in ('sealer')) or (oh_has_role('privacy-officer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "audit_touch" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "select_own_record" ON "audit_touch" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((exists (select 1 from worker w where w.person = oh_person() and w.id::text = audit_touch.record)
  or exists (select 1 from "case" c where c.worker_person = oh_person() and c.id::text = audit_touch.record)
  or exists (select 1 from referral r where r.worker_person = oh_person() and r.id::text = audit_touch.record)
  or exists (select 1 from escalation e where e.worker_person = oh_person() and e.id::text = audit_touch.record)));--> statement-breakpoint
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
CREATE POLICY "select_allowed" ON "appointment" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed', 'counting')) or (exists (select 1 from "case" c where c.id = appointment.case_id))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "appointment" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from "case" c where c.id = appointment.case_id and c.worker_person = oh_person())) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "appointment" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from "case" c where c.id = appointment.case_id and c.worker_person = oh_person())) or (oh_part() in ('seed')))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from "case" c where c.id = appointment.case_id and c.worker_person = oh_person())) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "clinic_slot" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed', 'counting')) or (oh_has_role('worker') or oh_has_role('referrer'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "clinic_slot" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "oh_post" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_has_role('head-of-service') or oh_has_role('ics-lead')) or (oh_part() in ('counting', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "oh_post" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "case_move" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed')) or (exists (select 1 from "case" c where c.id = case_move.case_id))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "case_move" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed')) or (exists (select 1 from "case" c where c.id = case_move.case_id))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "case" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (worker_person = oh_person()) or (referrer = oh_person()) or (exists (select 1 from escalation e where e.case_id = "case".id and e.accepted_by = oh_person() and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null)) or (exists (select 1 from escalation e where e.case_id = "case".id and e.pool_id = oh_member())) or (oh_part() in ('seed', 'counting'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "case" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "case" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (worker_person = oh_person()) or (exists (select 1 from escalation e where e.case_id = "case".id and e.pool_id = oh_member())) or (oh_part() in ('seed')))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (worker_person = oh_person()) or (exists (select 1 from escalation e where e.case_id = "case".id and e.pool_id = oh_member())) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "request_once" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((person = oh_person()));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "request_once" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((person = oh_person()));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "task" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from escalation e where e.case_id = task.case_id and e.pool_id = oh_member())) or (oh_part() in ('seed')) or (exists (select 1 from "case" c where c.id = task.case_id and c.worker_person = oh_person()))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "task" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from escalation e where e.case_id = task.case_id and e.pool_id = oh_member())) or (oh_part() in ('seed')) or (exists (select 1 from "case" c where c.id = task.case_id and c.worker_person = oh_person()))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "task" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from escalation e where e.case_id = task.case_id and e.pool_id = oh_member())) or (oh_part() in ('seed')) or (exists (select 1 from "case" c where c.id = task.case_id and c.worker_person = oh_person())))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (exists (select 1 from escalation e where e.case_id = task.case_id and e.pool_id = oh_member())) or (oh_part() in ('seed')) or (exists (select 1 from "case" c where c.id = task.case_id and c.worker_person = oh_person()))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "confidentiality_gate" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')) or (worker_person = oh_person()) or (exists (select 1 from escalation e where e.case_id = confidentiality_gate.case_id and e.accepted_by = oh_person() and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "confidentiality_gate" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')) or (worker_person = oh_person() and recorded_by = oh_person())));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "confidentiality_gate" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')) or (worker_person = oh_person()))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')) or (worker_person = oh_person())));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "withdrawal_decision" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')) or (worker_person = oh_person())));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "withdrawal_decision" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "escalation" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (pool_id = oh_member()) or (accepted_by = oh_person()) or (worker_person = oh_person()) or (oh_part() in ('registry', 'seed', 'counting'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "escalation" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "escalation" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (pool_id = oh_member()) or (worker_person = oh_person()) or (oh_part() in ('seed')))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (pool_id = oh_member()) or (worker_person = oh_person()) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "escalation_exclusion" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "escalation_exclusion" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "escalation_reason" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "escalation_reason" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "opinion" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')) or (exists (select 1 from escalation e where e.id = opinion.escalation_id and e.pool_id = oh_member()))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "opinion" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((exists (select 1 from escalation e where e.id = opinion.escalation_id and e.pool_id = oh_member())) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "opinion" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed')))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "note" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "note" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "referral" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (referred_by = oh_person()) or (worker_person = oh_person()) or (oh_part() in ('seed', 'counting'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "referral" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or ((oh_has_role('referrer') or oh_has_role('worker')) and referred_by = oh_person()) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "referral" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed')))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "report" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed', 'counting'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "report" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "oh_service" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "oh_service" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "oh_service" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed'))) WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "served_employer" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "served_employer" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "served_employer" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed'))) WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "service_setting" AS PERMISSIVE FOR SELECT TO "oh_app" USING ((oh_person() is not null or oh_member() is not null or oh_part() is not null));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "service_setting" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('head-of-service')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "submission" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('head-of-service')) or (oh_member() is not null)));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "submission" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK ((oh_has_role('head-of-service')));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "submission" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_member() is not null)) WITH CHECK ((oh_member() is not null));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "assignment" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (manager_person = oh_person() and (assignment.from_on <= oh_today() and (assignment.to_on is null or assignment.to_on > oh_today()))) or (worker_person = oh_person()) or (exists (select 1 from referral r where r.assignment_id = assignment.id and r.referred_by = oh_person())) or (exists (select 1 from escalation e where e.worker_id = assignment.worker_id and e.accepted_by = oh_person() and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null)) or (oh_part() in ('seed', 'counting'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "assignment" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_has_role('referrer')) or (worker_person = oh_person()) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "assignment" AS PERMISSIVE FOR UPDATE TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed')))) WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "record_key" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician')) or (exists (select 1 from worker w where w.id = record_key.worker_id and w.person = oh_person())) or (exists (select 1 from referral r where r.worker_id = record_key.worker_id and r.source <> 'self' and r.referred_by = oh_person())) or (exists (select 1 from escalation e where e.worker_id = record_key.worker_id and e.accepted_by = oh_person() and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null)) or (exists (select 1 from escalation e where e.worker_id = record_key.worker_id and e.pool_id = oh_member())) or (oh_part() in ('records', 'seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "record_key" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_has_role('referrer') or oh_has_role('worker')) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "update_allowed" ON "record_key" AS PERMISSIVE FOR UPDATE TO "oh_app" USING ((oh_part() in ('seed'))) WITH CHECK ((oh_part() in ('seed')));--> statement-breakpoint
CREATE POLICY "select_allowed" ON "worker" AS PERMISSIVE FOR SELECT TO "oh_app" USING (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (person = oh_person()) or (exists (select 1 from assignment a where a.worker_id = worker.id and a.manager_person = oh_person() and (a.from_on <= oh_today() and (a.to_on is null or a.to_on > oh_today())))) or (exists (select 1 from referral r where r.worker_id = worker.id and r.referred_by = oh_person())) or (exists (select 1 from escalation e where e.worker_id = worker.id and e.accepted_by = oh_person() and e.conflict_declared_at is null and e.acted_on_at is null and e.withdrawn_at is null)) or (oh_part() in ('seed'))));--> statement-breakpoint
CREATE POLICY "insert_allowed" ON "worker" AS PERMISSIVE FOR INSERT TO "oh_app" WITH CHECK (((oh_has_role('oh-nurse') or oh_has_role('oh-physician') or oh_has_role('oh-administrator')) or (oh_has_role('referrer')) or (person = oh_person()) or (oh_part() in ('seed'))));