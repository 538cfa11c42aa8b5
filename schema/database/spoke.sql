table appointment (
  id uuid not null,
  case_id uuid not null,
  slot_id uuid not null,
  state text not null,
  booked_at timestamp(3) with time zone not null,
  booked_by text not null,
  ended_at timestamp(3) with time zone,
  constraint appointment_pkey PRIMARY KEY (id),
  constraint appointment_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id),
  constraint appointment_slot_id_clinic_slot_id_fk FOREIGN KEY (slot_id) REFERENCES clinic_slot(id)
)
CREATE INDEX appointment_case ON public.appointment USING btree (case_id)
CREATE UNIQUE INDEX appointment_slot_once ON public.appointment USING btree (slot_id) WHERE (state <> 'cancelled'::text)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = appointment.ca e_id) AND (c.worker_per on = oh_per on())))) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ANY (ARRAY[' eed'::text, 'counting'::text])) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE (c.id = appointment.ca e_id))))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = appointment.ca e_id) AND (c.worker_per on = oh_per on())))) OR (oh_part() = ' eed'::text)) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = appointment.ca e_id) AND (c.worker_per on = oh_per on())))) OR (oh_part() = ' eed'::text))
grant insert, select, update to oh_app

table assignment (
  id uuid not null,
  worker_id uuid not null,
  worker_person text,
  employer text not null,
  host text not null,
  department text not null,
  job_title text not null,
  is_doctor boolean not null,
  manager_person text,
  from_on date not null,
  to_on date,
  staff_group text,
  constraint assignment_pkey PRIMARY KEY (id),
  constraint assignment_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
CREATE INDEX assignment_manager ON public.assignment USING btree (manager_person)
CREATE INDEX assignment_worker ON public.assignment USING btree (worker_id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR oh_ha _role('referrer'::text) OR (worker_per on = oh_per on()) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR ((manager_per on = oh_per on()) AND ((from_on <= oh_today()) AND ((to_on IS NULL) OR (to_on > oh_today())))) OR (worker_per on = oh_per on()) OR (EXISTS ( SELECT 1
   FROM referral r
  WHERE ((r.a ignment_id = a ignment.id) AND (r.referred_by = oh_per on())))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.worker_id = a ignment.worker_id) AND ((oh_per on() = e.accepted_by) OR (oh_per on() = e. upervi or_per on)) AND (e.conflict_declared_at IS NULL) AND (e.acted_on_at IS NULL) AND (e.withdrawn_at IS NULL)))) OR (oh_part() = ANY (ARRAY[' eed'::text, 'counting'::text])))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text)) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text))
grant insert, select, update to oh_app

table audit_entry (
  id uuid not null,
  at timestamp(3) with time zone not null,
  actor_kind text not null,
  actor text not null,
  roles text[] not null,
  action text not null,
  resource text not null,
  resource_ids text[] not null,
  subject text,
  outcome text not null,
  reasons text[] not null,
  on_behalf_of text,
  constraint audit_entry_pkey PRIMARY KEY (id)
)
CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at, id)
CREATE INDEX audit_entry_subject ON public.audit_entry USING btree (subject, at, id)
policy insert_allowed for insert with check ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy select_allowed for select using ((oh_part() = ' ealer'::text) OR oh_ha _role('privacy-officer'::text))
policy select_own_record for select using ((EXISTS ( SELECT 1
   FROM worker w
  WHERE ((w.per on = oh_per on()) AND (((w.id)::text = audit_entry. ubject) OR ((w.id)::text = ANY (audit_entry.re ource_id )))))) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.worker_per on = oh_per on()) AND ((c.id)::text = ANY (audit_entry.re ource_id ))))) OR (EXISTS ( SELECT 1
   FROM referral r
  WHERE ((r.worker_per on = oh_per on()) AND ((r.id)::text = ANY (audit_entry.re ource_id ))))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.worker_per on = oh_per on()) AND (((e.id)::text = audit_entry. ubject) OR ((e.id)::text = ANY (audit_entry.re ource_id )))))))
