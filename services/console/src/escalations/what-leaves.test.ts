import { ESCALATION_RULES, WHAT_LEAVES } from '@oh/escalation'
import type { LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { readDraft } from './draft.ts'
import type { CaseInHand } from './preview.ts'
import { reasonsExplained, SEEN_BY, STAYS, valueSent } from './what-leaves.ts'

const rules = ESCALATION_RULES.map(({ id, title, kind, source, nurseMayOverrule }) => ({
  rule: id,
  title,
  kind,
  source,
  mayOverrule: nurseMayOverrule,
}))
const firing = (...ids: string[]) => rules.filter(({ rule }) => ids.includes(rule))
const inHand: CaseInHand = {
  id: 'c1',
  reference: 'K7F-3X9-TP3',
  workerName: 'Marta Nowak',
  employerName: 'An employer',
  trustName: 'A trust',
  poolIcs: 'QK1',
  poolName: 'A region',
  specialists: [
    { id: 'a1', fullName: 'Dr Sethi', employerName: null, department: null, gradeTitle: null, supervisorName: null, skills: [] },
  ],
  preview: {
    fired: firing('psychiatric-condition-with-risk-at-work', 'work-hazard'),
    rules,
    gate: null,
    against: [],
    warnings: [],
    leaves: WHAT_LEAVES,
    ageBand: '35-44',
    department: 'Theatres',
    acceptBy: '2026-11-25' as LondonDate,
    dueOn: '2026-12-02' as LondonDate,
    workerIsDoctor: false,
    absentSince: null,
    inHousePhysician: 'asked',
  },
}
const draft = readDraft(
  readFields([
    ['category', 'skin'],
    ['urgency', 'soon'],
    ['overruled', 'work-hazard'],
    ['overrule-work-hazard', 'It was removed.'],
    ['added', 'ill-health-retirement'],
    ['excluded', 'a1'],
    ['why-a1', 'objection'],
    ['see-worker', 'no'],
  ]),
)
const value = (field: string) => valueSent(field, inHand, draft)

describe('what leaves the trust', () => {
  it.each(WHAT_LEAVES.filter(({ field }) => field !== 'content'))(
    'says what is sent as $field, and who sees it',
    ({ field, seenBy }) => {
      expect(value(field)).toMatch(/\S/)
      expect(SEEN_BY.some(({ id }) => id === seenBy)).toBe(true)
    },
  )

  it('names the reasons that stand to whoever is asked, and why one was added or set aside only to whoever accepts', () => {
    expect(value('reasons')).toBe('Psychiatric condition with a risk at work\nIll-health retirement')
    expect(WHAT_LEAVES.map(({ field }) => value(field)).join()).not.toContain('It was removed.')
    expect(reasonsExplained(inHand, draft)).toContain('It was removed.')
    expect(STAYS.join()).not.toMatch(/reason/)
  })

  it('names the skills that reasons and condition call for', () => {
    expect(value('skills')).toBe('Mental health, Ill-health retirement and Skin disease')
  })

  it('holds neither name nor reference of the worker', () => {
    const all = WHAT_LEAVES.map(({ field }) => value(field)).join()
    expect(all).not.toContain('Nowak')
    expect(all).not.toContain('K7F')
  })
})
