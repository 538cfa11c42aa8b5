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
grant insert, select to oh_app

table awaiting_opinion (
  id uuid not null,
  escalation_id uuid not null,
  author text not null,
  author_name text not null,
  supervisor text not null,
  record_key bytea,
  words bytea,
  comment bytea,
  state text not null,
  written_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint awaiting_opinion_pkey PRIMARY KEY (id)
)
CREATE INDEX awaiting_opinion_escalation ON public.awaiting_opinion USING btree (escalation_id, written_at)
CREATE UNIQUE INDEX awaiting_opinion_one_waiting ON public.awaiting_opinion USING btree (escalation_id) WHERE (state = 'waiting'::text)
policy insert_allowed for insert with check (author = oh_per on())
policy select_allowed for select using ((author = oh_per on()) OR ( upervi or = oh_per on()) OR (oh_part() = 'routing'::text))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

table booking (
  id uuid not null,
  escalation_id uuid not null,
  session_id uuid not null,
  person text not null,
  hours numeric(4,2) not null,
  booked_at timestamp(3) with time zone not null,
  state text not null,
  cancelled_at timestamp(3) with time zone,
  recorded_at timestamp(3) with time zone,
  again_by date,
  policy_version integer not null default 1,
  cancelled_for text,
  constraint booking_pkey PRIMARY KEY (id)
)
CREATE INDEX booking_session ON public.booking USING btree (session_id)
CREATE UNIQUE INDEX booking_one_standing ON public.booking USING btree (escalation_id) WHERE (state = 'booked'::text)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (((per on = oh_per on()) AND ( tate = 'booked'::text)) OR oh_ha _role('pool-coordinator'::text) OR (oh_part() = 'routing'::text) OR (oh_part() = 'counting'::text))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

table booking_reason (
  booking_id uuid not null,
  session_id uuid not null,
  escalation_id uuid not null,
  specialist_id uuid not null,
  starts_at timestamp(3) with time zone not null,
  standing text not null,
  reasons text[] not null,
  at timestamp(3) with time zone not null,
  constraint booking_reason_booking_id_session_id_pk PRIMARY KEY (booking_id, session_id)
)
CREATE INDEX booking_reason_escalation ON public.booking_reason USING btree (escalation_id)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR (oh_part() = 'routing'::text))
grant insert, select to oh_app

table booking_run (
  "on" date not null,
  at timestamp(3) with time zone not null,
  booked integer not null,
  constraint booking_run_pkey PRIMARY KEY ("on")
)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_part() = 'routing'::text)
grant insert, select to oh_app

table candidate (
  escalation_id uuid not null,
  picture integer not null,
  specialist_id uuid not null,
  round integer not null,
  standing text not null,
  reasons text[] not null,
  at timestamp(3) with time zone not null,
  policy_version integer not null default 1,
  constraint candidate_escalation_id_picture_specialist_id_pk PRIMARY KEY (escalation_id, picture, specialist_id)
)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR (oh_part() = 'routing'::text))
grant insert, select to oh_app

table clinic_session (
  id uuid not null,
  specialist_id uuid not null,
  starts_at timestamp(3) with time zone not null,
  hours numeric(4,2) not null,
  site text,
  virtual boolean not null,
  template_id uuid,
  cancelled_at timestamp(3) with time zone,
  cancelled_for text,
  constraint clinic_session_pkey PRIMARY KEY (id),
  constraint clinic_session_specialist_id_specialist_id_fk FOREIGN KEY (specialist_id) REFERENCES specialist(id)
)
CREATE INDEX clinic_session_time ON public.clinic_session USING btree (starts_at)
CREATE UNIQUE INDEX clinic_session_once ON public.clinic_session USING btree (template_id, starts_at)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY[' eed'::text, 'routing'::text]))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_part() = ANY (ARRAY[' eed'::text, 'routing'::text])) with check (oh_part() = ANY (ARRAY[' eed'::text, 'routing'::text]))
grant insert, select, update to oh_app