grant insert, select to oh_app

table audit_head (
  number bigint not null,
  hash bytea not null,
  signed_at timestamp(3) with time zone not null,
  key_id text not null,
  signature text not null,
  constraint audit_head_pkey PRIMARY KEY (number)
)
policy insert_allowed for insert with check (oh_part() = ' ealer'::text)
policy select_allowed for select using (oh_part() = ' ealer'::text)
grant insert, select to oh_app

table audit_seal (
  number bigint not null,
  entry_id uuid not null,
  entry_at timestamp(3) with time zone not null,
  hash bytea not null,
  constraint audit_seal_entry_id_unique UNIQUE (entry_id),
  constraint audit_seal_pkey PRIMARY KEY (number)
)
policy insert_allowed for insert with check (oh_part() = ' ealer'::text)
policy select_allowed for select using (oh_part() = ' ealer'::text)
grant insert, select to oh_app

table audit_touch (
  record text not null,
  at timestamp(3) with time zone not null,
  entry_id uuid not null,
  constraint audit_touch_record_at_entry_id_pk PRIMARY KEY (record, at, entry_id)
)
policy insert_allowed for insert with check ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy select_allowed for select using ((oh_part() = ' ealer'::text) OR oh_ha _role('privacy-officer'::text))
policy select_own_record for select using ((EXISTS ( SELECT 1
   FROM worker w
  WHERE ((w.per on = oh_per on()) AND ((w.id)::text = audit_touch.record)))) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.worker_per on = oh_per on()) AND ((c.id)::text = audit_touch.record)))) OR (EXISTS ( SELECT 1
   FROM referral r
  WHERE ((r.worker_per on = oh_per on()) AND ((r.id)::text = audit_touch.record)))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.worker_per on = oh_per on()) AND ((e.id)::text = audit_touch.record)))))
grant insert, select to oh_app

table case (
  id uuid not null,
  reference text not null,
  worker_id uuid not null,
  worker_person text,
  referrer text,
  assignment_id uuid not null,
  referral_id uuid not null,
  state text not null,
  version integer not null,
  opened_at timestamp(3) with time zone not null,
  opened_on date not null,
  opened_by text not null,
  received_on date not null,
  first_seen_on date,
  appointment_id uuid,
  escalation_id uuid,
  opinion_id uuid,
  absent_since date,
  next_due_on date not null,
  outcome text,
  review_on date,
  closed_on date,
  changed_at timestamp(3) with time zone not null,
  changed_by_name text not null,
  constraint case_reference_unique UNIQUE (reference),
  constraint case_referral_id_unique UNIQUE (referral_id),
  constraint case_pkey PRIMARY KEY (id),
  constraint case_assignment_id_assignment_id_fk FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint case_referral_id_referral_id_fk FOREIGN KEY (referral_id) REFERENCES referral(id),
  constraint case_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
CREATE INDEX case_worker ON public."case" USING btree (worker_id)
CREATE INDEX case_worklist ON public."case" USING btree (next_due_on, id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (worker_per on = oh_per on()) OR (referrer = oh_per on()) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = "ca e".id) AND ((oh_per on() = e.accepted_by) OR (oh_per on() = e. upervi or_per on)) AND (e.conflict_declared_at IS NULL) AND (e.acted_on_at IS NULL) AND (e.withdrawn_at IS NULL)))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = "ca e".id) AND (e.pool_id = oh_member())))) OR (oh_part() = ANY (ARRAY[' eed'::text, 'counting'::text])))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (worker_per on = oh_per on()) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = "ca e".id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text)) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (worker_per on = oh_per on()) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = "ca e".id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text))
grant insert, select, update to oh_app

