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

table counted_submission (
  publication integer not null,
  month text not null,
  submission uuid not null,
  constraint counted_submission_publication_submission_pk PRIMARY KEY (publication, submission),
  constraint counted_submission_publication_publication_number_fk FOREIGN KEY (publication) REFERENCES publication(number),
  constraint counted_submission_submission_submission_id_fk FOREIGN KEY (submission) REFERENCES submission(id)
)
CREATE INDEX counted_submission_month ON public.counted_submission USING btree (month, publication)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
policy select_allowed for select using ((oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text])) OR oh_ha _role(' tati tician'::text))
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
policy statistician_sees for select using (oh_ha _role(' tati tician'::text) AND ( tate = ANY (ARRAY['waiting'::text, 'parked'::text])))
policy statistician_retries for update using (oh_ha _role(' tati tician'::text) AND ( tate = 'parked'::text)) with check (oh_ha _role(' tati tician'::text) AND ( tate = ANY (ARRAY['waiting'::text, 'parked'::text])))
policy update_allowed for update using ((oh_part() = 'relay'::text) OR ((oh_ha _role('oh-admini trator'::text) OR oh_ha _role('pool-coordinator'::text)) AND ( tate = 'parked'::text))) with check ((oh_part() = 'relay'::text) OR ((oh_ha _role('oh-admini trator'::text) OR oh_ha _role('pool-coordinator'::text)) AND ( tate = ANY (ARRAY['waiting'::text, 'parked'::text]))))
grant insert, select, update to oh_app

table preparation (
  id uuid not null,
  month text not null,
  state text not null,
  prepared_by text not null,
  prepared_by_name text not null,
  asked_at timestamp(3) with time zone not null,
  finished_at timestamp(3) with time zone,
  attempts integer not null default 0,
  lease_until timestamp(3) with time zone,
  inputs text,
  reasons jsonb not null default '[]'::jsonb,
  report jsonb not null default '[]'::jsonb,
  published_as integer,
  kind text not null default 'month'::text,
  constraint preparation_pkey PRIMARY KEY (id),
  constraint preparation_published_as_publication_number_fk FOREIGN KEY (published_as) REFERENCES publication(number)
)
CREATE INDEX preparation_list ON public.preparation USING btree (asked_at, id)
CREATE INDEX preparation_open ON public.preparation USING btree (asked_at) WHERE (state = ANY (ARRAY['pending'::text, 'running'::text]))
policy insert_allowed for insert with check ((prepared_by = oh_per on()) AND oh_ha _role(' tati tician'::text))
policy select_allowed for select using (oh_ha _role(' tati tician'::text) OR (oh_part() = 'publi hing'::text))
policy update_allowed for update using (oh_part() = 'publi hing'::text) with check (oh_part() = 'publi hing'::text)
grant insert, select, update to oh_app

table prepared_cell (
  preparation uuid not null,
  measure text not null,
  version integer not null,
  level text not null,
  area text not null,
  period text not null,
  numerator integer,
  numerator_mark text,
  numerator_why text,
  denominator integer,
  denominator_mark text,
  denominator_why text,
  contributors integer not null,
  expected integer not null,
  staff_covered integer not null,
  staff_group text not null default ''::text,
  reason_group text not null default ''::text,
  constraint prepared_cell_once PRIMARY KEY (preparation, measure, level, area, period, staff_group, reason_group),
  constraint prepared_cell_preparation_preparation_id_fk FOREIGN KEY (preparation) REFERENCES preparation(id),
  constraint prepared_cell_denominator CHECK (((denominator IS NULL) <> (denominator_mark IS NULL))),
  constraint prepared_cell_numerator CHECK (((numerator IS NULL) <> (numerator_mark IS NULL)))
)
policy delete_allowed for delete using (oh_part() = 'publi hing'::text)
policy insert_allowed for insert with check (oh_part() = 'publi hing'::text)
policy select_allowed for select using (oh_ha _role(' tati tician'::text) OR (oh_part() = 'publi hing'::text))
grant delete, insert, select to oh_app

table publication (
  number integer not null,
  month text not null,
  edition text not null,
  policy integer not null,
  synthetic boolean not null,
  published_at timestamp(3) with time zone not null,
  published_by_name text not null,
  digest text not null,
  signature text not null,
  restatement integer not null default 1,
  kind text not null default 'month'::text,
  constraint publication_once UNIQUE (month, restatement),
  constraint publication_pkey PRIMARY KEY (number)
)
CREATE UNIQUE INDEX publication_refresh_once ON public.publication USING btree (month) WHERE (kind = 'refresh'::text)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
policy select_allowed for select using (oh_ha _role('national-lead'::text) OR oh_ha _role('ic -lead'::text) OR oh_ha _role(' tati tician'::text) OR (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text])) OR (oh_member() IS NOT NULL))
grant insert, select to oh_app