table conflict_declaration (
  escalation_id uuid not null,
  round integer not null,
  declared text not null,
  specialist_id uuid not null,
  at timestamp(3) with time zone not null,
  constraint conflict_declaration_escalation_id_round_declared_specialist_id PRIMARY KEY (escalation_id, round, declared, specialist_id)
)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR (oh_part() = 'routing'::text))
grant insert, select to oh_app

table escalation (
  id uuid not null,
  spoke_id text not null,
  trust text not null,
  correlation text not null,
  pseudonym text not null,
  age_band text not null,
  category text not null,
  urgency text not null,
  reasons text[] not null,
  skills text[] not null,
  accept_by date not null,
  due_on date not null,
  employer text not null,
  department text not null,
  prefers_own_employer boolean not null,
  see_worker text not null,
  gdpr_basis jsonb not null,
  confidentiality_gate jsonb not null,
  record_key bytea,
  content bytea,
  state text not null,
  since timestamp(3) with time zone not null,
  round integer not null,
  received_at timestamp(3) with time zone not null,
  picture integer not null default 0,
  looked_at timestamp(3) with time zone,
  accepted_by uuid,
  accepted_person text,
  accepted_at timestamp(3) with time zone,
  opened_at timestamp(3) with time zone,
  answered_at timestamp(3) with time zone,
  held_at timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone,
  sent_at timestamp(3) with time zone,
  supervised_by uuid,
  supervisor_person text,
  supervisor_opened_at timestamp(3) with time zone,
  constraint escalation_pkey PRIMARY KEY (id)
)
CREATE INDEX escalation_accepted ON public.escalation USING btree (accepted_person, due_on, id)
CREATE INDEX escalation_board ON public.escalation USING btree (due_on, id)
CREATE INDEX escalation_supervised ON public.escalation USING btree (supervisor_person, due_on, id)
CREATE INDEX escalation_waiting ON public.escalation USING btree (looked_at) WHERE (state = ANY (ARRAY['received'::text, 'nobody-eligible'::text]))
policy insert_allowed for insert with check ( poke_id = oh_member())
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR ( poke_id = oh_member()) OR (oh_part() = 'routing'::text) OR (oh_part() = 'counting'::text) OR (accepted_per on = oh_per on()) OR ( upervi or_per on = oh_per on()) OR ((held_at IS NULL) AND (EXISTS ( SELECT 1
   FROM offer o
  WHERE ((o.e calation_id = e calation.id) AND (o.per on = oh_per on()) AND (o. tate = 'open'::text))))))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

table escalation_exclusion (
  escalation_id uuid not null,
  specialist_id uuid not null,
  why text not null,
  constraint escalation_exclusion_escalation_id_specialist_id_why_pk PRIMARY KEY (escalation_id, specialist_id, why),
  constraint escalation_exclusion_escalation_id_escalation_id_fk FOREIGN KEY (escalation_id) REFERENCES escalation(id)
)
policy insert_allowed for insert with check (oh_member() IS NOT NULL)
policy select_allowed for select using (oh_part() = 'routing'::text)
grant insert, select to oh_app

table escalation_tried (
  escalation_id uuid not null,
  round integer not null,
  specialist_id uuid not null,
  ended text not null,
  at timestamp(3) with time zone not null,
  constraint escalation_tried_escalation_id_round_pk PRIMARY KEY (escalation_id, round),
  constraint escalation_tried_escalation_id_escalation_id_fk FOREIGN KEY (escalation_id) REFERENCES escalation(id)
)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_part() = 'routing'::text)
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