table case_move (
  case_id uuid not null,
  version integer not null,
  event text not null,
  from_state text,
  to_state text not null,
  at timestamp(3) with time zone not null,
  by text not null,
  by_name text not null,
  constraint case_move_case_id_version_pk PRIMARY KEY (case_id, version),
  constraint case_move_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id)
)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE (c.id = ca e_move.ca e_id))))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE (c.id = ca e_move.ca e_id))))
grant insert, select to oh_app

table clinic_slot (
  id uuid not null,
  starts_at timestamp(3) with time zone not null,
  minutes integer not null,
  kind text not null,
  clinician text not null,
  clinician_name text not null,
  place text,
  constraint clinic_slot_pkey PRIMARY KEY (id)
)
CREATE INDEX clinic_slot_time ON public.clinic_slot USING btree (starts_at, id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ANY (ARRAY[' eed'::text, 'counting'::text])) OR (oh_ha _role('worker'::text) OR oh_ha _role('referrer'::text)))
grant insert, select to oh_app

table confidentiality_gate (
  id uuid not null,
  case_id uuid not null,
  number integer not null,
  worker_id uuid not null,
  worker_person text,
  kind text not null,
  gdpr_basis jsonb,
  given_at timestamp(3) with time zone not null,
  recorded_by text not null,
  recorded_by_name text not null,
  text_version text not null,
  expires_at timestamp(3) with time zone,
  gate bytea not null,
  evidence bytea,
  withdrawn_at timestamp(3) with time zone,
  withdrawn_by text,
  withdrawn_by_name text,
  withdrawal_evidence bytea,
  consequences_version text,
  safety_hold boolean not null default false,
  named_decider text,
  constraint confidentiality_gate_pkey PRIMARY KEY (id),
  constraint confidentiality_gate_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id),
  constraint confidentiality_gate_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
CREATE UNIQUE INDEX gate_case ON public.confidentiality_gate USING btree (case_id, number)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text) OR ((worker_per on = oh_per on()) AND (recorded_by = oh_per on())))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text) OR (worker_per on = oh_per on()) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = confidentiality_gate.ca e_id) AND ((oh_per on() = e.accepted_by) OR (oh_per on() = e. upervi or_per on)) AND (e.conflict_declared_at IS NULL) AND (e.acted_on_at IS NULL) AND (e.withdrawn_at IS NULL)))))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text) OR (worker_per on = oh_per on())) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text) OR (worker_per on = oh_per on()))
grant insert, select, update to oh_app

table escalation (
  id uuid not null,
  case_id uuid not null,
  worker_id uuid not null,
  worker_person text,
  gate_id uuid not null,
  pool_id text not null,
  correlation uuid not null,
  pseudonym text not null,
  state text not null,
  category text not null,
  urgency text not null,
  see_worker text not null,
  content bytea not null,
  asked bytea not null,
  rules_version text not null,
  settings_version text not null,
  safety_flag boolean not null,
  round integer not null default 0,
  sent_at timestamp(3) with time zone not null,
  sent_by text not null,
  sent_by_name text not null,
  accept_by date not null,
  due_on date not null,
  accepted_by text,
  accepted_specialist uuid,
  accepted_name text,
  accepted_at timestamp(3) with time zone,
  conflict_declared_at timestamp(3) with time zone,
  answered_at timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone,
  acted_on_at timestamp(3) with time zone,
  supervisor_person text,
  supervisor_name text,
  constraint escalation_pkey PRIMARY KEY (id),
  constraint escalation_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id),
  constraint escalation_gate_id_confidentiality_gate_id_fk FOREIGN KEY (gate_id) REFERENCES confidentiality_gate(id),
  constraint escalation_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
CREATE INDEX escalation_case ON public.escalation USING btree (case_id)
CREATE INDEX escalation_sent ON public.escalation USING btree (sent_at, id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (pool_id = oh_member()) OR (accepted_by = oh_per on()) OR ( upervi or_per on = oh_per on()) OR (worker_per on = oh_per on()) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text, 'counting'::text])))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (pool_id = oh_member()) OR (worker_per on = oh_per on()) OR (oh_part() = ' eed'::text)) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (pool_id = oh_member()) OR (worker_per on = oh_per on()) OR (oh_part() = ' eed'::text))
grant insert, select, update to oh_app

