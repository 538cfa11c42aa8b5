import { describe, expect, it } from 'vitest'
import { fieldsIn, visitPage } from '../testing/visit.ts'
import { policyPages } from './policy.page.tsx'

const settings = {
  offerHours: [
    { urgency: 'routine', hours: 16 },
    { urgency: 'soon', hours: 8 },
    { urgency: 'urgent', hours: 4 },
  ],
  ...{ workingDayStartsAtHour: 9, workingDayEndsAtHour: 17, noticeStandardDays: 3, noticeUrgentDays: 1 },
  ...{ starvationDays: 20, lateCases: 'after-those-in-time', usualCaseHours: 1 },
  caseHoursBySkill: [{ skill: { skill: 'mental-health' }, hours: 1.5 }],
  ...{ caseHoursByUrgency: [], secondTierSkills: [{ skill: 'general' }] },
  need: [
    { employer: 'RWE', share: 0.7143 },
    { employer: 'RT5', share: 0.2857 },
  ],
  lines: [{ field: 'starvationDays', title: 'Goes first when late by more than', value: '20 working days', source: 'Ours' }],
}
const version = (number: number, more: object = {}) => ({
  ...{ version: number, why: 'Offers lie too long.', switchedOnBy: 'Moira Lennox', switchedOnAt: '2026-11-20T10:00:00.000Z' },
  ...{ restores: null, previewId: 'p1', settings, ...more },
})
const policy = (more: object = {}) => ({
  RoutingPolicy: {
    ics: {
      poolRoutingPolicy: {
        ...{ version: 2, isDefault: false, settings, switchedOn: version(2) },
        served: [
          { employer: 'RWE', employerName: 'Leicester', staff: 17000, hasOwn: true, workedOut: 0.7143, inForce: 0.7143 },
          { employer: 'RT5', employerName: 'Partnership', staff: 0, hasOwn: false, workedOut: 0, inForce: 0.2857 },
        ],
        history: { rows: [version(2)], pageInfo: { hasNextPage: false, endCursor: '2' } },
        ...more,
      },
    },
  },
  RoutingPolicyPreviews: { routingPolicyPreviews: { rows: [] } },
})
const effect = (ok: number) => ({
  ...{ cases: 60, ok, meanWait: 4, p95Wait: 9, worstWait: 14, use: 0.8, gini: 0.01, worstService: 0.9, urgentOk: 1, breaches: 0 },
  byService: [{ employer: 'RWE', employerName: 'Leicester', cases: 60, ok, meanWait: 4 }],
  bySkill: [{ skill: { title: 'Skin' }, cases: 60, ok, meanWait: 4, p95Wait: 9 }],
})
const preview = (more: object = {}) => ({
  RoutingPolicyPreview: {
    routingPolicyPreview: {
      ...{ id: 'p1', askedAt: '2026-11-20T09:00:00.000Z', state: 'done', finishedAt: null, failure: null, againstVersion: 2 },
      draft: { lines: [{ ...settings.lines[0], value: '10 working days' }] },
      against: { lines: settings.lines },
      weeks: { from: '2026-05-22', until: '2026-11-20', cases: 60, sessions: 300 },
      ...{ effectInForce: effect(0.9), effectOfDraft: effect(0.95), ...more },
    },
  },
})
const visit = (
  address: string,
  answers: object,
  form?: [string, string][],
  role: 'pool-coordinator' | 'ics-lead' = 'pool-coordinator',
) => visitPage(policyPages, address, { organisation: 'QK1', roles: [role], ...(form && { form }), answers: { ...answers } })
const refused = (word: string, sentence: string) => ({ __typename: 'Refused', reasons: [{ word, sentence }] })

describe('the routing policy', () => {
  it('says what is in force, who switched it on and why, how need is made and what came before', async () => {
    const { html } = await visit('/pool/policy', policy())
    for (const words of [
      'In force: policy 2',
      'Moira Lennox',
      'Offers lie too long.',
      '71.43%',
      'not known',
      'Switch back to policy 1',
    ])
      expect(html).toContain(words)
    expect(html).not.toContain('Switch back to policy 2')
  })

  it('is read by the lead of the system without a form, and without asking for previews', async () => {
    const { html, asked } = await visit('/pool/policy', policy(), undefined, 'ics-lead')
    expect(html).not.toContain('<form')
    expect(asked.map(({ operation }) => operation)).toEqual(['RoutingPolicy'])
  })

  it('switches back by one form, and shows a refusal at that form', async () => {
    const { html } = await visit('/pool/policy', policy())
    const form: [string, string][] = [...fieldsIn(html).filter(([name]) => name !== 'why'), ['why', 'It did not help.']]
    const done = { SwitchBackRoutingPolicy: { switchBackRoutingPolicy: { __typename: 'RoutingPolicySwitchedOn' } } }
    const { reply, asked } = await visit('/pool/policy', done, form)
    expect(reply).toEqual({ kind: 'see-other', path: '/pool/policy', notice: 'switched-back' })
    expect(asked[0]?.variables).toMatchObject({ input: { ics: 'QK1', version: 1, why: 'It did not help.' } })
    const no = { SwitchBackRoutingPolicy: { switchBackRoutingPolicy: refused('why-missing', 'Say why.') }, ...policy() }
    const again = await visit('/pool/policy', no, form)
    expect(again.html).toContain('href="#why-1"')
    expect(again.html).toContain('id="why-1-error"')
  })
})

