import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, codesOf } from '../network/caller.ts'
import { type Network, startNetwork } from '../network/start-network.ts'

const LIVE = readFileSync(new URL('../../schema/documents/ics-live.graphql', import.meta.url), 'utf8')
const TRUSTS = ['RHA', 'RK5', 'RX1', 'RX9'] as const
const LEAD = 'ics-lead-qt1'
// longer than the product's, so that a busy machine does not look like a silent trust
const BUDGET_MS = 3_500

let net: Network
beforeAll(async () => {
  net = await startNetwork({ spokes: TRUSTS, pools: ['QT1'], budgets: { queryMs: BUDGET_MS } })
  const { admin } = net.directoryDatabase
  await admin`insert into membership (id, person, person_name, role, scope, from_on, granted_by)
    values (${randomUUID()}, 'ics-lead-qk1', 'Femi Okafor', 'ics-lead', 'QK1', '2022-07-01', 'test')`
  await moreCases('RHA', { waiting: 31, seen: 12 })
  await moreCases('RX9', { waiting: 3, seen: 40 })
})
afterAll(() => net?.[Symbol.asyncDispose]())

const live = (who: string, ics = 'QT1') => net.as(who).ask(LIVE, { ics })
interface TrustRow {
  readonly odsCode: string
  readonly name: string
  readonly capacity: Record<string, unknown> | null
}
const rowOf = (answer: Answer, code: string): TrustRow => answer.data.ics.trusts.find(({ odsCode }: TrustRow) => odsCode === code)
const coverageOf = ({ text }: Answer) => JSON.parse(text).extensions.coverage
const errorsOf = ({ errors }: Answer) =>
  errors.map(({ extensions }) => extensions ?? {}).sort((a, b) => String(a.trust ?? '').localeCompare(String(b.trust ?? '')))
/** The share of staff by what the services say of themselves: the seed gives each the staff of its trust. */
function shareOf(whole: Answer, ...codes: string[]): number {
  const served = (code: string) => (rowOf(whole, code).capacity as { staffServed: { value: number } }).staffServed.value
  const staff = (of: readonly string[]) => of.reduce((sum, code) => sum + served(code), 0)
  return Math.floor((staff(codes) / staff(TRUSTS)) * 1_000) / 1_000
}

/** Copies of one open case: some whose worker waits, some whose worker was seen a fortnight after the referral came. */
async function moreCases(trust: string, { waiting, seen }: { waiting: number; seen: number }): Promise<void> {
  const { admin } = net.spokeDatabase(trust)
  const copy = async (firstSeenOn: string | null) => {
    const [id, referral] = [randomUUID(), randomUUID()]
    await admin`with model as (select * from "case" where state = 'awaiting-appointment' order by id limit 1),
      made as (insert into referral select (jsonb_populate_record(null::referral, to_jsonb(r)
        || jsonb_build_object('id', ${referral}::text))).* from referral r where r.id = (select referral_id from model))
      insert into "case" select (jsonb_populate_record(null::"case", to_jsonb(m) || jsonb_build_object('id', ${id}::text,
        'referral_id', ${referral}::text, 'reference', ${id.slice(0, 11)}::text, 'received_on', '2026-11-02',
        'first_seen_on', ${firstSeenOn}::text))).* from model m`
  }
  for (let at = 0; at < waiting; at += 1) await copy(null)
  for (let at = 0; at < seen; at += 1) await copy('2026-11-16')
}

/** The trust's figures by plain counting in its tables, and by the rule in words: 1 to 7 on either side, or all: not told. */
async function plainly(trust: string) {
  const { admin } = net.spokeDatabase(trust)
  const cases = await admin<{ state: string; seen: boolean }[]>`
    select state, first_seen_on is not null as seen from "case" where state <> 'closed'`
  const posts = await admin`select occupation, funded, in_post from oh_post`
  const slots = await admin<{ starts_at: Date }[]>`select starts_at from clinic_slot s where starts_at > '2026-11-23T12:00:00Z'
    and not exists (select from appointment a where a.slot_id = s.id and a.state <> 'cancelled') order by starts_at`
  const shown = (many: number) =>
    many > 0 && many < 8 ? { value: null, mark: 'c' } : { value: Math.round(many / 5) * 5, mark: null }
  const part = (many: number) => {
    const rest = cases.length - many
    const told = cases.length >= 8 && rest >= 8
    return told ? shown(many) : { value: null, mark: 'c' }
  }
  return {
    openCases: shown(cases.length),
    waiting: part(cases.filter(({ seen }) => !seen).length),
    escalationsOut: part(cases.filter(({ state }) => state === 'escalated').length),
    nextFreeAt: slots[0]?.starts_at.toISOString() ?? null,
    inPost: posts.reduce((sum, { in_post }) => sum + in_post, 0),
  }
}

