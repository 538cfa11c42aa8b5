import { randomUUID } from 'node:crypto'
import { generateSigningKey, loadSigningKey, type Membership, publicKeySet, signRolesProof, staticKeys } from '@oh/auth'
import type { LondonDate, PersonId } from '@oh/kernel'
import { defaultPolicy } from '@oh/routing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepStudies } from '../studies/keep-studies.ts'
import { bell, ICS, moira, POOL, stranger } from '../testing/names.ts'
import { codeOf, fieldOf, refusalOf } from '../testing/people.ts'
import { acceptedBy, askedFor, days, hours, type TestPool, testPool } from '../testing/test-pool.ts'

let at: TestPool
beforeEach(async () => {
  at = await testPool()
})
afterEach(() => at[Symbol.asyncDispose]())

const lead = 'eleanor' as PersonId
const SETTINGS = `lines { field value } offerHours { urgency hours } need { employer share }`
const POLICY = `query($r: [_Any!]!) { _entities(representations: $r) { ... on Ics { poolRoutingPolicy(first: 10) {
  version isDefault settings { ${SETTINGS} } switchedOn { why switchedOnBy }
  served { employer hasOwn workedOut inForce }
  history { rows { version why switchedOnBy restores previewId } pageInfo { hasNextPage } } } } } }`
const PREVIEW = `query($id: ID!) { routingPolicyPreview(ics: "QT1", id: $id) { state failure againstVersion draft { ${SETTINGS} }
  weeks { cases sessions } effectInForce { cases ok meanWait } effectOfDraft { cases ok meanWait breaches } } }`
const change = (name: string, done: string) => `mutation($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) {
  result: ${name}(input: $input) { __typename ${done} ... on Refused { reasons { word sentence } } } }`

interface Policy {
  version: number
  isDefault: boolean
  settings: { lines: { field: string; value: string }[]; need: { employer: string; share: number }[] }
  switchedOn: { why: string; switchedOnBy: string } | null
  served: { employer: string; hasOwn: boolean; workedOut: number; inForce: number }[]
  history: { rows: { version: number; why: string; restores: number | null; previewId: string | null }[] }
}
const asking = (person: PersonId, poolRolesProof?: string) =>
  at.ask(person, POLICY, { r: [{ __typename: 'Ics', code: ICS, ...(poolRolesProof ? { poolRolesProof } : {}) }] })
const policy = async (): Promise<Policy> =>
  fieldOf<{ poolRoutingPolicy: Policy }[]>(await asking(moira), '_entities')[0]?.poolRoutingPolicy ?? expect.fail('no policy')

/** The defaults as the form sends them; give what is to be different. */
const drafted = (given: object = {}) => ({
  offerHours: [
    { urgency: 'routine', hours: 16 },
    { urgency: 'soon', hours: 8 },
    { urgency: 'urgent', hours: 4 },
  ],
  ...{ workingDayStartsAtHour: 9, workingDayEndsAtHour: 17, noticeStandardDays: 3, noticeUrgentDays: 1 },
  ...{ starvationDays: 20, lateCases: 'after-those-in-time', usualCaseHours: 1 },
  ...{ caseHoursBySkill: [], caseHoursByUrgency: [], secondTierSkills: [...defaultPolicy.secondTierSkills], need: [] },
  ...given,
})
const submit = (name: string, done: string) => (input: object, person: PersonId, key: string) =>
  at.ask(person, change(name, done), { input: { ics: ICS, idempotencyKey: key, ...input } })
const preview = (settings: object, person = moira, key: string = randomUUID()) =>
  submit('previewRoutingPolicy', '... on RoutingPolicyPreviewAsked { previewId }')({ settings }, person, key)
const switchOn = (previewId: string, why = 'Offers lie too long.', person = moira, key: string = randomUUID()) =>
  submit('switchOnRoutingPolicy', '... on RoutingPolicySwitchedOn { version }')({ previewId, why }, person, key)
const switchBack = (version: number, why = 'It did not help.', person = moira, key: string = randomUUID()) =>
  submit('switchBackRoutingPolicy', '... on RoutingPolicySwitchedOn { version }')({ version, why }, person, key)

const compute = async () => (await keepStudies(at.pool, 'on-sweep')).sweep()
const previewIdOf = async (settings: object): Promise<string> =>
  fieldOf<{ previewId: string }>(await preview(settings), 'result').previewId
const previewed = async (settings: object): Promise<string> => {
  const id = await previewIdOf(settings)
  await compute()
  return id
}
const SHORT = { offerHours: drafted().offerHours.map(({ urgency }) => ({ urgency, hours: 2 })) }
const expiresAt = async () => {
  const { id } = await at.spoke.escalates()
  const { offerId } = await askedFor(at, id)
  const [row] = await at.database.admin`select expires_at, policy_version from offer where id = ${offerId}`
  return { at: new Date(row?.expires_at).toISOString(), version: row?.policy_version }
}

