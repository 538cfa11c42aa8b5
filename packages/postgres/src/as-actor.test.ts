import type { Instant, LondonDate, PersonId } from '@oh/kernel'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actingAs, asActor, membership, type ScopedTx } from './index.ts'
import { type TestDatabase, testDatabase } from './testing.ts'

const today = '2026-11-23' as LondonDate
const asha = 'asha' as PersonId
let now = '2026-11-23T09:00:00.000Z' as Instant
let database: TestDatabase

const row = (id: number, change: Partial<typeof membership.$inferInsert>) => ({
  id: `00000000-0000-4000-8000-00000000000${id}`,
  person: asha,
  personName: 'Asha Mistry',
  role: 'oh-nurse',
  fromOn: '2026-01-01' as LondonDate,
  grantedBy: 'seed',
  ...change,
})
const asAsha = <T>(use: (tx: ScopedTx) => Promise<T>) => asActor(database.db, { kind: 'person', person: asha }, use)
const asSeed = <T>(use: (tx: ScopedTx) => Promise<T>) => asActor(database.db, { kind: 'system', part: 'seed' }, use)

beforeAll(async () => {
  database = await testDatabase('directory', { clock: () => now })
  await asSeed((tx) =>
    tx.sql
      .insert(membership)
      .values([
        row(1, {}),
        row(2, { role: 'head-of-service', toOn: today }),
        row(3, { role: 'oh-physician', fromOn: '2026-11-24' as LondonDate }),
        row(4, { role: 'supreme-ruler' }),
        row(5, { role: 'ics-lead', scope: 'QT1' }),
        row(6, { person: 'callum' as PersonId }),
      ]),
  )
})
afterAll(() => database[Symbol.asyncDispose]())

describe('a scoped transaction', () => {
  it('holds the memberships of today: not one that ended today, not one of tomorrow, not an unknown role word', async () => {
    const held = await asAsha(async (tx) => tx.memberships)
    expect(held).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ role: 'oh-nurse' }),
        expect.objectContaining({ role: 'ics-lead', scope: 'QT1' }),
      ]),
    )
    expect(held).toHaveLength(2)
  })

  it('changes with the day: a role that begins tomorrow is there tomorrow', async () => {
    now = '2026-11-24T09:00:00.000Z' as Instant
    expect([...(await asAsha(async (tx) => tx.roles))]).toContain('oh-physician')
    now = '2026-11-23T09:00:00.000Z' as Instant
  })

  it('gives no role to a stranger, a member or a part of the service', async () => {
    expect(await asActor(database.db, { kind: 'person', person: 'nobody' as PersonId }, async (tx) => tx.memberships)).toEqual([])
    expect(await asSeed(async (tx) => tx.memberships)).toEqual([])
  })

  it('shows a person the own memberships only', async () => {
    const seen = await asAsha((tx) => tx.sql.select({ person: membership.person }).from(membership))
    expect(new Set(seen.map(({ person }) => person))).toEqual(new Set(['asha']))
  })

  it('rolls everything back when the use case throws', async () => {
    await expect(
      asSeed(async (tx) => {
        await tx.sql.insert(membership).values(row(7, { role: 'worker' }))
        throw new Error('half-way')
      }),
    ).rejects.toThrow('half-way')
    expect(await database.admin`select 1 from membership where role = 'worker'`).toHaveLength(0)
  })

  it('leaves nothing of its context to the next user of the connection', async () => {
    await asAsha(async () => undefined)
    const [context] = await asActor(database.db, { kind: 'system', part: 'sealer' }, (tx) =>
      tx.sql.execute(sql`select oh_person() as person, oh_part() as part, current_setting('oh.roles') as roles`),
    )
    expect(context).toEqual({ person: null, part: 'sealer', roles: '' })
  })

  it('lets a part of the service act for a stretch only', async () => {
    const parts = await asAsha(async (tx) => {
      const part = async () => (await tx.sql.execute<{ part: string | null }>(sql`select oh_part() as part`))[0]?.part
      return [await part(), await actingAs(tx, 'routing', part), await part()]
    })
    expect(parts).toEqual([null, 'routing', null])
  })

  it('gives the stretch back to the part that lent it', async () => {
    const part = await asAsha((tx) =>
      actingAs(tx, 'routing', async () => {
        await actingAs(tx, 'registry', async () => undefined)
        return (await tx.sql.execute<{ part: string | null }>(sql`select oh_part() as part`))[0]?.part
      }),
    )
    expect(part).toBe('routing')
  })
})

describe('the wall behind it', () => {
  it('gives no rows without a context, whoever connects as a service', async () => {
    const bare = (await import('postgres')).default(database.serviceUrl, { max: 1 })
    expect(await bare`select * from membership`).toHaveLength(0)
    await expect(
      bare`insert into membership (id, person, person_name, role, from_on, granted_by) values (gen_random_uuid(), 'x', 'x', 'oh-nurse', now(), 'x')`,
    ).rejects.toThrow('row-level security')
    await bare.end()
  })

  it('is forced on every table of every kind of service, and nothing is granted to everyone', async () => {
    const open = await database.admin`
      select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
         and not (c.relrowsecurity and c.relforcerowsecurity)`
    expect(open.map(({ relname }) => relname)).toEqual([])
    const everyone =
      await database.admin`select 1 from information_schema.role_table_grants where table_schema = 'public' and grantee = 'PUBLIC'`
    expect(everyone).toHaveLength(0)
  })

  it('keeps the service from changing or deleting audit rows by privilege', async () => {
    const granted = await database.admin`
      select privilege_type from information_schema.role_table_grants where table_name = 'audit_entry' and grantee = 'oh_app' order by 1`
    expect(granted.map(({ privilege_type }) => privilege_type)).toEqual(['INSERT', 'SELECT'])
  })

  it('is not run as owner, superuser or with a right to pass by', async () => {
    const [role] =
      await database.admin`select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = 'oh_test'`
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false })
    const owned =
      await database.admin`select 1 from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('oh_test', 'oh_app')`
    expect(owned).toHaveLength(0)
  })
})