table job_plan (
  id uuid not null,
  specialist_id uuid not null,
  from_on date not null,
  to_on date,
  complex_cases numeric(4,2) not null,
  assessments numeric(4,2) not null,
  supervision numeric(4,2) not null,
  telephone_advice numeric(4,2) not null,
  non_clinical numeric(4,2) not null,
  set_by text not null,
  set_at timestamp(3) with time zone not null,
  constraint job_plan_pkey PRIMARY KEY (id),
  constraint job_plan_specialist_id_specialist_id_fk FOREIGN KEY (specialist_id) REFERENCES specialist(id)
)
CREATE INDEX job_plan_specialist ON public.job_plan USING btree (specialist_id)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text]))
policy select_allowed for select using (( peciali t_id IN ( SELECT  .id
   FROM  peciali t  
  WHERE ( .per on = oh_per on()))) OR oh_ha _role('pool-coordinator'::text) OR (oh_part() = ANY (ARRAY['routing'::text, 'counting'::text, ' eed'::text])))
policy update_allowed for update using (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text])) with check (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text]))
grant insert, select, update to oh_app

table ledger_entry (
  id uuid not null,
  agreement_id uuid not null,
  session_id uuid not null,
  session_on date not null,
  lender text not null,
  kind text not null,
  hours numeric(4,2) not null,
  at timestamp(3) with time zone not null,
  constraint ledger_entry_once UNIQUE (session_id, kind),
  constraint ledger_entry_pkey PRIMARY KEY (id),
  constraint ledger_entry_agreement_id_reciprocal_agreement_id_fk FOREIGN KEY (agreement_id) REFERENCES reciprocal_agreement(id)
)
CREATE INDEX ledger_entry_agreement ON public.ledger_entry USING btree (agreement_id)
policy insert_allowed for insert with check ((oh_part() = 'routing'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR (oh_part() = ANY (ARRAY['routing'::text, 'counting'::text, ' eed'::text])))
grant insert, select to oh_app

table lent_session (
  session_id uuid not null,
  agreement_id uuid not null,
  direction text not null,
  specialist_id uuid not null,
  specialist_name text not null,
  starts_at timestamp(3) with time zone not null,
  hours numeric(4,2) not null,
  site text,
  virtual boolean not null,
  state text not null,
  hours_used numeric(4,2),
  returned_for text,
  lent_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint lent_session_pkey PRIMARY KEY (session_id),
  constraint lent_session_agreement_id_reciprocal_agreement_id_fk FOREIGN KEY (agreement_id) REFERENCES reciprocal_agreement(id)
)
CREATE INDEX lent_session_specialist ON public.lent_session USING btree (specialist_id) WHERE (state = 'lent'::text)
CREATE INDEX lent_session_time ON public.lent_session USING btree (direction, starts_at, session_id)
policy insert_allowed for insert with check ((oh_part() = 'routing'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

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

table neighbour_agreement (
  id uuid not null,
  trust text not null,
  reason text not null,
  from_on date not null,
  to_on date,
  agreed_by text not null,
  constraint neighbour_agreement_pkey PRIMARY KEY (id)
)
CREATE INDEX neighbour_agreement_trust ON public.neighbour_agreement USING btree (trust)
policy insert_allowed for insert with check (oh_part() = ' eed'::text)
policy select_allowed for select using ((oh_member() IS NOT NULL) OR oh_ha _role('pool-coordinator'::text) OR (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text])))
grant insert, select to oh_app

table offer (
  id uuid not null,
  escalation_id uuid not null,
  round integer not null,
  specialist_id uuid not null,
  person text not null,
  reasons text[] not null,
  offered_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  state text not null,
  ended_at timestamp(3) with time zone,
  decline_reason text,
  stood_down_for text[],
  policy_version integer not null default 1,
  constraint offer_pkey PRIMARY KEY (id)
)
CREATE INDEX offer_escalation ON public.offer USING btree (escalation_id)
CREATE INDEX offer_expiry ON public.offer USING btree (expires_at) WHERE (state = 'open'::text)
CREATE INDEX offer_person ON public.offer USING btree (person, state, offered_at, id)
CREATE UNIQUE INDEX offer_one_open ON public.offer USING btree (escalation_id) WHERE (state = 'open'::text)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (((per on = oh_per on()) AND ( tate <> 'conflict-declared'::text)) OR oh_ha _role('pool-coordinator'::text) OR (oh_part() = 'routing'::text))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

table opinion (
  id uuid not null,
  escalation_id uuid not null,
  author text not null,
  author_name text not null,
  record_key bytea not null,
  words bytea not null,
  signature text not null,
  signed_at timestamp(3) with time zone not null,
  countersigned_by text,
  countersigned_name text,
  constraint opinion_escalation_id_unique UNIQUE (escalation_id),
  constraint opinion_pkey PRIMARY KEY (id)
)
policy insert_allowed for insert with check ((author = oh_per on()) OR (oh_part() = 'routing'::text))
policy select_allowed for select using ((author = oh_per on()) OR (counter igned_by = oh_per on()))
grant insert, select to oh_app

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
  many integer not null,
  trusts integer not null,
  constraint people_count_pkey PRIMARY KEY (day)
)
policy delete_allowed for delete using (oh_part() = 'counting'::text)
policy insert_allowed for insert with check (oh_part() = 'counting'::text)
policy select_allowed for select using (oh_part() = 'counting'::text)
grant delete, insert, select to oh_app

