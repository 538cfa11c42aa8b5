import { randomUUID } from 'node:crypto'
import { generateSigningKey, loadSigningKey, publicKeySet, type Role, staticKeys } from '@oh/auth'
import { createLog } from '@oh/chassis'
import type { Instant, LondonDate, PersonId, PoolId, RollupId, SpokeId, TrustCode } from '@oh/kernel'
import { addMilliseconds, instantOf } from '@oh/kernel'
import { type TestDatabase, testDatabase } from '@oh/postgres/testing'
import { newKeyringFile, openKeyring } from '@oh/vault'
import type { Spoke } from '../context.ts'

/** A clock that stands still until it is told to go on. */
export interface TestClock {
  now(): Instant
  set(to: string): void
  forward(minutes: number): void
}

/** A spoke on a database of its own, which serves RWE, with a clock of its own that begins on a Monday at 9:42am. */
export interface TestSpoke extends AsyncDisposable {
  readonly spoke: Spoke
  readonly database: TestDatabase
  readonly clock: TestClock
  /** Gives a person roles from a day long past. */
  grant(person: string, name: string, ...roles: Role[]): Promise<PersonId>
  /** Ends a role yesterday. */
  end(person: string, role: Role): Promise<void>
  /** Every audit row so far, the oldest first. */
  audited(): Promise<AuditRow[]>
}
export interface AuditRow {
  readonly actor: string
  readonly action: string
  readonly resource: string
  readonly resource_ids: string[]
  readonly subject: string | null
  readonly outcome: string
  readonly reasons: string[]
}

export const HERE = {
  trust: 'RWE' as TrustCode,
  spokeId: 'spoke-00000000a001' as SpokeId,
  pool: 'pool-00000000a001' as PoolId,
  rollup: 'rollup-00000000a001' as RollupId,
  ics: 'QK1',
}

export async function testSpoke(): Promise<TestSpoke> {
  const clock = testClock('2026-11-23T09:42:00.000Z')
  const database = await testDatabase('spoke', { clock: clock.now })
  const { admin } = database
  const spoke: Spoke = {
    id: HERE.spokeId,
    host: HERE.trust,
    serves: new Set([HERE.trust]),
    pool: HERE.pool,
    rollup: HERE.rollup,
    poolIcs: async () => HERE.ics,
    db: database.db,
    keyring: openKeyring(HERE.spokeId, newKeyringFile()),
    signingKey: await loadSigningKey(await generateSigningKey()),
    memberKey: async () => undefined,
    ownKeys: async () => new Map(),
    directoryKeys: await staticKeys(publicKeySet([])),
    newId: randomUUID,
    log: createLog('test', () => undefined),
  }
  await admin`insert into served_employer (id, employer, employer_name, staff_served, from_on)
    values (${randomUUID()}, 'RWE', 'University Hospitals of Leicester NHS Trust', 17000, '2020-01-01')`
  return {
    spoke,
    database,
    clock,
    grant: async (person, name, ...roles) => {
      for (const role of roles)
        await admin`insert into membership (id, person, person_name, role, from_on, granted_by)
          values (${randomUUID()}, ${person}, ${name}, ${role}, '2020-01-01', 'test')`
      return person as PersonId
    },
    end: async (person, role) => {
      const today = clock.now().slice(0, 10) as LondonDate
      await admin`update membership set to_on = ${today} where person = ${person} and role = ${role}`
    },
    audited: async () => [
      ...(await admin<
        AuditRow[]
      >`select actor, action, resource, resource_ids, subject, outcome, reasons from audit_entry order by xmin::text::bigint, ctid`),
    ],
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

function testClock(start: string): TestClock {
  let now = instantOf(new Date(start))
  return {
    now: () => now,
    set: (to) => {
      now = instantOf(new Date(to))
    },
    forward: (minutes) => {
      now = addMilliseconds(now, minutes * 60_000)
    },
  }
}
