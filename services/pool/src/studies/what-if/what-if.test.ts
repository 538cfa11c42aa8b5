import { randomUUID } from 'node:crypto'
import {
  generateSigningKey,
  loadSigningKey,
  type Membership,
  publicKeySet,
  type SigningKey,
  signRolesProof,
  staticKeys,
} from '@oh/auth'
import type { LondonDate, PersonId, TrustCode } from '@oh/kernel'
import { SKILLS } from '@oh/routing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bell, guardian, ICS, idOf, moira, POOL, shah, stranger } from '../../testing/names.ts'
import { codeOf, fieldOf, refusalOf, typeOf } from '../../testing/people.ts'
import { type TestPool, testPool } from '../../testing/test-pool.ts'
import { keepStudies } from '../keep-studies.ts'
import { baseAssumptions, worldOf } from './assumptions.ts'
import { countedCases } from './base-facts.ts'

const lead = 'eleanor' as PersonId
const LEADS: Membership = { role: 'ics-lead', scope: ICS, from: '2022-07-01' as LondonDate }
const ASK = `mutation($input: AskWhatIfInput!) { result: askWhatIf(input: $input) { __typename
  ... on WhatIfAsked { whatIfId } ... on Refused { reasons { word sentence } } } }`
const BASE = 'whatIfBase { specialists { id clinicHours } trusts { code } assumptions { id value origin because } }'
const FIGURE = 'skill { skill } measure method base { value low high } changed { value low high } difference { value low high }'
const ONE = `whatIf(id: $id) { id state stateTitle failure changes assumptions { id value origin because } figures { ${FIGURE} } }`

let at: TestPool
let directory: SigningKey
beforeAll(async () => {
  at = await testPool()
  directory = await loadSigningKey(await generateSigningKey())
  Object.assign(at.pool, { directoryKeys: await staticKeys(publicKeySet([directory])) })
})
afterAll(() => at[Symbol.asyncDispose]())
beforeEach(() => at.database.admin`truncate study, study_past, audit_entry`)

const proofFor = (person: PersonId, scope: string = ICS) =>
  signRolesProof(directory, { person, audience: POOL }, [{ ...LEADS, scope }], at.clock())

// biome-ignore lint/suspicious/noExplicitAny: the answer is read by the document above
async function ofIcs(person: PersonId, fields: string, { proof, id }: { proof?: string; id?: string } = {}): Promise<any> {
  const document = `query ($r: [_Any!]!${id ? ', $id: ID!' : ''}) { _entities(representations: $r) { ... on Ics { ${fields} } } }`
  const r = [{ __typename: 'Ics', code: ICS, ...(proof ? { poolRolesProof: proof } : {}) }]
  const answer = await at.ask(person, document, { r, ...(id ? { id } : {}) })
  return answer.errors ? codeOf(answer) : fieldOf<object[]>(answer, '_entities')[0]
}
const SURGE = { kind: 'surge', factor: 1.7, fromWeek: 3, weeks: 2 }
const QUICK = [
  { id: 'weeks', value: 6 },
  { id: 'seeds', value: 2 },
]
const ask = (person: PersonId, changes: object[] = [SURGE], more: object = {}) =>
  at.ask(person, ASK, { input: { ics: ICS, changes, assumptions: QUICK, idempotencyKey: randomUUID(), ...more } })
const askedBy = async (person: PersonId, changes?: object[], more?: object): Promise<string> => {
  const answer = await ask(person, changes, more)
  expect(typeOf(answer)).toBe('WhatIfAsked')
  return fieldOf<{ whatIfId: string }>(answer, 'result').whatIfId
}

/** So many that shares are counted, of three trusts, received some weeks ago. */
async function manyEscalations(): Promise<void> {
  const { admin } = at.database
  const { id } = await at.spoke.escalates()
  for (const trust of ['RX1', 'RHA', 'RK5'])
    await admin`insert into escalation select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'trust', ${trust}::text,
      'received_at', '2026-02-10T10:00:00Z'))).* from escalation e, generate_series(1, 40) where id = ${id}`
}

