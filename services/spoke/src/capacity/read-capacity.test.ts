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
import { type Instant, type LondonDate, type PersonId, workingDaysBetween } from '@oh/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Scene, scene } from '../escalations/testing/scene.ts'
import { ask } from '../testing/ask.ts'
import { HERE } from '../testing/test-spoke.ts'

const LEAD = 'femi'
const SINCE = '2022-07-01' as LondonDate
const LEADS_HERE: Membership = { role: 'ics-lead', scope: HERE.ics, from: SINCE }
const CAPACITY = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Trust { capacity {
  asOf openCases { value mark markTitle } waiting { value mark } typicalWait { value mark } escalationsOut { value mark }
  nextFreeAt freeTimes posts { occupation title funded inPost } staffServed { value mark } } } } }`

let s: Scene
let directory: SigningKey
/** A case in the hands of a specialist: what is planted is cloned from it. */
let model: { readonly caseId: string; readonly referralId: string }

beforeAll(async () => {
  s = await scene()
  directory = await loadSigningKey(await generateSigningKey())
  Object.assign(s.spoke, { directoryKeys: await staticKeys(publicKeySet([directory])) })
  const { caseId } = await s.escalated()
  const [row] = await s.test.database.admin<{ referral_id: string }[]>`select referral_id from "case" where id = ${caseId}`
  model = { caseId, referralId: row?.referral_id ?? '' }
})
afterAll(() => s[Symbol.asyncDispose]())
beforeEach(async () => {
  await s.test.database.admin`delete from service_setting`
  await s.test.database.admin`delete from oh_post`
  await s.test.database.admin`delete from clinic_slot where not exists (select from appointment where slot_id = clinic_slot.id)`
})

const proofFor = (
  person: string,
  different: { by?: SigningKey; audience?: string; roles?: Membership[]; now?: Instant } = {},
): Promise<string> => {
  const { by = directory, audience = s.spoke.id, roles = [LEADS_HERE], now = s.test.clock.now() } = different
  return signRolesProof(by, { person: person as PersonId, audience }, roles, now)
}

const asking = (person: string, rolesProof?: string, odsCode: string = HERE.trust) =>
  ask(s.spoke, person, CAPACITY, { r: [{ __typename: 'Trust', odsCode, ...(rolesProof ? { rolesProof } : {}) }] })

async function capacity(person = 'nurse', rolesProof?: string) {
  const { data, errors } = await asking(person, rolesProof)
  expect(errors).toEqual([])
  return data._entities[0].capacity
}

interface Planted {
  readonly state: 'awaiting-appointment' | 'in-progress' | 'escalated' | 'closed'
  readonly receivedOn: string
  readonly firstSeenOn?: string
}

/** Puts these cases, and no others, into the service. */
async function plant(cases: readonly Planted[]): Promise<void> {
  const { admin } = s.test.database
  await admin`delete from people_count`
  await admin`update "case" set state = 'closed', first_seen_on = null`
  for (const { state, receivedOn, firstSeenOn } of cases) {
    const [id, referral, reference] = [randomUUID(), randomUUID(), randomUUID().slice(0, 11)]
    await admin`insert into referral select (jsonb_populate_record(null::referral, to_jsonb(r)
      || jsonb_build_object('id', ${referral}::text))).* from referral r where id = ${model.referralId}`
    await admin`insert into "case" select (jsonb_populate_record(null::"case", to_jsonb(c) || jsonb_build_object('id', ${id}::text,
      'referral_id', ${referral}::text, 'reference', ${reference}::text, 'state', ${state}::text, 'received_on', ${receivedOn}::text,
      'first_seen_on', ${firstSeenOn ?? null}::text))).* from "case" c where id = ${model.caseId}`
  }
}

const times = (many: number, one: Planted): Planted[] => Array.from({ length: many }, () => one)
const waits = (many: number) => times(many, { state: 'awaiting-appointment', receivedOn: '2026-11-16' })
const seen = (many: number) => times(many, { state: 'in-progress', receivedOn: '2026-11-02', firstSeenOn: '2026-11-09' })
const out = (many: number) => times(many, { state: 'escalated', receivedOn: '2026-11-02', firstSeenOn: '2026-11-09' })
const setFloor = (floor: number, from: string, to: string | null = null) =>
  s.test.database.admin`insert into service_setting (id, kind, values, from_on, to_on, set_at, set_by)
    values (${randomUUID()}, 'disclosure', ${s.test.database.admin.json({ floor })}, ${from}, ${to}, now(), 'head')`

describe('what a service says of its people', () => {
  it('is what a plain count finds, rounded to 5', async () => {
    const cases: Planted[] = [
      ...waits(13),
      ...seen(21),
      ...out(12),
      ...times(9, { state: 'escalated', receivedOn: '2026-11-02' }),
      ...times(30, { state: 'closed', receivedOn: '2026-10-01', firstSeenOn: '2026-10-26' }),
      ...times(4, { state: 'closed', receivedOn: '2026-10-01' }),
    ]
    await plant(cases)
    const open = cases.filter(({ state }) => state !== 'closed')
    const rounded = (many: number) => ({ value: Math.round(many / 5) * 5, mark: null })
    const found = await capacity()
    expect(found).toMatchObject({
      asOf: '2026-11-23T09:42:00.000Z',
      openCases: { ...rounded(open.length), markTitle: null },
      waiting: rounded(open.filter(({ firstSeenOn }) => firstSeenOn === undefined).length),
      escalationsOut: rounded(open.filter(({ state }) => state === 'escalated').length),
    })
    expect([found.openCases.value, found.waiting.value, found.escalationsOut.value]).toEqual([55, 20, 20])
  })

  it.each([
    ['nobody', [], [0, 0, 0]],
    ['7 of few', waits(7), ['c', 'c', 'c']],
    ['8 who all wait: all of them says something of each', waits(8), [10, 'c', 0]],
    ['18 of 20 who wait would tell of the other 2', [...waits(18), ...seen(2)], [20, 'c', 0]],
    ['18 of 20 with a specialist would tell of the other 2', [...out(18), ...seen(2)], [20, 0, 'c']],
    ['3 who wait and 3 with a specialist, of many', [...waits(3), ...out(3), ...seen(40)], [45, 'c', 'c']],
    ['12 of 20 leave 8', [...waits(12), ...seen(8)], [20, 10, 0]],
  ] as const)('%s', async (_what, cases, [openCases, waiting, escalationsOut]) => {
    await plant(cases)
    const shown = (found: { value: number | null; mark: string | null }) => found.mark ?? found.value
    const found = await capacity()
    expect([found.openCases, found.waiting, found.escalationsOut].map(shown)).toEqual([openCases, waiting, escalationsOut])
    expect(found.openCases.markTitle).toBe(openCases === 'c' ? 'Confidential' : null)
  })

  it('obeys the floor that the service set for today, in every figure, and no lower one', async () => {
    await plant([...waits(25), ...out(15), ...seen(40)])
    await setFloor(50, '2025-01-01', '2026-11-23')
    expect(await capacity()).toMatchObject({ openCases: { value: 80 }, waiting: { value: 25 }, escalationsOut: { value: 15 } })
    await setFloor(2, '2026-11-23', '2026-11-24')
    expect((await capacity()).waiting).toEqual({ value: 25, mark: null })
    await s.test.database.admin`delete from service_setting`
    await setFloor(20, '2026-11-23')
    expect(await capacity()).toMatchObject({
      openCases: { value: 80 },
      waiting: { value: 25 },
      escalationsOut: { mark: 'c' },
      typicalWait: { value: 5 },
    })
    await s.test.database.admin`delete from service_setting`
    await setFloor(56, '2026-11-23')
    expect(await capacity()).toMatchObject({ openCases: { value: 80 }, waiting: { mark: 'c' }, typicalWait: { mark: 'c' } })
  })
})

describe('the typical wait', () => {
  const waited = (receivedOn: string, firstSeenOn: string): Planted => ({ state: 'closed', receivedOn, firstSeenOn })

  it('is the median of working days to the first appointment of the last 91 days', async () => {
    const cases = [
      ...Array.from({ length: 9 }, (_, at) => waited(`2026-10-0${at + 1}`, '2026-10-19')),
      waited('2026-10-05', '2026-11-20'),
      // first seen on the first day that counts, and the day before it
      waited('2026-08-17', '2026-08-24'),
      ...times(20, waited('2026-01-05', '2026-08-23')),
    ]
    await plant(cases)
    const counted = cases
      .filter(({ firstSeenOn }) => (firstSeenOn ?? '') >= '2026-08-24')
      .map(({ receivedOn, firstSeenOn }) => workingDaysBetween(receivedOn as LondonDate, firstSeenOn as LondonDate))
      .sort((a, b) => a - b)
    expect(counted).toHaveLength(11)
    expect((await capacity()).typicalWait).toEqual({ value: counted[5], mark: null })
  })

  it('is confidential on 7 people, shown on 8 and not applicable on none', async () => {
    await plant(times(7, waited('2026-11-02', '2026-11-09')))
    expect((await capacity()).typicalWait).toEqual({ value: null, mark: 'c' })
    await plant(times(8, waited('2026-11-02', '2026-11-09')))
    expect((await capacity()).typicalWait).toEqual({ value: 5, mark: null })
    await plant(waits(30))
    expect((await capacity()).typicalWait).toEqual({ value: null, mark: 'z' })
  })
})

describe('people are counted once a day', () => {
  afterAll(() => s.test.clock.set('2026-11-23T09:42:00.000Z'))

  it('so that nobody who keeps asking is told at which moment one more came, and the next day they are counted anew', async () => {
    await plant(waits(7))
    expect((await capacity()).openCases).toMatchObject({ value: null, mark: 'c' })
    await s.test.database.admin`update "case" set state = 'awaiting-appointment' where id in (
      select id from "case" where state = 'closed' limit 1)`
    expect((await capacity()).openCases).toMatchObject({ value: null, mark: 'c' })
    s.test.clock.set('2026-11-23T23:59:59.000Z')
    expect((await capacity()).openCases).toMatchObject({ value: null, mark: 'c' })
    s.test.clock.set('2026-11-24T00:00:00.000Z')
    expect((await capacity()).openCases).toMatchObject({ value: 10, mark: null })
    const days = await s.test.database.admin`select day::text from people_count`
    expect(days.map(({ day }) => day)).toEqual(['2026-11-24'])
  })

  it('but for a floor that was raised since, which holds at once', async () => {
    s.test.clock.set('2026-11-23T09:42:00.000Z')
    await plant(waits(9))
    expect((await capacity()).openCases).toMatchObject({ value: 10, mark: null })
    await setFloor(10, '2026-11-23')
    expect((await capacity()).openCases).toMatchObject({ value: null, mark: 'c' })
  })
})

describe('what is organisational', () => {
  const slot = async (startsAt: string) => {
    const id = randomUUID()
    await s.test.database.admin`insert into clinic_slot (id, starts_at, minutes, kind, clinician, clinician_name)
      values (${id}, ${startsAt}, 45, 'telephone', 'nurse', 'Asha Mistry')`
    return id
  }
  const book = (slotId: string, state: string) => s.test.database.admin`
    insert into appointment (id, case_id, slot_id, state, booked_at, booked_by)
    values (${randomUUID()}, ${model.caseId}, ${slotId}, ${state}, now(), 'nurse')`

  it('free times are exact: those to come that nobody has taken, to the end of the tenth working day', async () => {
    expect(await capacity()).toMatchObject({ nextFreeAt: null, freeTimes: 0 })
    await slot('2026-11-23T09:41:00Z')
    await book(await slot('2026-11-23T11:00:00Z'), 'booked')
    await book(await slot('2026-11-24T11:00:00Z'), 'cancelled')
    await slot('2026-12-07T16:00:00Z')
    await slot('2026-12-07T23:59:00Z')
    await slot('2026-12-08T00:00:00Z')
    expect(await capacity()).toMatchObject({ nextFreeAt: '2026-11-24T11:00:00.000Z', freeTimes: 3 })
  })

  it('its day ends at midnight in London in summer too', async () => {
    s.test.clock.set('2027-07-05T09:42:00.000Z')
    await slot('2027-07-19T22:59:00Z')
    await slot('2027-07-19T23:30:00Z')
    const { freeTimes } = await capacity()
    s.test.clock.set('2026-11-23T09:42:00.000Z')
    expect(freeTimes).toBe(1)
  })

  it('posts are exact, as they are today, by occupation', async () => {
    const post = (occupation: string, funded: number, inPost: number, from: string, to: string | null = null) =>
      s.test.database.admin`insert into oh_post (id, occupation, funded, in_post, from_on, to_on)
        values (${randomUUID()}, ${occupation}, ${funded}, ${inPost}, ${from}, ${to})`
    await post('consultant', 83, 60, '2020-01-01')
    await post('oh-nurse', 500, 425, '2020-01-01', '2026-11-24')
    await post('oh-nurse', 100, 100, '2026-11-23')
    await post('oh-nurse', 900, 900, '2020-01-01', '2026-11-23')
    await post('technician', 200, 200, '2026-11-24')
    await post('art-therapist', 50, 50, '2026-01-01')
    expect((await capacity()).posts).toEqual([
      { occupation: 'art-therapist', title: 'art-therapist', funded: 0.5, inPost: 0.5 },
      { occupation: 'consultant', title: 'Consultants', funded: 0.83, inPost: 0.6 },
      { occupation: 'oh-nurse', title: 'OH nurses', funded: 6, inPost: 5.25 },
    ])
  })

  it('people served are those of every employer served today', async () => {
    expect((await capacity()).staffServed).toEqual({ value: 17_000, mark: null })
  })
})

describe('who may read live capacity', () => {
  it.each(['nurse', 'physician', 'administrator'])('the service’s own team: %s', async (who) => {
    expect((await capacity(who)).staffServed).toEqual({ value: 17_000, mark: null })
  })

  it('the head of service', async () => {
    await s.test.grant('head', 'Ruth Pemberton', 'head-of-service')
    expect((await capacity('head')).staffServed).toEqual({ value: 17_000, mark: null })
  })

  it('whoever leads the ICS it lies in, by the directory’s proof, and sees what the team sees', async () => {
    await plant([...waits(25), ...out(15), ...seen(40)])
    expect(await capacity(LEAD, await proofFor(LEAD))).toEqual(await capacity('nurse'))
  })

  it('whoever leads the ICS of another employer that the service looks after', async () => {
    const lead = await proofFor(LEAD, { roles: [{ ...LEADS_HERE, scope: 'QT1' }] })
    const served = (toOn: string | null) => s.test.database.admin`
      insert into served_employer (id, employer, employer_name, staff_served, from_on, to_on)
      values (gen_random_uuid(), 'RX1', 'Nottingham University Hospitals', 100, '2024-01-01', ${toOn})`
    await served('2025-01-01')
    expect((await asking(LEAD, lead)).data._entities).toEqual([{ capacity: null }])
    await served(null)
    expect(await capacity(LEAD, lead)).toMatchObject({ freeTimes: expect.any(Number) })
    await s.test.database.admin`delete from served_employer where employer = 'RX1'`
  })

  type Asking = readonly [who: string, person: string, proof: () => Promise<string | undefined>]
  const outOfSight: readonly Asking[] = [
    ['the lead of another ICS', LEAD, () => proofFor(LEAD, { roles: [{ ...LEADS_HERE, scope: 'QT1' }] })],
    ['an ICS lead of nowhere', LEAD, () => proofFor(LEAD, { roles: [{ role: 'ics-lead', from: SINCE }] })],
  ]
  it.each(outOfSight)('not %s, to whom it looks as if there were none', async (_who, person, proof) => {
    const { data, errors } = await asking(person, await proof())
    expect([data._entities, errors.map(({ extensions }) => extensions.code)]).toEqual([[{ capacity: null }], ['NOT_FOUND']])
  })

  const refused: readonly Asking[] = [
    ['the ICS lead without a proof', LEAD, async () => undefined],
    ['the national lead', LEAD, () => proofFor(LEAD, { roles: [{ role: 'national-lead', from: SINCE }] })],
    ['one whom the directory calls a nurse', LEAD, () => proofFor(LEAD, { roles: [{ role: 'oh-nurse', from: SINCE }] })],
    ['somebody with another person’s proof', 'eve', () => proofFor(LEAD)],
    ['one with a proof for another spoke', LEAD, () => proofFor(LEAD, { audience: 'spoke-00000000b002' })],
    ['one with a proof that is over', LEAD, () => proofFor(LEAD, { now: '2026-11-23T09:41:00.000Z' as Instant })],
    ['one with a proof of his own making', LEAD, async () => proofFor(LEAD, { by: await aKey() })],
    ['one with words for a proof', LEAD, async () => 'ics-lead'],
    ['the privacy officer', 'privacy', async () => undefined],
    ['a referrer', 'manager', async () => undefined],
    ['a worker', 'worker', async () => undefined],
    ['a stranger', 'eve', async () => undefined],
  ]
  it.each(refused)('not %s', async (_who, person, proof) => {
    const { data, errors, text } = await asking(person, await proof())
    expect([data._entities, errors.map(({ extensions }) => extensions.code)]).toEqual([[{ capacity: null }], ['FORBIDDEN']])
    expect(text).not.toContain('17000')
  })

  it('nobody by this spoke for a trust it does not serve', async () => {
    const { data, errors, text } = await asking(LEAD, await proofFor(LEAD), 'RT5')
    expect([data, errors.map(({ extensions }) => extensions.code)]).toEqual([null, ['MISROUTED']])
    expect(text).not.toContain('17000')
  })
})

describe('the audit of live capacity', () => {
  it('has a row for each reading and each refusal', async () => {
    await s.test.database.admin`truncate audit_entry`
    await asking('nurse')
    await asking('eve')
    await asking(LEAD, await proofFor(LEAD))
    const row = (actor: string, outcome: string) => ({
      actor,
      action: 'capacity.readLive',
      resource: 'capacity',
      resource_ids: [HERE.trust],
      outcome,
    })
    expect(await s.test.audited()).toMatchObject([row('nurse', 'allowed'), row('eve', 'forbidden'), row(LEAD, 'allowed')])
  })

  it('is written in the reading’s own transaction: without it nothing is read', async () => {
    const { admin } = s.test.database
    await admin.unsafe('alter table audit_entry rename to audit_entry_away')
    const { data, text } = await asking('nurse')
    await admin.unsafe('alter table audit_entry_away rename to audit_entry')
    expect(data._entities).toEqual([{ capacity: null }])
    expect(text).not.toContain('17000')
  })
})

async function aKey(): Promise<SigningKey> {
  return loadSigningKey(await generateSigningKey())
}