table escalation_exclusion (
  escalation_id uuid not null,
  specialist_id uuid not null,
  why text not null,
  constraint escalation_exclusion_escalation_id_specialist_id_why_pk PRIMARY KEY (escalation_id, specialist_id, why),
  constraint escalation_exclusion_escalation_id_escalation_id_fk FOREIGN KEY (escalation_id) REFERENCES escalation(id)
)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
grant insert, select to oh_app

table escalation_reason (
  escalation_id uuid not null,
  rule text not null,
  standing text not null,
  because bytea,
  constraint escalation_reason_escalation_id_rule_standing_pk PRIMARY KEY (escalation_id, rule, standing),
  constraint escalation_reason_escalation_id_escalation_id_fk FOREIGN KEY (escalation_id) REFERENCES escalation(id)
)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
grant insert, select to oh_app

table hand_over_request (
  id uuid not null,
  member text not null,
  received_at timestamp(3) with time zone not null,
  constraint hand_over_request_pkey PRIMARY KEY (id)
)
CREATE INDEX hand_over_request_received ON public.hand_over_request USING btree (received_at)
policy delete_allowed for delete using (oh_part() = 'relay'::text)
policy insert_allowed for insert with check (oh_part() = 'relay'::text)
policy select_allowed for select using (oh_part() = 'relay'::text)
grant delete, insert, select to oh_app

table inbox_position (
  source text not null,
  subject text not null,
  epoch integer not null,
  last_seq integer not null,
  constraint inbox_position_source_subject_pk PRIMARY KEY (source, subject)
)
policy insert_allowed for insert with check ((oh_member() IS NOT NULL) OR (oh_part() = 'relay'::text))
policy select_allowed for select using ((oh_member() IS NOT NULL) OR (oh_part() = 'relay'::text))
policy update_allowed for update using ((oh_member() IS NOT NULL) OR (oh_part() = 'relay'::text)) with check ((oh_member() IS NOT NULL) OR (oh_part() = 'relay'::text))
grant insert, select, update to oh_app

table inbox_receipt (
  message_id uuid not null,
  source text not null,
  name text not null,
  subject text not null,
  epoch integer not null,
  seq integer not null,
  correlation text not null,
  body_sha256 bytea not null,
  received_at timestamp(3) with time zone not null,
  outcome text not null,
  reasons text[] not null,
  constraint inbox_receipt_pkey PRIMARY KEY (message_id)
)
policy insert_allowed for insert with check ((oh_member() IS NOT NULL) OR (oh_part() = 'relay'::text))
policy select_allowed for select using ((oh_member() IS NOT NULL) OR (oh_part() = 'relay'::text))
grant insert, select to oh_app

table membership (
  id uuid not null,
  person text not null,
  person_name text not null,
  role text not null,
  scope text,
  from_on date not null,
  to_on date,
  granted_by text not null,
  granted_at timestamp(3) with time zone not null default now(),
  constraint membership_pkey PRIMARY KEY (id)
)
CREATE INDEX membership_person ON public.membership USING btree (person)
policy insert_allowed for insert with check (oh_part() = ' eed'::text)
policy select_allowed for select using ((per on = oh_per on()) OR (oh_part() = ANY (ARRAY[' eed'::text, 'regi try'::text])))
policy update_allowed for update using (oh_part() = ' eed'::text) with check (oh_part() = ' eed'::text)
grant insert, select, update to oh_app

table message_epoch (
  epoch integer not null,
  raised_at timestamp(3) with time zone not null,
  constraint message_epoch_pkey PRIMARY KEY (epoch)
)
policy insert_allowed for insert with check (oh_part() = 'relay'::text)
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
grant insert, select to oh_app

