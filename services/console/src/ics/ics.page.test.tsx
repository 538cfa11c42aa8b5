import { trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { AnswerRefused, GatewaySilent, TokenRefused } from '../gateway-client.ts'
import { visitPage } from '../testing/visit.ts'
import { icsPages } from './ics.page.tsx'

const value = (given: number) => ({ value: given, mark: null })
const mark = (given: string) => ({ value: null, mark: given })
const capacity = (change: object = {}) => ({
  ...{
    asOf: '2026-11-23T09:41:00.000Z',
    openCases: value(45),
    waiting: mark('c'),
    typicalWait: value(6),
    escalationsOut: value(0),
  },
  ...{ nextFreeAt: '2026-11-24T09:30:00.000Z', freeTimes: 42 },
  posts: [{ occupation: 'oh-nurse', title: 'OH nurses', funded: 3, inPost: 2.6 }],
  ...change,
})
const trust = (odsCode: string, name: string, given: object | null = capacity(), memberState: string | null = 'active') => ({
  ...{ odsCode, name, memberState, capacity: given },
})
const time = {
  ...{ pas: 43.75, clinicalPas: 35.75, complexCasePas: 22.5, casesAWeek: 72.6, staff: 23658 },
  ...{ complexCasePasPer1000: 0.95, casesAWeekPer1000: 3.07, hoursPerCase: 1.1, sharePlannedHeld: 0.85 },
}
const pool = {
  ...{ asOf: '2026-11-23T09:41:00.000Z', specialists: 4, freeSessions: 60, nextFreeAt: null, underWay: mark('c'), time },
  skills: [{ skill: { title: 'Mental health' }, specialists: 3, freeSessions: 40 }],
}
const silent = (code: string, reason: string) => ({ code: 'SPOKE_UNAVAILABLE', about: code, reason, path: 'ics.trusts.0' })
const live = (trusts: object[], errors: object[] = [], change: object = {}) => ({
  data: { ics: { memberState: 'active', poolCapacity: pool, trusts, ...change } },
  errors,
})
const [ambulance, hospitals] = [trust('RX9', 'East Midlands Ambulance'), trust('RX1', 'Nottingham Hospitals')]
const CourseOfArea = { england: { months: [], quarters: [] } }
const lead = { roles: ['ics-lead'], organisation: 'QT1' } as const
const visit = (answers: object, address = '/ics/QT1', viewer: object = lead) =>
  visitPage(icsPages, address, { ...viewer, answers: { CourseOfArea, ...answers } })

describe('the page of a system', () => {
  it('says how many of its trusts answered, and shows each with its own moment', async () => {
    const { html } = await visit({ IcsLive: live([ambulance, hospitals]) })
    expect(html).toContain('2 of 2 trusts answered.')
    expect(html).toContain('They employ 100% of the staff')
    expect(html).toContain('As of 9:41am')
    expect(html).toContain('24 November 2026 at 9:30am')
    expect(html).toContain('5.2 of 6.0 WTE')
    expect(html).toContain('4 specialists may work today, with 60 free sessions')
    expect(html).toContain('None. Every trust is served')
    expect(html).not.toContain('data-oh-answered')
  })

  it('says what the pool can do in a week: in PAs, in cases, and for each 1,000 people served, with what that assumes', async () => {
    const { html } = await visit({ IcsLive: live([ambulance, hospitals]) })
    expect(html).toContain('22.5 PAs a week, 0.95 for each 1,000 people served')
    expect(html).toContain('73 cases a week, 3.07 for each 1,000 people served')
    expect(html).toContain('A case is taken to need 1.1 hours, and 85% of the time planned to be held')
    expect(html).toContain('23,658 whole-time equivalents')
  })

  it.each([
    ['TIMEOUT', 'did not answer in time'],
    ['CIRCUIT_OPEN', 'has not answered for a while'],
    ['UNREACHABLE', 'cannot be reached'],
    ['HTTP_5XX', 'answered with a fault of its own'],
    ['BAD_ANSWER', 'answered in a way that could not be read'],
    ['REFUSED', 'refused the question'],
    ['ROLES_NOT_KNOWN', 'could not check your role just now'],
    ['SOMETHING_NEW', 'did not answer, and did not say why'],
  ])('keeps the row of a silent trust and says why in words: %s', async (reason, words) => {
    const { html } = await visit({
      IcsLive: live([trust('RX9', 'East Midlands Ambulance', null), hospitals], [silent('RX9', reason)]),
    })
    expect(html).toContain('1 of 2 trusts answered.')
    expect(html).toContain(`East Midlands Ambulance (RX9) ${words}`)
    expect(html).toContain('missing here, and are not zero')
    const [row = ''] = /<tr[^>]*>(?:(?!<\/tr>).)*No figures:.*?<\/tr>/s.exec(html) ?? []
    expect(row.match(/\[x\]/g)).toHaveLength(6)
    expect(row).not.toMatch(/>0</)
  })

  it('makes no total of nobody: without an answer there is no figure at all', async () => {
    const { html } = await visit({ IcsLive: live([trust('RX9', 'East Midlands Ambulance', null)], [silent('RX9', 'TIMEOUT')]) })
    expect(html).toContain('0 of 1 trust answered.')
    expect(html).toContain('They employ 0% of the staff')
    expect(html.match(/<dd><span aria-hidden="true">\[x\]/g)).toHaveLength(3)
  })

  it('never says that all answered when less than all did, however small the rest is', async () => {
    const all = trusts().map(({ code, name }) => trust(code, name, code === 'RNK' ? null : capacity()))
    const { html } = await visit({ IcsLive: live(all, [silent('RNK', 'TIMEOUT')]) })
    expect(html).toContain('204 of 205 trusts answered.')
    expect(html).toContain('They employ 99% of the staff')
  })

  it('keeps ready what it says when a late answer comes, and where to listen', async () => {
    const poolSilent = { code: 'POOL_UNAVAILABLE', about: 'QT1', reason: 'TIMEOUT', path: 'ics' }
    const answer = live([trust('RX9', 'East Midlands Ambulance', null), hospitals], [silent('RX9', 'TIMEOUT'), poolSilent], {
      poolCapacity: null,
    })
    const { html } = await visit({ IcsLive: answer })
    expect(html).toContain('data-oh-late="/ics/QT1/live?wait=RX9%2CQT1"')
    expect(html).toContain('East Midlands Ambulance (RX9) has answered. <a href="/ics/QT1">Show its figures</a>')
    expect(html).toContain('The specialist pool has answered.')
    expect(html).toContain('The specialist pool did not answer in time. Its sessions are missing here, and are not zero.')
    expect(html).toContain('Whether the pool has a specialist is not known until it answers.')
  })

  it.each([
    ['suspended', 'is suspended from the federation'],
    ['retired', 'has left the federation'],
    ['invited', 'has been invited and has not joined yet'],
  ])('says of a member that is %s that it is', async (state, words) => {
    const { html } = await visit({
      IcsLive: live([trust('RX9', 'East Midlands Ambulance', null, state)], [silent('RX9', 'NOT_ACTIVE')]),
    })
    expect(html).toContain(`East Midlands Ambulance (RX9) ${words}`)
  })

  it('counts every trust of the system, and names those that no service serves, which have no route to a specialist either', async () => {
    const unserved = trust('RHA', 'Nottinghamshire Healthcare', null, null)
    const { html } = await visit({ IcsLive: live([unserved, hospitals], [silent('RHA', 'UNKNOWN_TRUST')]) })
    expect(html).toContain('1 of 2 trusts answered.')
    expect(html).toContain(
      'Nottinghamshire Healthcare (RHA) is served by no service of the federation. Its figures are missing here, and are not zero.',
    )
    expect(html).toContain('Nottinghamshire Healthcare. No occupational health service of the federation serves them')
    expect(html).not.toContain('data-oh-answered="RHA"')
  })

  it.each([
    [{ memberState: null, poolCapacity: null }, 'The system has no specialist pool in the federation.'],
    [{ poolCapacity: { ...pool, specialists: 0 } }, 'The pool has no specialist who may work today.'],
  ])('names every trust when there is nobody to send to', async (change, words) => {
    const { html } = await visit({ IcsLive: live([ambulance, hospitals], [], change) })
    expect(html).toContain(`East Midlands Ambulance and Nottingham Hospitals. ${words}`)
  })

  it('says where an earlier version of a service does not know every figure', async () => {
    const older = { code: 'NOT_YET_AT_TRUST', about: 'RX9', path: 'ics.trusts.0.capacity' }
    const { html } = await visit({
      IcsLive: live([trust('RX9', 'East Midlands Ambulance', capacity({ waiting: null })), hospitals], [older]),
    })
    expect(html).toContain('Its service runs an earlier version, which does not know every figure')
  })

  it('does not ask the trusts of a system that the reader does not lead', async () => {
    const { html, asked } = await visit({}, '/ics/QK1')
    expect(asked.map(({ operation }) => operation)).toEqual(['CourseOfArea'])
    expect(html).toContain('shown to whoever leads this system')
    expect((await visit({}, '/ics/QK1', { roles: ['national-lead'], organisation: 'X26' })).asked).toHaveLength(1)
  })

  it('keeps what is live where published figures cannot be read', async () => {
    const away = { data: null, errors: [{ code: 'ROLLUP_UNAVAILABLE', path: 'england' }] }
    const { html } = await visit({ IcsLive: live([ambulance]), CourseOfArea: away })
    expect(html).toContain('1 of 1 trust answered.')
    expect(html).toContain('Published figures cannot be read just now.')
  })

  it.each([
    ['is refused', { data: null, errors: [{ code: 'FORBIDDEN', path: 'england' }] }],
    ['has a fault', { data: null, errors: [{ code: 'INTERNAL_SERVER_ERROR', path: 'england' }] }],
    ['is away with the gateway', new GatewaySilent(false, 'x')],
    ['is asked for too often', new AnswerRefused('TOO_MANY_REQUESTS', [], false)],
  ])('loses no live figure where the published part %s', async (_how, answer) => {
    const { html } = await visit({ IcsLive: live([ambulance]), CourseOfArea: answer })
    expect(html).toContain('1 of 1 trust answered.')
    expect(html).toContain('Published figures cannot be read just now.')
  })

  it.each([
    ['is refused', { data: null, errors: [{ code: 'TOO_COSTLY', path: '' }] }],
    ['has a fault', { data: { ics: null }, errors: [{ code: 'INTERNAL_SERVER_ERROR', path: 'ics' }] }],
    ['is away with the gateway', new GatewaySilent(false, 'x')],
  ])('loses no published figure where the live part %s', async (_how, answer) => {
    const { html } = await visit({ IcsLive: answer })
    expect(html).toContain('The services of this system cannot be asked just now.')
    expect(html).toContain('has not been published for')
    expect(html).not.toContain('trusts answered')
    expect(html).not.toContain('shown to whoever leads this system')
  })

  it('is no page without either part, nor once the sign-in has ended', async () => {
    const [away, over] = [new GatewaySilent(false, 'x'), new TokenRefused('over')]
    await expect(visit({ IcsLive: away, CourseOfArea: away })).rejects.toBe(away)
    await expect(visit({ IcsLive: over })).rejects.toBe(over)
    await expect(visit({ IcsLive: live([ambulance]), CourseOfArea: over })).rejects.toBe(over)
  })

  it('says that a service may keep a higher floor of its own', async () => {
    const { html } = await visit({ IcsLive: live([ambulance]) })
    expect(html).toContain('fewer than a higher floor that the service has set for itself')
  })

  it.each(['NOT_FOUND', 'FORBIDDEN'])('says what %s means where a service does not count its reader as lead', async (code) => {
    const hidden = { code, about: 'RX9', path: 'ics.trusts.0.capacity' }
    const { html } = await visit({ IcsLive: live([trust('RX9', 'East Midlands Ambulance', null), hospitals], [hidden]) })
    expect(html).toContain('East Midlands Ambulance (RX9) does not count you as lead of its system. Its figures')
  })

  it('waits for the answer of a trust that could not check the role of its reader', async () => {
    const errors = [silent('RX9', 'ROLES_NOT_KNOWN')]
    const { html } = await visit({ IcsLive: live([trust('RX9', 'East Midlands Ambulance', null), hospitals], errors) })
    expect(html).toContain('data-oh-late="/ics/QT1/live?wait=RX9"')
  })

  it.each([
    ['refused the question', { code: 'SPOKE_UNAVAILABLE', reason: 'REFUSED' }, 'active'],
    ['hides what it is asked', { code: 'NOT_FOUND' }, 'active'],
    ['forbids it', { code: 'FORBIDDEN' }, 'active'],
    ['runs an earlier version', { code: 'NOT_YET_AT_TRUST' }, 'active'],
    ['is suspended', { code: 'SPOKE_UNAVAILABLE', reason: 'NOT_ACTIVE' }, 'suspended'],
  ])('waits for no late answer of a trust that %s', async (_what, error, state) => {
    const errors = [{ ...error, about: 'RX9', path: 'ics.trusts.0.capacity' }]
    const { html } = await visit({ IcsLive: live([trust('RX9', 'East Midlands Ambulance', null, state), hospitals], errors) })
    expect(html).toContain('1 of 2 trusts answered.')
    expect(html).not.toContain('data-oh-late')
    expect(html).not.toContain('data-oh-answered')
  })

  it('is no page for whoever may not read figures', async () => {
    const closed = { data: null, errors: [{ code: 'FORBIDDEN', path: 'england' }] }
    await expect(visit({ CourseOfArea: closed }, '/ics/QT1', { roles: ['oh-nurse'], organisation: 'RX1' })).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    )
  })

  it.each([
    ['/ics/QXX', 'There is no such integrated care system'],
    ['/ics/%3Cb%3E', 'There is no such integrated care system'],
    ['/ics/QT1?measure=rank', 'There is no such measure'],
  ])('%s names nothing, and says so', async (address, title) => {
    expect((await visit({}, address)).reply).toMatchObject({ status: 404, title })
  })

  it('is found by its leader without its code', async () => {
    expect((await visit({}, '/ics')).reply).toEqual({ kind: 'see-other', path: '/ics/QT1', notice: undefined })
    expect((await visit({}, '/ics', { roles: ['national-lead'], organisation: 'X26' })).reply).toMatchObject({
      kind: 'see-other',
      path: '/national',
    })
  })
})