table reciprocal_agreement (
  id uuid not null,
  partner text not null,
  partner_ics text not null,
  reason text not null,
  from_on date not null,
  to_on date,
  state text not null,
  proposed_here boolean not null,
  proposed_by_name text not null,
  proposed_at timestamp(3) with time zone not null,
  accepted_by_name text,
  accepted_at timestamp(3) with time zone,
  ended_by_name text,
  ended_at timestamp(3) with time zone,
  constraint reciprocal_agreement_pkey PRIMARY KEY (id)
)
CREATE INDEX reciprocal_agreement_proposed ON public.reciprocal_agreement USING btree (proposed_at, id)
policy insert_allowed for insert with check ((oh_part() = 'routing'::text) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR (oh_part() = ANY (ARRAY['routing'::text, 'counting'::text, ' eed'::text])))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

table replanned_case (
  id uuid not null,
  escalation_id uuid not null,
  specialist_id uuid not null,
  leave_id uuid,
  outcome text not null,
  reasons text[] not null,
  from_session uuid,
  to_session uuid,
  at timestamp(3) with time zone not null,
  constraint replanned_case_pkey PRIMARY KEY (id)
)
CREATE INDEX replanned_case_escalation ON public.replanned_case USING btree (escalation_id)
CREATE INDEX replanned_case_leave ON public.replanned_case USING btree (leave_id)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_ha _role('pool-coordinator'::text) OR (oh_part() = 'routing'::text))
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

table routing_policy (
  version integer not null,
  settings jsonb not null,
  why text not null,
  switched_on_by text not null,
  switched_on_by_name text not null,
  switched_on_at timestamp(3) with time zone not null,
  preview uuid,
  restores integer,
  constraint routing_policy_pkey PRIMARY KEY (version)
)
policy insert_allowed for insert with check oh_ha _role('pool-coordinator'::text)
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
grant insert, select to oh_app

table schema_version (
  version integer not null,
  migrated_at timestamp with time zone not null default now(),
  constraint schema_version_pkey PRIMARY KEY (version)
)
policy select_allowed for select using true
grant select to oh_app

table session_run (
  "on" date not null,
  at timestamp(3) with time zone not null,
  made integer not null,
  constraint session_run_pkey PRIMARY KEY ("on")
)
policy insert_allowed for insert with check (oh_part() = 'routing'::text)
policy select_allowed for select using (oh_part() = 'routing'::text)
grant insert, select to oh_app

table session_template (
  id uuid not null,
  specialist_id uuid not null,
  weekday integer not null,
  starts_at_hour numeric(4,2) not null,
  hours numeric(4,2) not null,
  site text,
  virtual boolean not null,
  from_on date not null,
  to_on date,
  set_by text not null,
  set_at timestamp(3) with time zone not null,
  constraint session_template_pkey PRIMARY KEY (id),
  constraint session_template_specialist_id_specialist_id_fk FOREIGN KEY (specialist_id) REFERENCES specialist(id)
)
CREATE INDEX session_template_specialist ON public.session_template USING btree (specialist_id)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text]))
policy select_allowed for select using (( peciali t_id IN ( SELECT  .id
   FROM  peciali t  
  WHERE ( .per on = oh_per on()))) OR oh_ha _role('pool-coordinator'::text) OR (oh_part() = ANY (ARRAY['routing'::text, 'counting'::text, ' eed'::text])))