table message_sequence (
  destination text not null,
  subject text not null,
  epoch integer not null,
  last_seq integer not null,
  constraint message_sequence_destination_subject_pk PRIMARY KEY (destination, subject)
)
policy insert_allowed for insert with check ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL)) with check ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
grant insert, select, update to oh_app

table note (
  id uuid not null,
  version integer not null,
  case_id uuid not null,
  worker_id uuid not null,
  author text not null,
  author_name text not null,
  words bytea not null,
  written_at timestamp(3) with time zone not null,
  constraint note_id_version_pk PRIMARY KEY (id, version),
  constraint note_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id),
  constraint note_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
CREATE INDEX note_case ON public.note USING btree (case_id, written_at, id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
grant insert, select to oh_app

table oh_post (
  id uuid not null,
  occupation text not null,
  funded integer not null,
  in_post integer not null,
  from_on date not null,
  to_on date,
  constraint oh_post_pkey PRIMARY KEY (id)
)
CREATE INDEX oh_post_from ON public.oh_post USING btree (from_on)
policy insert_allowed for insert with check (oh_part() = ' eed'::text)
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_ha _role('head-of- ervice'::text) OR oh_ha _role('ic -lead'::text)) OR (oh_part() = ANY (ARRAY['counting'::text, ' eed'::text])))
grant insert, select to oh_app

table oh_service (
  host text not null,
  name text not null,
  telephone text not null,
  opening_hours text not null,
  updated_at timestamp(3) with time zone not null,
  constraint oh_service_pkey PRIMARY KEY (host)
)
policy insert_allowed for insert with check (oh_part() = ' eed'::text)
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_part() = ' eed'::text) with check (oh_part() = ' eed'::text)
grant insert, select, update to oh_app

table opinion (
  id uuid not null,
  escalation_id uuid not null,
  author text not null,
  author_name text not null,
  words bytea not null,
  signature text not null,
  signed_at timestamp(3) with time zone not null,
  received_at timestamp(3) with time zone not null,
  acted_at timestamp(3) with time zone,
  acted_by text,
  acted_by_name text,
  acted bytea,
  constraint opinion_escalation_id_unique UNIQUE (escalation_id),
  constraint opinion_pkey PRIMARY KEY (id),
  constraint opinion_escalation_id_escalation_id_fk FOREIGN KEY (escalation_id) REFERENCES escalation(id)
)
policy insert_allowed for insert with check ((EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.id = opinion.e calation_id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.id = opinion.e calation_id) AND (e.pool_id = oh_member())))))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text)) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
grant insert, select, update to oh_app

table outbox_message (
  id uuid not null,
  name text not null,
  destination text not null,
  subject text not null,
  epoch integer not null,
  seq integer not null,
  correlation text not null,
  occurred_at timestamp(3) with time zone not null,
  sealed_body bytea,
  body_sha256 bytea not null,
  state text not null,
  due_at timestamp(3) with time zone not null,
  attempts integer not null default 0,
  refusals integer not null default 0,
  reason text,
  claim uuid,
  claimed_until timestamp(3) with time zone,
  parked_at timestamp(3) with time zone,
  acknowledged_at timestamp(3) with time zone,
  constraint outbox_message_place UNIQUE (destination, subject, epoch, seq),
  constraint outbox_message_pkey PRIMARY KEY (id)
)
CREATE INDEX outbox_message_parked ON public.outbox_message USING btree (parked_at, id) WHERE (state = 'parked'::text)
CREATE INDEX outbox_message_waiting ON public.outbox_message USING btree (destination, due_at, id) WHERE (state = 'waiting'::text)
policy insert_allowed for insert with check ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy select_allowed for select using ((oh_part() = 'relay'::text) OR ((oh_ha _role('oh-admini trator'::text) OR oh_ha _role('pool-coordinator'::text)) AND ( tate = ANY (ARRAY['waiting'::text, 'parked'::text]))))
policy update_allowed for update using ((oh_part() = 'relay'::text) OR ((oh_ha _role('oh-admini trator'::text) OR oh_ha _role('pool-coordinator'::text)) AND ( tate = 'parked'::text))) with check ((oh_part() = 'relay'::text) OR ((oh_ha _role('oh-admini trator'::text) OR oh_ha _role('pool-coordinator'::text)) AND ( tate = ANY (ARRAY['waiting'::text, 'parked'::text]))))
grant insert, select, update to oh_app

