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

table invitation (
  code_hash text not null,
  member_id text not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  constraint invitation_pkey PRIMARY KEY (code_hash),
  constraint invitation_member_id_member_id_fk FOREIGN KEY (member_id) REFERENCES member(id)
)
policy insert_allowed for insert with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
policy select_allowed for select using (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text]))
policy update_allowed for update using (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])) with check (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text]))
grant insert, select, update to oh_app

table member (
  id text not null,
  kind text not null,
  name text not null,
  state text not null,
  endpoint text,
  software_version text,
  schema_version text,
  invited_by text not null,
  invited_at timestamp(3) with time zone not null,
  approved_by text,
  approved_at timestamp(3) with time zone,
  heard_at timestamp(3) with time zone,
  changed_at timestamp(3) with time zone not null,
  constraint member_pkey PRIMARY KEY (id)
)
policy insert_allowed for insert with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text]))) with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
grant insert, select, update to oh_app

table member_key (
  kid text not null,
  member_id text not null,
  jwk jsonb not null,
  fingerprint text not null,
  from_at timestamp(3) with time zone not null,
  to_at timestamp(3) with time zone,
  approved_at timestamp(3) with time zone,
  constraint member_key_pkey PRIMARY KEY (kid),
  constraint member_key_member_id_member_id_fk FOREIGN KEY (member_id) REFERENCES member(id)
)
CREATE INDEX member_key_member ON public.member_key USING btree (member_id)
policy insert_allowed for insert with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text]))) with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
grant insert, select, update to oh_app

table member_serves (
  id uuid not null,
  member_id text not null,
  code text not null,
  from_on date not null,
  to_on date,
  constraint member_serves_pkey PRIMARY KEY (id),
  constraint member_serves_member_id_member_id_fk FOREIGN KEY (member_id) REFERENCES member(id)
)
CREATE INDEX member_serves_member ON public.member_serves USING btree (member_id)
CREATE UNIQUE INDEX member_serves_one_now ON public.member_serves USING btree (code) WHERE (to_on IS NULL)
policy insert_allowed for insert with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
policy select_allowed for select using ((oh_per on() IS NOT NULL) OR (oh_member() IS NOT NULL) OR (oh_part() IS NOT NULL))
policy update_allowed for update using (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text]))) with check (oh_ha _role('directory-regi trar'::text) OR (oh_part() = ANY (ARRAY['regi try'::text, ' eed'::text])))
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

table schema_version (
  version integer not null,
  migrated_at timestamp with time zone not null default now(),
  constraint schema_version_pkey PRIMARY KEY (version)
)
policy select_allowed for select using true
grant select to oh_app
