import { createHash } from 'node:crypto'
import path from 'node:path'
import postgres from 'postgres'
import { type DataFolder, readJson, writeJson } from '../data-folder.ts'
import { PlainFault, type Say } from '../plain-fault.ts'
import { newPassword } from './cluster.ts'

export type DatabaseKind = 'spoke' | 'pool' | 'rollup' | 'directory' | 'console'

export interface WantedDatabase {
  readonly service: DatabaseKind
  /** Lower-case snake name, unique in the cluster. */
  readonly name: string
  /** Whose keys go with it: a member's id, or `gateway` or `console`. */
  readonly holder: string
}

/** A database and its two addresses: the owner's migrates, the service's own is bound by row-level security. */
export interface FederationDatabase extends WantedDatabase {
  readonly ownerUrl: string
  readonly serviceUrl: string
}

/** Owns every database; not a superuser. */
const OWNER = 'oh_owner'
/** The group all service logins belong to and to which every policy and grant is made. */
const APP_GROUP = 'oh_app'

const NAME = /^[a-z][a-z0-9_]{0,40}$/
/** Two runs at once on one cluster would both find a role missing and both make it. */
const LOCK = 6_470_770

/** Passwords by role, kept from run to run. */
type Passwords = Record<string, string>

/**
 * Makes, where missing, the cluster's roles and one database each with a login of its own that can connect to that
 * database only. Running it again changes nothing. Throws PlainFault when the server cannot be reached or is too old.
 */
export async function prepareDatabases(
  admin: { readonly url: string; readonly own: boolean },
  data: DataFolder,
  wanted: readonly WantedDatabase[],
  say: Say,
): Promise<FederationDatabase[]> {
  const sql = postgres(admin.url, { max: 1, onnotice: () => undefined, connect_timeout: 10 })
  const passwords = keptPasswords(data, [OWNER, ...wanted.map(loginOf)])
  try {
    await checkServer(sql, admin.url)
    await sql`select pg_advisory_lock(${LOCK})`
    await makeSharedRoles(sql, passwords, admin.own)
    const known = new Set((await sql<{ name: string }[]>`select datname as name from pg_database`).map(({ name }) => name))
    for (const [index, database] of wanted.entries()) {
      if (!known.has(database.name)) say(`Making databases: ${index + 1} of ${wanted.length} (${database.name})…`)
      await makeDatabase(sql, database, passwords, known.has(database.name))
    }
  } finally {
    await sql.end({ timeout: 5 })
  }
  return wanted.map((database) => ({
    ...database,
    ownerUrl: urlFor(admin.url, OWNER, passwords, database.name),
    serviceUrl: urlFor(admin.url, loginOf(database), passwords, database.name),
  }))
}

const loginOf = ({ name }: WantedDatabase): string => `${name}_service`

function keptPasswords(data: DataFolder, roles: readonly string[]): Passwords {
  const file = path.join(data.secrets, 'databases.json')
  const kept = readJson<Passwords>(file) ?? {}
  const all = { ...kept }
  for (const role of roles) all[role] ??= newPassword()
  if (Object.keys(all).length !== Object.keys(kept).length) writeJson(file, all)
  return all
}

async function checkServer(sql: postgres.Sql, url: string): Promise<void> {
  try {
    const [row] = await sql<{ version: number }[]>`select current_setting('server_version_num')::int as version`
    if ((row?.version ?? 0) >= 150_000) return
  } catch (cause) {
    const { host } = new URL(url)
    throw new PlainFault(`PostgreSQL at ${host} cannot be used (${words(cause)}): check OH_DATABASE_ADMIN_URL.`, { cause })
  }
  throw new PlainFault('This PostgreSQL is older than 15: use 15 or newer.')
}

const words = (cause: unknown): string => (cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer')

async function makeSharedRoles(sql: postgres.Sql, passwords: Passwords, own: boolean): Promise<void> {
  await makeRole(sql, APP_GROUP, 'nologin')
  await makeLogin(sql, OWNER, passwords)
  // only who is a member of the owner may make databases for it; a superuser already counts as one
  await sql.unsafe(`grant ${OWNER} to current_user`).catch(ignoring('0LP01'))
  // in a cluster of our own the databases that come with it are closed to the services too
  if (own)
    for (const name of ['postgres', 'template1']) await sql.unsafe(`revoke connect, temporary on database ${name} from public`)
}

async function makeDatabase(sql: postgres.Sql, database: WantedDatabase, passwords: Passwords, exists: boolean): Promise<void> {
  const { name } = database
  const login = loginOf(database)
  if (!NAME.test(name)) throw new Error(`not a database name: ${name}`)
  await makeLogin(sql, login, passwords)
  await sql.unsafe(`grant ${APP_GROUP} to ${login}`)
  if (!exists) await sql.unsafe(`create database ${name} owner ${OWNER} template template0 encoding 'UTF8'`)
  await sql.unsafe(`revoke connect, temporary on database ${name} from public`)
  await sql.unsafe(`grant connect on database ${name} to ${login}`)
}

/** A login with the kept password. The hash of the password, kept as the role's comment, tells whether it has to be set again. */
async function makeLogin(sql: postgres.Sql, role: string, passwords: Passwords): Promise<void> {
  const password = passwords[role] ?? ''
  const mark = createHash('sha256').update(`${role} ${password}`).digest('hex').slice(0, 16)
  const [found] = await sql<{ mark: string | null }[]>`
    select shobj_description(oid, 'pg_authid') as mark from pg_roles where rolname = ${role}`
  if (found?.mark === mark) return
  if (!found) await makeRole(sql, role, 'login')
  await sql.unsafe(`alter role ${role} password '${password}'`)
  await sql.unsafe(`comment on role ${role} is '${mark}'`)
}

async function makeRole(sql: postgres.Sql, role: string, kind: 'login' | 'nologin'): Promise<void> {
  await sql.unsafe(`create role ${role} ${kind} inherit nosuperuser nocreatedb nocreaterole`).catch(ignoring('42710'))
}

/** For statements that have no `if not exists`: the one SQLSTATE that means it is so already. */
const ignoring = (code: string) => (fault: unknown) => {
  if (!(fault instanceof postgres.PostgresError && fault.code === code)) throw fault
}

function urlFor(adminUrl: string, role: string, passwords: Passwords, database: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = passwords[role] ?? ''
  url.pathname = `/${database}`
  return url.href
}
