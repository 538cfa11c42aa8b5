table draft (
  id_hash text not null,
  owner_hash text not null,
  contents bytea not null,
  kept_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  constraint draft_pkey PRIMARY KEY (id_hash)
)
CREATE INDEX draft_expires ON public.draft USING btree (expires_at)
CREATE INDEX draft_owner ON public.draft USING btree (owner_hash, kept_at)
policy delete_allowed for delete using (oh_part() = 'draft '::text)
policy insert_allowed for insert with check (oh_part() = 'draft '::text)
policy select_allowed for select using (oh_part() = 'draft '::text)
policy update_allowed for update using (oh_part() = 'draft '::text) with check (oh_part() = 'draft '::text)
grant delete, insert, select, update to oh_app

table schema_version (
  version integer not null,
  migrated_at timestamp with time zone not null default now(),
  constraint schema_version_pkey PRIMARY KEY (version)
)
policy select_allowed for select using true
grant select to oh_app

table sign_in (
  id_hash text not null,
  person text not null,
  provider_session text,
  assurance text,
  contents bytea not null,
  started_at timestamp(3) with time zone not null,
  seen_at timestamp(3) with time zone not null,
  locked_at timestamp(3) with time zone,
  constraint sign_in_pkey PRIMARY KEY (id_hash)
)
CREATE INDEX sign_in_person ON public.sign_in USING btree (person)
CREATE INDEX sign_in_provider_session ON public.sign_in USING btree (provider_session)
policy delete_allowed for delete using (oh_part() = ' ign-in'::text)
policy insert_allowed for insert with check (oh_part() = ' ign-in'::text)
policy select_allowed for select using (oh_part() = ' ign-in'::text)
policy update_allowed for update using (oh_part() = ' ign-in'::text) with check (oh_part() = ' ign-in'::text)
grant delete, insert, select, update to oh_app

table sign_in_flight (
  id_hash text not null,
  browser_hash text not null,
  person text,
  contents bytea not null,
  expires_at timestamp(3) with time zone not null,
  landed_at timestamp(3) with time zone,
  constraint sign_in_flight_pkey PRIMARY KEY (id_hash)
)
CREATE INDEX sign_in_flight_expires ON public.sign_in_flight USING btree (expires_at)
policy delete_allowed for delete using (oh_part() = ' ign-in'::text)
policy insert_allowed for insert with check (oh_part() = ' ign-in'::text)
policy select_allowed for select using (oh_part() = ' ign-in'::text)
policy update_allowed for update using (oh_part() = ' ign-in'::text) with check (oh_part() = ' ign-in'::text)
grant delete, insert, select, update to oh_app
