import { describe, expect, it } from 'vitest'
import { type Evidence, judge } from './judge.ts'
import type { Ledger, Receipt, SentMessage } from './ledger.ts'
import { answerTo } from './questions.ts'

const SPOKE = 'spoke-00000000000a'
const POOL = 'pool-00000000000b'
const IDS = ['escalation-1', 'escalation-2']
const UP = ['case-escalated.v1']
const DOWN = ['escalation-routed.v1', 'escalation-accepted.v1', 'opinion-given.v1']

const opinionOf = (id: string) => `opinion-of-${id}`
const messagesOf = (names: readonly string[], destination: string): SentMessage[] =>
  IDS.flatMap((subject) =>
    names.map((name, at) => ({
      id: `${name}-${subject}`,
      name,
      destination,
      subject,
      epoch: 1,
      seq: at + 1,
      hash: `hash-of-${name}-${subject}`,
      attempts: 1,
    })),
  )
const receiptsOf = (messages: readonly SentMessage[], source: string): Receipt[] =>
  messages.map(({ id, name, subject, epoch, seq, hash }) => ({
    ...{ id, name, source, subject, epoch, seq, hash },
    at: 1_000 * seq,
    reasons: [],
  }))

/** A run in which all went well: two escalations at one trust, up to one pool and back. */
function wellDone(): Evidence & { readonly spoke: Ledger; readonly pool: Ledger } {
  const [up, down] = [messagesOf(UP, POOL), messagesOf(DOWN, SPOKE)]
  const opinions = IDS.map((id) => ({ id: opinionOf(id), escalationId: id }))
  const spoke: Ledger = {
    holder: SPOKE,
    kind: 'spoke',
    escalations: IDS.map((id) => ({ id, caseId: `case-of-${id}` })),
    opinions,
    sent: up,
    received: receiptsOf(down, POOL),
    takenIn: IDS.map(opinionOf),
  }
  const pool: Ledger = {
    holder: POOL,
    kind: 'pool',
    escalations: IDS.map((id) => ({ id })),
    opinions,
    sent: down,
    received: receiptsOf(up, SPOKE),
    takenIn: IDS,
  }
  const acknowledged = IDS.map((id) => ({ trust: 'RWE', caseId: `case-of-${id}`, id, question: `What of ${id}?` }))
  const answers = new Map(acknowledged.map(({ id, question }) => [id, [answerTo(question)]]))
  return { acknowledged, answers, ledgers: [spoke, pool], spoke, pool }
}

/** The kinds that are found once one of the two ledgers was doctored. */
function kindsWith(doctored: { readonly spoke?: Partial<Ledger>; readonly pool?: Partial<Ledger> }): string[] {
  const { spoke, pool, ...evidence } = wellDone()
  const ledgers = [
    { ...spoke, ...doctored.spoke },
    { ...pool, ...doctored.pool },
  ]
  return [...new Set(judge({ ...evidence, ledgers }).map(({ kind }) => kind))]
}
const { spoke, pool } = wellDone()
const [first, second] = IDS as [string, string]
const butLast = <Item>(items: readonly Item[]) => items.slice(0, -1)
const lastTwice = <Item>(items: readonly Item[]) => [...items, ...items.slice(-1)]
/** The first one that fits, changed. */
const changed = <Item>(items: readonly Item[], fits: (item: Item) => boolean, change: Partial<Item>) => {
  const at = items.findIndex(fits)
  expect(at).toBeGreaterThanOrEqual(0)
  return items.map((item, position) => (position === at ? { ...item, ...change } : item))
}

it('finds nothing in a run in which all went well', () => {
  expect(judge(wellDone())).toEqual([])
})