describe('the policy in force', () => {
  it('is the defaults while nobody has switched one on, with need worked out from staff and cover', async () => {
    const { version, isDefault, settings, switchedOn, served, history } = await policy()
    expect([version, isDefault, switchedOn, history.rows]).toEqual([1, true, null, []])
    expect(settings.lines.find(({ field }) => field === 'closeWorkingDays')?.value).toBe('3 working days, urgent 1 working day')
    expect(served.filter(({ hasOwn }) => hasOwn).map(({ employer }) => employer)).toEqual(expect.arrayContaining(['RHA', 'RK5']))
    expect(served.reduce((sum, { inForce }) => sum + Math.round(inForce * 10_000), 0)).toBe(10_000)
    for (const { workedOut, inForce } of served) expect(inForce).toBe(workedOut)
    expect(await at.audit('routingPolicy.read')).toMatchObject([{ actor: moira, outcome: 'allowed', ids: ['1'] }])
  })

  it('is read by whoever leads the ICS, and by nobody else', async () => {
    const key = await loadSigningKey(await generateSigningKey())
    Object.assign(at.pool, { directoryKeys: await staticKeys(publicKeySet([key])) })
    const proof = (scope: string) => {
      const roles: Membership[] = [{ role: 'ics-lead', scope, from: '2022-07-01' as LondonDate } as Membership]
      return signRolesProof(key, { person: lead, audience: POOL }, roles, at.clock())
    }
    expect((await asking(lead, await proof(ICS))).errors).toBeUndefined()
    expect(codeOf(await asking(lead, await proof('QK1')))).toBe('NOT_FOUND')
    for (const who of [bell, stranger]) expect(codeOf(await asking(who))).toBe('FORBIDDEN')
  })
})

describe('a draft', () => {
  it('is refused with every reason when it may not be used', async () => {
    const bad = drafted({
      noticeStandardDays: -1,
      noticeUrgentDays: -1,
      need: [{ employer: 'RX1', share: 0.4 }],
      usualCaseHours: 0.3,
    })
    expect(refusalOf(await preview(bad))).toEqual(['notice-not-valid', 'need-does-not-add-up', 'case-hours-not-valid'])
    expect(refusalOf(await preview(drafted({ need: [{ employer: 'RWE', share: 1 }] })))).toEqual(['need-of-unknown-trust'])
    expect(refusalOf(await preview(drafted({ offerHours: [] })))).toContain('offer-hours-not-valid')
  })

  it('is refused when it says nothing else than what is in force', async () => {
    const { settings } = await policy()
    expect(refusalOf(await preview(drafted({ need: settings.need })))).toEqual(['policy-in-force-already'])
  })

  it('is played on the pool’s own past weeks beside the policy in force', async () => {
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await acceptedBy(at, 'opened', { seeWorker: 'no' })
    at.clock.advance(days(28))
    const id = await previewed(drafted({ ...SHORT, usualCaseHours: 2 }))
    const answer = fieldOf<Record<string, unknown>>(await at.ask(moira, PREVIEW, { id }), 'routingPolicyPreview')
    expect(answer).toMatchObject({
      state: 'done',
      failure: null,
      againstVersion: 1,
      weeks: { cases: 1 },
      effectInForce: { cases: 1, ok: 1 },
      effectOfDraft: { cases: 1, ok: 1, breaches: 0 },
    })
  })

  it('plays only what was held and is not withdrawn', async () => {
    await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    const gone = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    await at.database.admin`update escalation set state = 'withdrawn', withdrawn_at = received_at where id = ${gone.id}`
    const held = await at.database
      .admin`select 1 from clinic_session where starts_at between ${at.clock()} and '2026-04-07T09:00Z'`
    await at.database.admin`update clinic_session set cancelled_at = starts_at, cancelled_for = 'cancelled' where id =
      (select id from clinic_session where starts_at > '2026-03-12' order by starts_at, id limit 1)`
    await at.database.admin`insert into specialist_leave (id, specialist_id, from_on, to_on)
      select gen_random_uuid(), specialist_id, date '2026-03-17', date '2026-03-18' from clinic_session
      where starts_at::date = '2026-03-17' order by id limit 1`
    at.clock.advance(days(28))
    const answer = await at.ask(moira, PREVIEW, { id: await previewed(drafted(SHORT)) })
    const { weeks } = fieldOf<{ weeks: { cases: number; sessions: number } }>(answer, 'routingPolicyPreview')
    expect(weeks.cases).toBe(1)
    expect(weeks.sessions).toBe(held.length - 2)
  })

  it('keeps nothing in its study that would find a worker again', async () => {
    const { id } = await acceptedBy(at, 'opened', { seeWorker: 'virtual-allowed' })
    const study = await previewIdOf(drafted(SHORT))
    const [row] = await at.database.admin`select input::text as input from study where id = ${study}`
    for (const word of [id, 'QT1-4821', 'Theatres', 'Miriam', bell]) expect(row?.input).not.toContain(word)
    expect(row?.input).toContain('"past"')
    await compute()
    const [ended] = await at.database.admin`select input, state from study where id = ${study}`
    expect([ended?.state, Object.keys(ended?.input).sort()]).toEqual(['done', ['against', 'draft', 'version']])
  })

  it('is the coordinator’s to preview and to see', async () => {
    for (const who of [bell, stranger]) {
      expect(codeOf(await preview(drafted(SHORT), who))).toBe('FORBIDDEN')
      expect(codeOf(await at.ask(who, PREVIEW, { id: randomUUID() }))).toBe('FORBIDDEN')
    }
    expect(codeOf(await at.ask(moira, PREVIEW, { id: randomUUID() }))).toBe('NOT_FOUND')
  })
})