table people_count (
  day date not null,
  counted_at timestamp(3) with time zone not null,
  counts jsonb not null,
  constraint people_count_pkey PRIMARY KEY (day)
)
policy delete_allowed for delete using (oh_part() = 'counting'::text)
policy insert_allowed for insert with check (oh_part() = 'counting'::text)
policy select_allowed for select using (oh_part() = 'counting'::text)
grant delete, insert, select to oh_app

table record_key (
  worker_id uuid not null,
  wrapped bytea not null,
  constraint record_key_pkey PRIMARY KEY (worker_id),
  constraint record_key_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_ha _role('referrer'::text) OR oh_ha _role('worker'::text)) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (EXISTS ( SELECT 1
   FROM worker w
  WHERE ((w.id = record_key.worker_id) AND (w.per on = oh_per on())))) OR (EXISTS ( SELECT 1
   FROM referral r
  WHERE ((r.worker_id = record_key.worker_id) AND (r. ource <> ' elf'::text) AND (r.referred_by = oh_per on())))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.worker_id = record_key.worker_id) AND ((oh_per on() = e.accepted_by) OR (oh_per on() = e. upervi or_per on)) AND (e.conflict_declared_at IS NULL) AND (e.acted_on_at IS NULL) AND (e.withdrawn_at IS NULL)))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.worker_id = record_key.worker_id) AND (e.pool_id = oh_member())))) OR (oh_part() = ANY (ARRAY['record '::text, ' eed'::text])))
policy update_allowed for update using (oh_part() = ' eed'::text) with check (oh_part() = ' eed'::text)
grant insert, select, update to oh_app

table referral (
  id uuid not null,
  worker_id uuid not null,
  worker_person text,
  assignment_id uuid not null,
  source text not null,
  reason text not null,
  referred_by text not null,
  referred_by_name text not null,
  worker_told boolean not null,
  told_by_name text,
  told_on date,
  told_recorded_by_name text,
  worker_consented boolean not null,
  words bytea not null,
  background bytea,
  absent_since date,
  received_at timestamp(3) with time zone not null,
  received_on date not null,
  state text not null,
  version integer not null,
  triaged_at timestamp(3) with time zone,
  triaged_by text,
  triaged_by_name text,
  sent_back_because bytea,
  constraint referral_pkey PRIMARY KEY (id),
  constraint referral_assignment_id_assignment_id_fk FOREIGN KEY (assignment_id) REFERENCES assignment(id),
  constraint referral_worker_id_worker_id_fk FOREIGN KEY (worker_id) REFERENCES worker(id)
)
CREATE INDEX referral_inbox ON public.referral USING btree (state, received_at, id)
CREATE INDEX referral_referrer ON public.referral USING btree (referred_by, received_at, id)
CREATE INDEX referral_worker ON public.referral USING btree (worker_id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR ((oh_ha _role('referrer'::text) OR oh_ha _role('worker'::text)) AND (referred_by = oh_per on())) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (referred_by = oh_per on()) OR (worker_per on = oh_per on()) OR (oh_part() = ANY (ARRAY[' eed'::text, 'counting'::text])))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text)) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ' eed'::text))
grant insert, select, update to oh_app

