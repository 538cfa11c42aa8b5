-- What every database of the federation starts from. Safe to run again.
create or replace function oh_person() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('oh.person', true), '') $$;
create or replace function oh_member() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('oh.member', true), '') $$;
create or replace function oh_part() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('oh.part', true), '') $$;
create or replace function oh_today() returns date language sql stable parallel safe
  as $$ select nullif(current_setting('oh.today', true), '')::date $$;
create or replace function oh_has_role(role text) returns boolean language sql stable parallel safe
  as $$ select role = any (string_to_array(coalesce(current_setting('oh.roles', true), ''), ',')) $$;

create table if not exists schema_version (
  version integer primary key,
  migrated_at timestamptz not null default now()
);
drop policy if exists select_allowed on schema_version;
create policy select_allowed on schema_version for select to oh_app using (true);