describe('finds as lost', () => {
  it.each([
    ['an acknowledged escalation that the trust does not hold', { spoke: { escalations: butLast(spoke.escalations) } }],
    ['an escalation that never reached the pool', { pool: { escalations: butLast(pool.escalations) } }],
    ['an escalation whose message was not posted with it', { spoke: { sent: butLast(spoke.sent) } }],
    ['a message that was acknowledged and not taken in', { pool: { received: butLast(pool.received) } }],
    ['an opinion that the pool does not hold', { pool: { opinions: butLast(pool.opinions) } }],
    ['an opinion that did not come home', { spoke: { opinions: butLast(spoke.opinions) } }],
    ['an opinion whose message was not posted with it', { pool: { sent: butLast(pool.sent) } }],
    ['a number that was given and not sent', { pool: { sent: changed(pool.sent, ({ seq }) => seq === 3, { seq: 4 }) } }],
    [
      'a message that was received without effect',
      { pool: { received: changed(pool.received, () => true, { reasons: ['escalation-known'] }) } },
    ],
    ['something taken in without an audit entry', { spoke: { takenIn: butLast(spoke.takenIn) } }],
  ])('%s', (_what, doctored) => {
    expect(kindsWith(doctored)).toContain('lost')
  })

  it('an answer that no nurse can read', () => {
    const run = wellDone()
    expect(judge({ ...run, answers: new Map([[first, run.answers.get(first) ?? []]]) })).toEqual([
      { kind: 'lost', what: `no nurse can read an answer to ${second}` },
    ])
  })
})

describe('finds as doubled', () => {
  it.each([
    ['an escalation that is there twice', { pool: { escalations: lastTwice(pool.escalations) } }],
    [
      'an escalation of which nobody was told',
      { spoke: { escalations: [...spoke.escalations, { id: 'another', caseId: 'x' }] } },
    ],
    [
      'a case that went up twice',
      { spoke: { escalations: changed(spoke.escalations, ({ id }) => id === second, { caseId: `case-of-${first}` }) } },
    ],
    ['an opinion that came home twice', { spoke: { opinions: lastTwice(spoke.opinions) } }],
    ['a message that took effect twice', { pool: { received: lastTwice(pool.received) } }],
    ['an effect that the audit shows twice', { pool: { takenIn: lastTwice(pool.takenIn) } }],
    [
      'an acceptance that was told twice',
      { pool: { sent: changed(pool.sent, ({ name }) => name === 'escalation-routed.v1', { name: 'escalation-accepted.v1' }) } },
    ],
    ['a place that was taken twice', { spoke: { received: changed(spoke.received, ({ seq }) => seq === 2, { seq: 1 }) } }],
  ])('%s', (_what, doctored) => {
    expect(kindsWith(doctored)).toContain('doubled')
  })

  it('an escalation that is answered twice', () => {
    const run = wellDone()
    const [answer = ''] = run.answers.get(first) ?? []
    expect(judge({ ...run, answers: new Map([...run.answers, [first, [answer, answer]]]) })).toEqual([
      { kind: 'doubled', what: `${first} is answered 2 times` },
    ])
  })
})

describe('finds as altered', () => {
  it.each([
    [
      'a body that is another than was sent',
      { pool: { received: changed(pool.received, () => true, { hash: 'of other bytes' }) } },
    ],
    [
      'a message that arrived under another name',
      { spoke: { received: changed(spoke.received, () => true, { name: 'conflict-declared.v1' }) } },
    ],
    [
      'a message that arrived as one about somebody else',
      { spoke: { received: changed(spoke.received, () => true, { subject: second }) } },
    ],
  ])('%s', (_what, doctored) => {
    expect(kindsWith(doctored)).toContain('altered')
  })

  it('an answer to another question', () => {
    const run = wellDone()
    expect(judge({ ...run, answers: new Map([...run.answers, [first, run.answers.get(second) ?? []]]) })).toEqual([
      { kind: 'altered', what: `${first} is answered by other words` },
    ])
  })
})

it('finds as disordered what was taken in before the message in front of it', () => {
  const received = changed(spoke.received, ({ seq }) => seq === 3, { at: 1_500 })
  expect(kindsWith({ spoke: { received } })).toEqual(['disordered'])
})

describe('finds as forged', () => {
  const [real] = pool.received
  it.each([
    ['what nobody sent', { ...real, id: 'of nobody', seq: 2 }],
    ['what another than the named one sent', { ...real, source: 'spoke-00000000000c' }],
  ])('%s', (_what, receipt) => {
    expect(kindsWith({ pool: { received: [...pool.received, receipt as Receipt] } })).toContain('forged')
  })
})