describe('switching on', () => {
  it('routes from then on by the new policy, and by the old one when it is switched back', async () => {
    expect(await expiresAt()).toEqual({ at: '2026-03-10T17:00:00.000Z', version: 1 })
    expect((await switchOn(await previewed(drafted(SHORT)))).data?.result).toMatchObject({ version: 2 })
    expect(await expiresAt()).toEqual({ at: '2026-03-10T11:00:00.000Z', version: 2 })
    expect((await switchBack(1)).data?.result).toMatchObject({ version: 3 })
    expect(await expiresAt()).toEqual({ at: '2026-03-10T17:00:00.000Z', version: 3 })
    const { version, switchedOn, history } = await policy()
    expect([version, switchedOn]).toEqual([3, { why: 'It did not help.', switchedOnBy: 'Moira Lennox' }])
    expect(history.rows).toMatchObject([
      { version: 3, restores: 1, previewId: null },
      { version: 2, restores: null, why: 'Offers lie too long.' },
    ])
    expect(await at.audit('routingPolicy.switchOn')).toMatchObject([
      { actor: moira, outcome: 'allowed', ids: ['2'] },
      { actor: moira, outcome: 'allowed', ids: ['3'], reasons: ['switched-back'] },
    ])
  })

  it('happens once however often the form is sent', async () => {
    const [id, key] = [await previewed(drafted(SHORT)), randomUUID()]
    const first = await switchOn(id, 'Why not.', moira, key)
    expect(await switchOn(id, 'Why not.', moira, key)).toEqual(first)
    expect(refusalOf(await switchOn(id, 'Another reason.', moira, key))).toEqual(['key-used-before'])
    expect((await policy()).version).toBe(2)
  })

  it('needs a reason, and a preview that is finished', async () => {
    const id = await previewIdOf(drafted(SHORT))
    expect(refusalOf(await switchOn(id, '  '))).toEqual(['preview-not-finished', 'why-missing'])
    await compute()
    expect(refusalOf(await switchOn(id, 'a\u0000b'))).toEqual(['why-not-printable'])
    expect(refusalOf(await switchOn(id, 'x'.repeat(501)))).toEqual(['why-too-long'])
    expect(codeOf(await switchOn(randomUUID()))).toBe('NOT_FOUND')
  })

  it('is refused for a preview older than seven days, and for one against a policy that is gone', async () => {
    const [first, second] = [await previewed(drafted(SHORT)), await previewed(drafted({ starvationDays: 10 }))]
    at.clock.advance(days(7))
    expect((await switchOn(first)).data?.result).toMatchObject({ version: 2 })
    expect(refusalOf(await switchOn(second))).toEqual(['preview-of-another-policy'])
    const third = await previewed(drafted({ starvationDays: 10 }))
    at.clock.advance(days(7) + hours(1))
    expect(refusalOf(await switchOn(third))).toEqual(['preview-too-old'])
  })

  it('back is refused for what is in force, for what never was, and without a preview after 30 days', async () => {
    expect(refusalOf(await switchBack(1))).toEqual(['policy-in-force-already'])
    for (const version of [0, 2, -1]) expect(refusalOf(await switchBack(version))).toEqual(['policy-unknown'])
    await switchOn(await previewed(drafted(SHORT)))
    at.clock.advance(days(31))
    expect(refusalOf(await switchBack(1))).toEqual(['preview-missing'])
  })

  it('is the coordinator’s alone', async () => {
    const id = await previewed(drafted(SHORT))
    for (const who of [bell, stranger]) {
      expect(codeOf(await switchOn(id, 'Mine.', who))).toBe('FORBIDDEN')
      expect(codeOf(await switchBack(1, 'Mine.', who))).toBe('FORBIDDEN')
    }
  })
})