table report (
  appointment_id uuid not null,
  case_id uuid not null,
  ready_at timestamp(3) with time zone not null,
  ready_by text not null,
  ready_by_name text not null,
  constraint report_pkey PRIMARY KEY (appointment_id),
  constraint report_appointment_id_appointment_id_fk FOREIGN KEY (appointment_id) REFERENCES appointment(id),
  constraint report_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id)
)
CREATE INDEX report_case ON public.report USING btree (case_id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (oh_part() = ANY (ARRAY[' eed'::text, 'counting'::text])))
grant insert, select to oh_app

table request_once (
  person text not null,
  key text not null,
  operation text not null,
  input_hash bytea not null,
  result_id text not null,
  at timestamp(3) with time zone not null,
  constraint request_once_person_key_pk PRIMARY KEY (person, key)
)
policy insert_allowed for insert with check (per on = oh_per on())
policy select_allowed for select using (per on = oh_per on())
grant insert, select to oh_app

table schema_version (
  version integer not null,
  migrated_at timestamp with time zone not null default now(),
  constraint schema_version_pkey PRIMARY KEY (version)
)
policy select_allowed for select using true
grant select to oh_app

table served_employer (
  id uuid not null,
  employer text not null,
  employer_name text not null,
  staff_served integer not null,
  from_on date not null,
  to_on date,
  constraint served_employer_pkey PRIMARY KEY (id)
)
policy insert_allowed for insert with check (oh_part() = ' eed'::text)
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_part() = ' eed'::text) with check (oh_part() = ' eed'::text)
grant insert, select, update to oh_app

table service_setting (
  id uuid not null,
  kind text not null,
  "values" jsonb not null,
  from_on date not null,
  to_on date,
  set_at timestamp(3) with time zone not null,
  set_by text not null,
  constraint service_setting_pkey PRIMARY KEY (id)
)
CREATE INDEX service_setting_kind ON public.service_setting USING btree (kind, from_on)
policy insert_allowed for insert with check (oh_ha _role('head-of- ervice'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
grant insert, select to oh_app

table specialist_session (
  id uuid not null,
  escalation_id uuid not null,
  starts_at timestamp(3) with time zone not null,
  hours numeric(4,2) not null,
  how text not null,
  site text,
  specialist_name text not null,
  state text not null,
  reason text,
  told_at timestamp(3) with time zone not null,
  cancelled_at timestamp(3) with time zone,
  constraint specialist_session_pkey PRIMARY KEY (id),
  constraint specialist_session_escalation_id_escalation_id_fk FOREIGN KEY (escalation_id) REFERENCES escalation(id)
)
CREATE INDEX specialist_session_escalation ON public.specialist_session USING btree (escalation_id, starts_at)
policy insert_allowed for insert with check (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.id =  peciali t_ e ion.e calation_id) AND (e.pool_id = oh_member()))))
policy select_allowed for select using (EXISTS ( SELECT 1
   FROM e calation e
  WHERE (e.id =  peciali t_ e ion.e calation_id)))
policy update_allowed for update using (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.id =  peciali t_ e ion.e calation_id) AND (e.pool_id = oh_member())))) with check (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.id =  peciali t_ e ion.e calation_id) AND (e.pool_id = oh_member()))))
grant insert, select, update to oh_app

table submission (
  id uuid not null,
  employer text not null,
  month text not null,
  restatement integer not null,
  floor integer not null,
  counts jsonb not null,
  digest text not null,
  signed_off_at timestamp(3) with time zone not null,
  signed_off_by text not null,
  signed_off_by_name text not null,
  ruling text,
  reasons jsonb not null default '[]'::jsonb,
  answered_at timestamp(3) with time zone,
  publication integer,
  published_at timestamp(3) with time zone,
  grid jsonb,
  waits_for text,
  waits_behind integer,
  waits_since timestamp(3) with time zone,
  constraint submission_pkey PRIMARY KEY (id)
)
CREATE INDEX submission_month ON public.submission USING btree (month, employer, signed_off_at)
CREATE UNIQUE INDEX submission_once ON public.submission USING btree (employer, month, restatement) WHERE (ruling IS DISTINCT FROM 'refused'::text)
policy insert_allowed for insert with check oh_ha _role('head-of- ervice'::text)
policy select_allowed for select using (oh_ha _role('head-of- ervice'::text) OR (oh_member() IS NOT NULL))
policy update_allowed for update using (oh_member() IS NOT NULL) with check (oh_member() IS NOT NULL)
grant insert, select, update to oh_app