describe('the stream of late answers', () => {
  it('is not there for whoever does not lead the system', async () => {
    for (const viewer of [
      { roles: ['ics-lead'], organisation: 'QK1' },
      { roles: ['national-lead'], organisation: 'X26' },
      { roles: ['oh-nurse'], organisation: 'RX1' },
    ])
      await expect(visit({}, '/ics/QT1/live?wait=RX1', viewer)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('listens for trusts of the system and its pool, and for nobody else', async () => {
    const answers = {
      TrustsOfIcs: { ics: { trusts: [{ odsCode: 'RX9' }, { odsCode: 'RX1' }] } },
      TrustAnswers: { trust: { capacity: { asOf: '2026-11-23T09:41:00.000Z' } } },
      PoolAnswers: { ics: { poolCapacity: { asOf: '2026-11-23T09:41:00.000Z' } } },
    }
    const { reply, asked } = await visit(answers, '/ics/QT1/live?wait=RX9,RWE,QT1,QK1')
    if (reply.kind !== 'events') throw new Error('A stream was asked for.')
    const sent: object[] = []
    await reply.run(async (event) => void sent.push(event), new AbortController().signal)
    expect(sent).toEqual([
      { event: 'answered', data: 'RX9' },
      { event: 'answered', data: 'QT1' },
      { event: 'over', data: '' },
    ])
    expect(asked.map(({ variables }) => variables)).toEqual([{ code: 'QT1' }, { code: 'RX9' }, { code: 'QT1' }])
  })
})
