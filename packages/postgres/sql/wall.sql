-- After every migration: row-level security is forced on every table, and a command is granted only where a policy for
-- it exists. A table without policies is closed, so forgetting one is safe.
do $$
declare
  wall record;
begin
  revoke all on schema public from public;
  grant usage on schema public to oh_app;
  for wall in
    select c.oid::regclass::text as table_name,
           (select string_agg(distinct privilege, ', ')
              from pg_policy p
              cross join lateral unnest(case p.polcmd
                when 'r' then array['select'] when 'a' then array['insert'] when 'w' then array['update']
                when 'd' then array['delete'] else array['select', 'insert', 'update', 'delete'] end) as privilege
             where p.polrelid = c.oid) as privileges
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  loop
    execute format('alter table %s enable row level security', wall.table_name);
    execute format('alter table %s force row level security', wall.table_name);
    execute format('revoke all on table %s from public, oh_app', wall.table_name);
    if wall.privileges is not null then
      execute format('grant %s on table %s to oh_app', wall.privileges, wall.table_name);
    end if;
  end loop;
  grant usage on all sequences in schema public to oh_app;
end
$$;