describe('what OH capacity has my region, now?', () => {
  it('is answered by every trust and the pool at once, as a plain count in their tables has it', async () => {
    const answer = await live(LEAD)
    expect([answer.status, answer.errors]).toEqual([200, []])
    for (const code of TRUSTS) {
      const { inPost, ...plain } = await plainly(code)
      const { capacity } = rowOf(answer, code)
      expect(capacity).toMatchObject({ ...plain, asOf: net.clock.now() })
      const posts = capacity?.posts as { inPost: number }[]
      expect(Math.round(100 * posts.reduce((sum, post) => sum + post.inPost, 0))).toBe(inPost)
    }
    expect(rowOf(answer, 'RHA').capacity).toMatchObject({ typicalWait: { value: 10, mark: null } })
    const [sessions] = await net.poolDatabase('QT1').admin`select count(*)::int as many from clinic_session
      where starts_at > '2026-11-23T12:00:00Z' and starts_at <= '2026-12-21T09:00:00Z'`
    expect(answer.data.ics.poolCapacity).toMatchObject({ specialists: 4, freeSessions: sessions?.many })
    expect(coverageOf(answer)).toEqual({ asked: 4, answered: 4, missing: [], staffShare: 1 })
    expect(answer.text).not.toMatch(/spoke-|pool-/)
  })

  it('is written down at each service and at the pool, for whoever asked', async () => {
    const asked = async (database: Pick<ReturnType<Network['spokeDatabase']>, 'admin'>) =>
      (await database.admin`select 1 from audit_entry where action = 'capacity.readLive' and actor = ${LEAD}`).length
    const databases = [...TRUSTS.map((code) => net.spokeDatabase(code)), net.poolDatabase('QT1')]
    const before = await Promise.all(databases.map(asked))
    await live(LEAD)
    expect(await Promise.all(databases.map(asked))).toEqual(before.map((many) => many + 1))
  })

  it.each([
    ['the lead of another ICS', 'ics-lead-qk1', 'NOT_FOUND'],
    ['the national lead', 'national-lead', 'FORBIDDEN'],
    ['a specialist of the pool', 'specialist-qt1', 'FORBIDDEN'],
    ['a registrar', 'registrar', 'FORBIDDEN'],
  ])('is not for %s', async (_who, person, code) => {
    const answer = await live(person)
    expect(new Set(codesOf(answer))).toEqual(new Set([code]))
    expect(TRUSTS.map((each) => rowOf(answer, each).capacity)).toEqual([null, null, null, null])
    expect(answer.data.ics.poolCapacity).toBeNull()
    expect(coverageOf(answer)).toMatchObject({ asked: 4, answered: 0, staffShare: 0 })
  })

  it('takes no proof of a caller’s own', async () => {
    const own = 'query { ics(code: "QT1") { trusts { rolesProof: odsCode capacity { freeTimes } } } }'
    const answer = await net.as('nurse-rha').ask(own)
    expect([answer.data, answer.errors.length > 0]).toEqual([undefined, true])
  })
})