table published_cell (
  publication integer not null,
  measure text not null,
  version integer not null,
  level text not null,
  area text not null,
  period text not null,
  numerator integer,
  numerator_mark text,
  denominator integer,
  denominator_mark text,
  contributors integer not null,
  expected integer not null,
  staff_covered integer not null,
  staff_group text not null default ''::text,
  reason_group text not null default ''::text,
  constraint published_cell_once PRIMARY KEY (publication, measure, level, area, period, staff_group, reason_group),
  constraint published_cell_publication_publication_number_fk FOREIGN KEY (publication) REFERENCES publication(number),
  constraint published_cell_denominator CHECK (((denominator IS NULL) <> (denominator_mark IS NULL))),
  constraint published_cell_numerator CHECK (((numerator IS NULL) <> (numerator_mark IS NULL)))
)
CREATE INDEX published_cell_comparison ON public.published_cell USING btree (measure, level, period, area)
CREATE INDEX published_cell_series ON public.published_cell USING btree (measure, level, area, period)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
policy select_allowed for select using (oh_ha _role('national-lead'::text) OR oh_ha _role('ic -lead'::text) OR oh_ha _role(' tati tician'::text) OR (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text])))
grant insert, select to oh_app

table schema_version (
  version integer not null,
  migrated_at timestamp with time zone not null default now(),
  constraint schema_version_pkey PRIMARY KEY (version)
)
policy select_allowed for select using true
grant select to oh_app

table submission (
  id uuid not null,
  service text not null,
  employer text not null,
  series uuid,
  month text not null,
  restatement integer not null,
  floor integer not null,
  synthetic boolean not null,
  signed_off_at timestamp(3) with time zone not null,
  received_at timestamp(3) with time zone not null,
  constraint submission_once UNIQUE (service, employer, month, restatement),
  constraint submission_pkey PRIMARY KEY (id)
)
CREATE INDEX submission_month ON public.submission USING btree (month, employer)
policy insert_allowed for insert with check ((oh_member() IS NOT NULL) OR (oh_part() = ' eed'::text))
policy select_allowed for select using ((oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text])) OR (oh_member() IS NOT NULL) OR oh_ha _role(' tati tician'::text))
grant insert, select to oh_app

table submission_count (
  submission_id uuid not null,
  measure text not null,
  version integer not null,
  numerator integer not null,
  denominator integer not null,
  constraint submission_count_submission_id_measure_pk PRIMARY KEY (submission_id, measure),
  constraint submission_count_submission_id_submission_id_fk FOREIGN KEY (submission_id) REFERENCES submission(id)
)
policy insert_allowed for insert with check ((oh_member() IS NOT NULL) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
grant insert, select to oh_app

table submission_grid_count (
  submission_id uuid not null,
  measure text not null,
  version integer not null,
  staff_group text not null,
  reason_group text not null,
  numerator integer not null,
  denominator integer not null,
  constraint submission_grid_count_submission_id_measure_staff_group_reason_ PRIMARY KEY (submission_id, measure, staff_group, reason_group),
  constraint submission_grid_count_submission_id_submission_id_fk FOREIGN KEY (submission_id) REFERENCES submission(id)
)
policy insert_allowed for insert with check ((oh_member() IS NOT NULL) OR (oh_part() = ' eed'::text))
policy select_allowed for select using (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
grant insert, select to oh_app

table withdrawal (
  publication integer not null,
  kind text not null,
  at timestamp(3) with time zone not null,
  by_name text not null,
  reason text not null,
  constraint withdrawal_pkey PRIMARY KEY (publication),
  constraint withdrawal_publication_publication_number_fk FOREIGN KEY (publication) REFERENCES publication(number)
)
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
policy select_allowed for select using (oh_ha _role('national-lead'::text) OR oh_ha _role('ic -lead'::text) OR oh_ha _role(' tati tician'::text) OR (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text])) OR (oh_member() IS NOT NULL))
grant insert, select to oh_app

table withdrawal_ask (
  publication integer not null,
  asked_by text not null,
  asked_by_name text not null,
  at timestamp(3) with time zone not null,
  reason text not null,
  constraint withdrawal_ask_pkey PRIMARY KEY (publication),
  constraint withdrawal_ask_publication_publication_number_fk FOREIGN KEY (publication) REFERENCES publication(number)
)
policy delete_allowed for delete using (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
policy insert_allowed for insert with check (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text]))
policy select_allowed for select using (oh_ha _role('national-lead'::text) OR oh_ha _role('ic -lead'::text) OR oh_ha _role(' tati tician'::text) OR (oh_part() = ANY (ARRAY['publi hing'::text, ' eed'::text])))
grant delete, insert, select to oh_app