describe('a draft', () => {
  it('comes filled in with what is in force, and goes to the pool as it was typed', async () => {
    const { html } = await visit('/pool/policy/draft', policy())
    const form = fieldsIn(html).map(([name, value]): [string, string] => (name === 'guard' ? [name, '10'] : [name, value]))
    const answers = {
      ...policy(),
      PreviewRoutingPolicy: { previewRoutingPolicy: { __typename: 'RoutingPolicyPreviewAsked', previewId: 'p1' } },
    }
    const { reply, asked } = await visit('/pool/policy/draft', answers, form)
    expect(reply).toEqual({ kind: 'see-other', path: '/pool/policy/previews/p1', notice: undefined })
    const { lines: _lines, ...same } = settings
    expect(asked.at(-1)?.variables).toMatchObject({
      input: {
        settings: {
          ...same,
          starvationDays: 10,
          caseHoursBySkill: [{ skill: 'mental-health', hours: 1.5 }],
          secondTierSkills: ['general'],
        },
      },
    })
  })

  it('is told at the field what is no number, and by the pool what may not be', async () => {
    const { html } = await visit('/pool/policy/draft', policy())
    const typed = (name: string, text: string) =>
      fieldsIn(html).map(([field, value]): [string, string] => [field, field === name ? text : value])
    const wrong = await visit('/pool/policy/draft', policy(), typed('guard', 'soon'))
    expect(wrong.html).toContain('id="guard-error"')
    const answers = {
      ...policy(),
      PreviewRoutingPolicy: { previewRoutingPolicy: refused('need-does-not-add-up', 'The shares must add up.') },
    }
    const no = await visit('/pool/policy/draft', answers, typed('need-RWE', '10'))
    expect(no.html).toContain('href="#need"')
    expect(no.html).toContain('value="10"')
  })
})

describe('a preview', () => {
  it('shows what would be different and what it would have done, side by side', async () => {
    const { html } = await visit('/pool/policy/previews/p1', preview())
    for (const words of ['20 working days', '10 working days', '90%', '95%', '+5%', 'no difference', 'Switch this policy on'])
      expect(html).toContain(words)
    expect(html).not.toContain('too few cases')
  })

  it('shows no shares of nobody where there is nothing to compare', async () => {
    const nobody = { ...effect(1), cases: 0, byService: [], bySkill: [] }
    const weeks = { from: '2026-05-22', until: '2026-11-20', cases: 3, sessions: 0 }
    const { html } = await visit('/pool/policy/previews/p1', preview({ weeks, effectInForce: nobody, effectOfDraft: nobody }))
    expect(html).toContain('nothing to compare')
    expect(html).not.toContain('100%')
    expect(html).toContain('Switch this policy on')
  })

  it('says when cases are too few, when it is not finished, and why it failed', async () => {
    const few = preview({ weeks: { from: '2026-05-22', until: '2026-11-20', cases: 3, sessions: 300 } })
    expect((await visit('/pool/policy/previews/p1', few)).html).toContain('too few cases')
    const none = { weeks: null, effectInForce: null, effectOfDraft: null }
    const running = (await visit('/pool/policy/previews/p1', preview({ state: 'running', ...none }))).html
    expect(running).toContain('Look again')
    expect(running).not.toContain('Switch this policy on')
    const failed = preview({ state: 'failed', failure: 'It took too long.', ...none })
    expect((await visit('/pool/policy/previews/p1', failed)).html).toContain('It took too long.')
  })

  it('is switched on with a reason, and says at the reason that it is missing', async () => {
    const { html } = await visit('/pool/policy/previews/p1', preview())
    const done = { SwitchOnRoutingPolicy: { switchOnRoutingPolicy: { __typename: 'RoutingPolicySwitchedOn' } } }
    const { reply } = await visit('/pool/policy/previews/p1', done, fieldsIn(html))
    expect(reply).toEqual({ kind: 'see-other', path: '/pool/policy', notice: 'switched-on' })
    const no = { SwitchOnRoutingPolicy: { switchOnRoutingPolicy: refused('why-missing', 'Say why.') }, ...preview() }
    expect((await visit('/pool/policy/previews/p1', no, fieldsIn(html))).html).toContain('id="why-error"')
  })
})

describe('the rules that are never broken', () => {
  it('stand in one table with their sources', async () => {
    const hardRules = [
      { word: 'not-accredited', sentence: 'Not accredited', offers: true, bookings: true, source: 'The source' },
      { word: 'away', sentence: 'Away', offers: true, bookings: false, source: 'Ours' },
    ]
    const { html } = await visit('/pool/policy/rules', { HardRules: { hardRules } })
    for (const words of ['Not accredited', 'Offers and bookings', 'The source']) expect(html).toContain(words)
  })
})