describe('when services are silent', () => {
  /** Every entry of its audit, and so every answer, takes the service longer than anybody waits. */
  async function slowed(trust: string) {
    const { admin } = net.spokeDatabase(trust)
    await admin.unsafe(`create function dawdle() returns trigger language plpgsql as
      'begin perform pg_sleep(${(BUDGET_MS + 1_000) / 1_000}); return new; end'`)
    await admin.unsafe('create trigger dawdle before insert on audit_entry for each row execute function dawdle()')
    return () => admin.unsafe('drop function dawdle() cascade')
  }
  const silent = (trust: string, reason: string) => ({ code: 'SPOKE_UNAVAILABLE', trust, reason })
  const forbidden = (trust: string) => ({ code: 'FORBIDDEN', trust })

  it('each costs its own figures only, with one error that names it, within the time of one question', async () => {
    const whole = await live(LEAD)
    await net.stopSpoke('RK5')
    const hurry = await slowed('RX1')
    const began = performance.now()
    const answer = await live(LEAD)
    const took = performance.now() - began
    expect(answer.status).toBe(200)
    expect(errorsOf(answer)).toEqual([silent('RK5', 'UNREACHABLE'), silent('RX1', 'TIMEOUT')])
    const without = (code: string) => ({ ...rowOf(whole, code), capacity: null })
    expect(TRUSTS.map((code) => rowOf(answer, code))).toEqual([
      rowOf(whole, 'RHA'),
      without('RK5'),
      without('RX1'),
      rowOf(whole, 'RX9'),
    ])
    expect(answer.data.ics.poolCapacity).toEqual(whole.data.ics.poolCapacity)
    expect(coverageOf(answer)).toEqual({
      asked: 4,
      answered: 2,
      missing: [silent('RK5', 'UNREACHABLE'), silent('RX1', 'TIMEOUT')],
      staffShare: shareOf(whole, 'RHA', 'RX9'),
    })
    // the budget and what a busy test machine adds
    expect([took >= BUDGET_MS - 50, took < BUDGET_MS + 1_500]).toEqual([true, true])

    // a nurse of one of them asks the same: her own answers, one refuses, and the silent ones are as silent
    const hers = await live('nurse-rha')
    expect(rowOf(hers, 'RHA')).toEqual(rowOf(whole, 'RHA'))
    expect(errorsOf(hers)).toEqual([
      { code: 'FORBIDDEN', ics: 'QT1' },
      silent('RK5', 'UNREACHABLE'),
      silent('RX1', 'TIMEOUT'),
      forbidden('RX9'),
    ])
    expect(coverageOf(hers)).toMatchObject({ asked: 4, answered: 1, staffShare: shareOf(whole, 'RHA') })

    await hurry()
    await net.startSpoke('RK5')
    const healed = await live(LEAD)
    expect(healed.errors).toEqual([])
    for (const code of TRUSTS) {
      const { asOf: _before, ...figures } = rowOf(whole, code).capacity ?? {}
      expect([code, rowOf(healed, code).capacity]).toEqual([code, expect.objectContaining(figures)])
    }
    expect(coverageOf(healed)).toEqual({ asked: 4, answered: 4, missing: [], staffShare: 1 })
  })

  it('so is the pool', async () => {
    const whole = await live(LEAD)
    await net.stopPool('QT1')
    const answer = await live(LEAD)
    await net.startPool('QT1')
    expect(errorsOf(answer)).toEqual([{ code: 'POOL_UNAVAILABLE', ics: 'QT1', reason: 'UNREACHABLE' }])
    expect(answer.data.ics).toEqual({ ...whole.data.ics, poolCapacity: null })
    expect(coverageOf(answer)).toMatchObject({ asked: 4, answered: 4 })
    expect((await live(LEAD)).errors).toEqual([])
  })
})

describe('a service one schema version behind', () => {
  it('loses what it does not know and nothing else, and is not asked for it', async () => {
    const whole = await live(LEAD)
    const { admin } = net.spokeDatabase('RX9')
    const reads = async () => (await admin`select 1 from audit_entry where action = 'capacity.readLive'`).length
    const before = await reads()
    await net.stopSpoke('RX9')
    await net.startSpoke('RX9', '1')
    const both = LIVE.replace('odsCode\n', 'odsCode\n service { name }\n')
    const answer = await net.as(LEAD).ask(both, { ics: 'QT1' })
    expect(errorsOf(answer)).toEqual([{ code: 'NOT_YET_AT_TRUST', trust: 'RX9', lacks: 'Trust.capacity' }])
    expect(rowOf(answer, 'RX9')).toEqual({
      ...rowOf(whole, 'RX9'),
      capacity: null,
      service: { name: expect.stringContaining('occupational health') },
    })
    const { asOf: _before, ...figures } = rowOf(whole, 'RHA').capacity ?? {}
    expect(rowOf(answer, 'RHA').capacity).toMatchObject(figures)
    expect(await reads()).toBe(before)
    expect(coverageOf(answer)).toMatchObject({ answered: 3, missing: [{ trust: 'RX9', code: 'NOT_YET_AT_TRUST' }] })
    await net.stopSpoke('RX9')
    await net.startSpoke('RX9')
    expect((await live(LEAD)).errors).toEqual([])
  })
})

it('a live question about all of England is refused before anybody is asked', async () => {
  const answer = await net.as(LEAD).ask('{ icsList { code trusts { odsCode capacity { freeTimes } } } }')
  expect([answer.data, codesOf(answer)]).toEqual([undefined, ['TOO_COSTLY']])
})