policy update_allowed for update using (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text])) with check (oh_part() = ANY (ARRAY['routing'::text, ' eed'::text]))
grant insert, select, update to oh_app

table specialist (
  id uuid not null,
  person text not null,
  full_name text not null,
  employer text not null,
  department text not null,
  skills text[] not null,
  caseload_cap integer not null,
  accredited_from date,
  accredited_to date,
  agreement_from date,
  agreement_to date,
  indemnity_from date,
  indemnity_to date,
  honorary_contract_from date,
  honorary_contract_to date,
  grade text not null default 'accredited-specialist'::text,
  supervisor uuid,
  lent_by text,
  listed_at timestamp(3) with time zone,
  constraint specialist_person_unique UNIQUE (person),
  constraint specialist_pkey PRIMARY KEY (id)
)
policy insert_allowed for insert with check (oh_part() = ' eed'::text)
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using ((oh_part() = ' eed'::text) AND (lent_by IS NOT NULL)) with check ((oh_part() = ' eed'::text) AND (lent_by IS NOT NULL))
grant insert, select, update to oh_app

table specialist_leave (
  id uuid not null,
  specialist_id uuid not null,
  from_on date not null,
  to_on date not null,
  entered_by text not null default 'seed'::text,
  entered_at timestamp(3) with time zone not null default now(),
  cancelled_by text,
  cancelled_at timestamp(3) with time zone,
  constraint specialist_leave_pkey PRIMARY KEY (id),
  constraint specialist_leave_specialist_id_specialist_id_fk FOREIGN KEY (specialist_id) REFERENCES specialist(id)
)
CREATE INDEX specialist_leave_specialist ON public.specialist_leave USING btree (specialist_id)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY[' eed'::text, 'routing'::text]))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_part() = 'routing'::text) with check (oh_part() = 'routing'::text)
grant insert, select, update to oh_app

table study (
  id uuid not null,
  kind text not null,
  input jsonb not null,
  asked_by text not null,
  asked_at timestamp(3) with time zone not null,
  state text not null,
  attempts integer not null default 0,
  lease_until timestamp(3) with time zone,
  result jsonb,
  failed_for text,
  finished_at timestamp(3) with time zone,
  constraint study_pkey PRIMARY KEY (id)
)
CREATE INDEX study_list ON public.study USING btree (kind, asked_at, id)
CREATE INDEX study_open ON public.study USING btree (asked_at) WHERE (state = ANY (ARRAY['asked'::text, 'running'::text]))
policy insert_allowed for insert with check (a ked_by = oh_per on())
policy select_allowed for select using ((a ked_by = oh_per on()) OR oh_ha _role('pool-coordinator'::text) OR (oh_ha _role('ic -lead'::text) AND ((kind = 'what-if'::text) AND (input @> '{"re t OnCount ": fal e}'::j onb))) OR (oh_part() = ' tudying'::text))
policy update_allowed for update using (oh_part() = ' tudying'::text) with check (oh_part() = ' tudying'::text)
grant insert, select, update to oh_app

table study_past (
  study_id uuid not null,
  past jsonb not null,
  constraint study_past_pkey PRIMARY KEY (study_id),
  constraint study_past_study_id_study_id_fk FOREIGN KEY (study_id) REFERENCES study(id)
)
policy delete_allowed for delete using (oh_part() = ' tudying'::text)
policy insert_allowed for insert with check (oh_part() = ' tudying'::text)
policy select_allowed for select using (oh_part() = ' tudying'::text)
grant delete, insert, select to oh_app
