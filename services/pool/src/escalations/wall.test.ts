import { type Actor, asActor } from '@oh/postgres'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerOf } from '../context.ts'
import { HOME, moira, OTHER, stranger } from '../testing/names.ts'
import { acceptedBy, days, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
let accepted: Awaited<ReturnType<typeof acceptedBy>>
beforeAll(async () => {
  at = await testPool()
  accepted = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
  await at.routing.sweep()
  // what has begun stands when the opinion is given
  at.clock.advance(days(3) + 3_600_000)
  await at.opine(accepted.person, accepted.id)
})
afterAll(() => at[Symbol.asyncDispose]())

const RECORDS = [
  'escalation',
  'offer',
  'candidate',
  'escalation_exclusion',
  'escalation_tried',
  'opinion',
  'booking',
  'conflict_declaration',
]
const countsFor = (actor: Actor) =>
  asActor(at.database.db, actor, async (tx) => {
    const counts: Record<string, number> = {}
    for (const table of RECORDS) {
      const [row] = await tx.sql.execute<{ many: number }>(sql`select count(*)::int as many from ${sql.identifier(table)}`)
      counts[table] = row?.many ?? 0
    }
    return counts
  })
const none = Object.fromEntries(RECORDS.map((table) => [table, 0]))

describe('row-level security, behind every use case', () => {
  it('shows a stranger, another specialist and another spoke no row of any record', async () => {
    for (const actor of [callerOf(stranger), callerOf(accepted.next), { kind: 'member', member: OTHER } as const])
      expect(await countsFor(actor)).toEqual(none)
  })

  it('shows the specialist what was accepted, the home spoke its own, the coordinator no opinion and no exclusion', async () => {
    expect(await countsFor(callerOf(accepted.person))).toEqual({ ...none, escalation: 1, offer: 1, opinion: 1, booking: 1 })
    expect(await countsFor({ kind: 'member', member: HOME })).toEqual({ ...none, escalation: 1 })
    const { candidate, ...rest } = await countsFor(callerOf(moira))
    expect(candidate).toBeGreaterThan(0)
    const { candidate: _none, ...others } = none
    expect(rest).toEqual({ ...others, escalation: 1, offer: 1, booking: 1, conflict_declaration: 1 })
  })

  it.each([
    'update escalation set state = $$opened$$',
    'update offer set state = $$accepted$$',
    'update opinion set words = $$x$$',
    'delete from audit_entry',
    'delete from escalation',
    "insert into offer (id, escalation_id, round, specialist_id, person, reasons, offered_at, expires_at, state) select gen_random_uuid(), id, 9, accepted_by, 'me', '{}', now(), now(), 'open' from escalation",
  ])('lets no person write past the pool: %s', async (statement) => {
    const before = await at.database.admin`select state, xmin::text from escalation`
    const write = asActor(at.database.db, callerOf(accepted.person), (tx) =>
      tx.sql.execute(sql.raw(statement.replaceAll('$$', "'"))),
    )
    await write.then(
      (result) => expect(result.count).toBe(0),
      (fault: unknown) => expect(String((fault as { cause?: unknown }).cause)).toMatch(/permission denied|row-level security/),
    )
    expect(await at.database.admin`select state, xmin::text from escalation`).toEqual(before)
  })
})
