import postgres from 'postgres'

/**
 * One database's tables, columns, constraints, indexes, policies and grants as SQL-like text in a fixed order, read from
 * the catalogue: what a reviewer compares, whatever the migrations that led there.
 */
export async function printCatalogue(adminUrl: string): Promise<string> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined })
  try {
    const tables = await sql<{ oid: number; name: string }[]>`
      select oid::int, relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`
    const blocks: string[] = []
    for (const table of tables) blocks.push(await printTable(sql, table))
    return `${blocks.join('\n\n')}\n`
  } finally {
    await sql.end()
  }
}

async function printTable(sql: postgres.Sql, { oid, name }: { oid: number; name: string }): Promise<string> {
  const columns = await sql<{ line: string }[]>`
    select quote_ident(attname) || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
           || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as line
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = ${oid} and attnum > 0 and not attisdropped order by attnum`
  const constraints = await sql<{ line: string }[]>`
    select 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as line
      from pg_constraint where conrelid = ${oid} and contype <> 'n' order by contype desc, conname`
  const indexes = await sql<{ line: string }[]>`
    select pg_get_indexdef(indexrelid) as line from pg_index where indrelid = ${oid} and not exists
      (select 1 from pg_constraint where conindid = indexrelid) order by 1`
  const policies = await sql<{ line: string }[]>`
    select 'policy ' || policyname || ' for ' || lower(cmd) || coalesce(' using ' || regexp_replace(qual, '\s+', ' ', 'g'), '')
           || coalesce(' with check ' || regexp_replace(with_check, '\s+', ' ', 'g'), '') as line
      from pg_policies where schemaname = 'public' and tablename = ${name} order by cmd, policyname`
  const grants = await sql<{ line: string }[]>`
    select 'grant ' || lower(string_agg(privilege_type, ', ' order by privilege_type)) || ' to ' || grantee as line
      from information_schema.role_table_grants where table_schema = 'public' and table_name = ${name} and grantee = 'oh_app' group by grantee`
  const body = [...columns, ...constraints].map(({ line }) => `  ${line}`).join(',\n')
  const rest = [...indexes, ...policies, ...grants].map(({ line }) => line)
  return [`table ${name} (`, body, ')', ...rest].join('\n')
}