describe('the base of a what-if', () => {
  it('is the rota of the next four weeks, and says of each number where it comes from', async () => {
    const { whatIfBase: base } = await ofIcs(moira, BASE)
    // three and a half hours on each working day, Good Friday and Easter Monday apart; one has no sessions
    expect(base.specialists.map(({ clinicHours }: { clinicHours: number }) => clinicHours)).toEqual([17.5, 0, 17.5])
    const of = (id: string) => base.assumptions.find((each: { id: string }) => each.id === id)
    expect(of(`hours.${idOf(bell)}`)).toMatchObject({ value: 17.5, origin: 'rota' })
    expect(of('casesPerWeek')).toMatchObject({ value: 18, origin: 'assumed', because: expect.stringContaining('too few cases') })
    expect(of('caseHours')).toMatchObject({ value: 1, origin: 'setting' })
    expect(await at.audit('study.ask')).toMatchObject([{ actor: moira, outcome: 'allowed' }])
  })

  it('counts the pool’s own cases where there are enough, each count rounded and small ones alike', () => {
    const row = (many: number, skill: 'skin' | 'general', trust: string) => ({
      ...{ skills: [skill], urgency: 'routine' as const, seeWorker: 'no' as const },
      trust: trust as TrustCode,
      many,
    })
    const doctors = [{ skills: ['general', 'skin'] as const }]
    const counted = (small: number) =>
      countedCases([row(93, 'general', 'RX1'), row(21, 'general', 'RK5'), row(small, 'skin', 'RHA')], doctors)
    expect(counted(3)).toMatchObject({ cases: 115, bySkill: { skin: 5, general: 115 }, byTrust: { RX1: 95, RK5: 20, RHA: 5 } })
    expect([1, 4, 7].map((small) => counted(small)?.bySkill.skin)).toEqual([5, 5, 5])
    expect(countedCases([row(200, 'general', 'RX1'), row(200, 'skin', 'RK5')], doctors)).toBeUndefined()
    expect(countedCases([row(50, 'general', 'RX1'), row(30, 'skin', 'RK5'), row(10, 'skin', 'RHA')], doctors)).toBeUndefined()
  })

  it('makes a world that holds what the assumptions say and nothing else', () => {
    const trusts = [{ code: 'RX1' as TrustCode, name: 'Nottingham', staffFte: 30 }]
    const facts = {
      ics: ICS,
      startsOn: '2026-03-16' as LondonDate,
      trusts,
      specialists: [],
      caseHours: 1,
      counted: 'too-few' as const,
    }
    const assumptions = baseAssumptions(facts)
    const world = worldOf(facts, assumptions)
    expect(Object.values(world.arrivals.skills).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(world.services).toEqual([{ employer: 'RX1', site: 'RX1', arrivals: 1, need: 1 }])
    const none = assumptions.map((each) => (each.id.startsWith('skill.') ? { ...each, value: 0 } : each))
    expect(worldOf(facts, none).arrivals.skills.skin).toBeCloseTo(1 / SKILLS.length, 12)
  })
})

describe('a what-if', () => {
  it('is answered by formula at once, and by simulation beside it when that is done', async () => {
    const id = await askedBy(moira, [{ kind: 'move-pas', pas: 2, from: idOf(bell), to: idOf(shah) }, SURGE])
    const { whatIf: before } = await ofIcs(moira, ONE, { id })
    expect(before).toMatchObject({
      state: 'asked',
      changes: ['Move 2 PAs of clinics a week from Dr Miriam Bell to Dr Anil Shah', '1.7 times the cases in weeks 3 to 4'],
    })
    const methods = (figures: { method: string }[]) => [...new Set(figures.map(({ method }) => method))]
    expect(methods(before.figures)).toEqual(['formula'])
    await (await keepStudies(at.pool, 'on-sweep')).sweep()
    const { whatIf: after } = await ofIcs(moira, ONE, { id })
    expect(after.state).toBe('done')
    expect(methods(after.figures)).toEqual(['formula', 'simulation'])
    expect(after.figures.filter(({ method }: { method: string }) => method === 'formula')).toEqual(before.figures)
    for (const { method, measure, base } of after.figures)
      if (method === 'simulation') expect([measure, base.low <= base.value && base.value <= base.high]).toEqual([measure, true])
    const { whatIfs } = await ofIcs(moira, 'whatIfs(first: 5) { rows { id state changes } }')
    expect(whatIfs.rows).toEqual([{ id, state: 'done', changes: before.changes }])
    expect(await at.audit('study.read')).toMatchObject([{ ids: [id] }, { ids: [id] }, { ids: [id] }])
  })

  it('keeps the values that were changed, and says so of each', async () => {
    const id = await askedBy(moira)
    const { whatIf } = await ofIcs(moira, ONE, { id })
    const weeks = whatIf.assumptions.find((each: { id: string }) => each.id === 'weeks')
    expect(weeks).toMatchObject({ value: 6, origin: 'changed', because: 'Changed by whoever asked, from 16.' })
  })

  it('adds whole-time equivalents by the clinics that one has, and shows what nobody can be seen for as no figure', async () => {
    const id = await askedBy(moira, [{ kind: 'add-wte', wte: 1, trust: 'RX1', skills: ['skin'] }])
    const { whatIf } = await ofIcs(moira, ONE, { id })
    expect(whatIf.changes).toEqual([
      expect.stringMatching(/^Add 1\.0 WTE \(5 PAs of clinics a week\) at Nottingham.*, for skin conditions$/),
    ])
    const wait = whatIf.figures.find(
      ({ skill, measure }: { skill?: { skill: string }; measure: string }) => skill?.skill === 'skin' && measure === 'wait',
    )
    expect([wait.base.value, wait.difference, wait.changed.value > 0]).toEqual([null, null, true])
  })

  const refused: readonly (readonly [string, object[], object, string])[] = [
    ['no change', [], {}, 'no-change'],
    ['six changes', Array.from({ length: 6 }, () => SURGE), {}, 'too-many-changes'],
    ['a change of no known kind', [{ kind: 'hope' }], {}, 'change-unknown'],
    ['a change without how much', [{ kind: 'move-pas', from: idOf(bell), to: idOf(shah) }], {}, 'change-incomplete'],
    ['a surge beyond the weeks', [{ ...SURGE, weeks: 9 }], {}, 'surge-out-of-range'],
    ['more PAs than there are', [{ kind: 'move-pas', pas: 9, from: idOf(bell), to: idOf(shah) }], {}, 'not-so-many-hours'],
    ['somebody else’s specialist', [{ kind: 'lose-specialist', from: randomUUID() }], {}, 'specialist-not-in-this-world'],
    ['half a repeat', [SURGE], { assumptions: [{ id: 'seeds', value: 2.5 }] }, 'value-out-of-range'],
    ['a share above all', [SURGE], { assumptions: [{ id: 'virtual', value: 101 }] }, 'value-out-of-range'],
  ]
  it.each(refused)('is refused with the reason for %s', async (_what, changes, more, word) => {
    expect(refusalOf(await ask(moira, changes, more))).toEqual([word])
    expect(await at.audit('study.ask')).toMatchObject([{ outcome: 'refused', reasons: [word] }])
  })
})

describe('who may ask and read', () => {
  it('whoever leads the ICS, by a proof that they hold the role', async () => {
    const proof = await proofFor(lead)
    expect(await ofIcs(lead, 'myRolesProof', { proof })).toEqual({ myRolesProof: proof })
    const id = await askedBy(lead, [SURGE], { rolesProof: proof })
    expect((await ofIcs(lead, ONE, { id, proof })).whatIf).toMatchObject({ id, state: 'asked' })
    // the coordinator sees it too
    expect((await ofIcs(moira, ONE, { id })).whatIf).toMatchObject({ id })
  })

  it('whoever leads sees the same specialists and clinics, and no counts of people, as these are told in publications', async () => {
    await manyEscalations()
    const proof = await proofFor(lead)
    const [own, told] = [await ofIcs(moira, BASE), await ofIcs(lead, BASE, { proof })]
    // biome-ignore lint/suspicious/noExplicitAny: the answer is read by the document above
    const origins = ({ whatIfBase }: any) => new Set(whatIfBase.assumptions.map(({ origin }: { origin: string }) => origin))
    expect([origins(own), origins(told)]).toEqual([
      new Set(['counted', 'setting', 'assumed', 'rota']),
      new Set(['assumed', 'setting', 'rota']),
    ])
    expect(told.whatIfBase.specialists).toEqual(own.whatIfBase.specialists)
    expect(JSON.stringify(told)).toContain('counts of people are for the coordinator')
  })

  it('whoever leads does not see what the coordinator asked of counts of people: not in the list, not by its number', async () => {
    await manyEscalations()
    const proof = await proofFor(lead)
    const [counted, told] = [await askedBy(moira), await askedBy(lead, [SURGE], { rolesProof: proof })]
    const list = 'whatIfs(first: 5) { rows { id } }'
    const listed = (answer: { whatIfs: { rows: { id: string }[] } }) => answer.whatIfs.rows.map(({ id }) => id).toSorted()
    expect(listed(await ofIcs(moira, list))).toEqual([counted, told].toSorted())
    expect(listed(await ofIcs(lead, list, { proof }))).toEqual([told])
    expect(await ofIcs(lead, ONE, { id: counted, proof })).toBe('NOT_FOUND')
  })

  it.each([bell, guardian, stranger, lead])('not %s without such a role', async (person) => {
    expect(codeOf(await ask(person))).toBe('FORBIDDEN')
    expect(await ofIcs(person, BASE)).toBe('FORBIDDEN')
    expect(await ofIcs(person, 'whatIfs(first: 5) { rows { id } }')).toBe('FORBIDDEN')
  })

  it('not the lead of another ICS, for whom what is asked here looks like what does not exist', async () => {
    const id = await askedBy(moira)
    const proof = await proofFor(lead, 'QK1')
    expect(codeOf(await ask(lead, [SURGE], { rolesProof: proof }))).toBe('NOT_FOUND')
    expect([await ofIcs(lead, ONE, { id, proof }), await ofIcs(lead, ONE, { id: randomUUID(), proof })]).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
    ])
  })

  it('not by somebody else’s proof', async () => {
    expect(codeOf(await ask(stranger, [SURGE], { rolesProof: await proofFor(lead) }))).toBe('FORBIDDEN')
  })
})