table task (
  id uuid not null,
  case_id uuid not null,
  kind text not null,
  created_at timestamp(3) with time zone not null,
  done_at timestamp(3) with time zone,
  done_by text,
  done_by_name text,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id)
)
CREATE INDEX task_open ON public.task USING btree (case_id, done_at)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = ta k.ca e_id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = ta k.ca e_id) AND (c.worker_per on = oh_per on())))))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = ta k.ca e_id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = ta k.ca e_id) AND (c.worker_per on = oh_per on())))))
policy update_allowed for update using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = ta k.ca e_id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = ta k.ca e_id) AND (c.worker_per on = oh_per on()))))) with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.ca e_id = ta k.ca e_id) AND (e.pool_id = oh_member())))) OR (oh_part() = ' eed'::text) OR (EXISTS ( SELECT 1
   FROM "ca e" c
  WHERE ((c.id = ta k.ca e_id) AND (c.worker_per on = oh_per on())))))
grant insert, select, update to oh_app

table withdrawal_decision (
  gate_id uuid not null,
  case_id uuid not null,
  worker_person text,
  outcome text not null,
  decision bytea not null,
  decided_by text not null,
  decided_by_name text not null,
  decided_at timestamp(3) with time zone not null,
  constraint withdrawal_decision_pkey PRIMARY KEY (gate_id),
  constraint withdrawal_decision_case_id_case_id_fk FOREIGN KEY (case_id) REFERENCES "case"(id),
  constraint withdrawal_decision_gate_id_confidentiality_gate_id_fk FOREIGN KEY (gate_id) REFERENCES confidentiality_gate(id)
)
CREATE INDEX withdrawal_decision_case ON public.withdrawal_decision USING btree (case_id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR (oh_part() = ' eed'::text) OR (worker_per on = oh_per on()))
grant insert, select to oh_app

table worker (
  id uuid not null,
  person text,
  full_name text not null,
  born_on date not null,
  staff_number text not null,
  created_at timestamp(3) with time zone not null,
  constraint worker_person_unique UNIQUE (person),
  constraint worker_pkey PRIMARY KEY (id)
)
CREATE INDEX worker_name ON public.worker USING btree (full_name, id)
policy insert_allowed for insert with check (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR oh_ha _role('referrer'::text) OR (per on = oh_per on()) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('oh-nur e'::text) OR oh_ha _role('oh-phy ician'::text) OR oh_ha _role('oh-admini trator'::text) OR (per on = oh_per on()) OR (EXISTS ( SELECT 1
   FROM a ignment a
  WHERE ((a.worker_id = worker.id) AND (a.manager_per on = oh_per on()) AND ((a.from_on <= oh_today()) AND ((a.to_on IS NULL) OR (a.to_on > oh_today())))))) OR (EXISTS ( SELECT 1
   FROM referral r
  WHERE ((r.worker_id = worker.id) AND (r.referred_by = oh_per on())))) OR (EXISTS ( SELECT 1
   FROM e calation e
  WHERE ((e.worker_id = worker.id) AND ((oh_per on() = e.accepted_by) OR (oh_per on() = e. upervi or_per on)) AND (e.conflict_declared_at IS NULL) AND (e.acted_on_at IS NULL) AND (e.withdrawn_at IS NULL)))) OR (oh_part() = ' eed'::text))
grant insert, select to oh_app
