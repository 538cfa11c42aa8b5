import type { LondonDate } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClinicalFacts, ESCALATION_RULES, findReason, type ReasonId, reasonsFired } from './rules.ts'
import { clinicalFacts } from './samples.ts'
import { escalationSettingsOn, STARTING_ESCALATION_SETTINGS } from './settings.ts'
import { CATEGORIES, SKILLS } from './words.ts'

const today = '2026-03-11' as LondonDate
const fired = (facts: Partial<ClinicalFacts>, settings = STARTING_ESCALATION_SETTINGS) =>
  reasonsFired(clinicalFacts(facts), settings, today).map(({ id }) => id)

/** For each row: facts under which it fires, and the same facts with one thing changed, so that it does not. */
const cases: Readonly<Record<ReasonId, readonly [Partial<ClinicalFacts>, Partial<ClinicalFacts>]>> = {
  'uncertainty-or-outside-protocol': [{ uncertainOrOutsideProtocol: true }, {}],
  'psychiatric-condition-with-risk-at-work': [{ psychiatricCondition: true, riskAtWork: true }, { psychiatricCondition: true }],
  'blood-borne-virus-with-risk-at-work': [{ bloodBorneVirus: true, riskAtWork: true }, { bloodBorneVirus: true }],
  'substance-misuse-with-risk-at-work': [{ substanceMisuse: true, riskAtWork: true }, { substanceMisuse: true }],
  'fitness-for-work-with-regulator-concern': [{ regulatorConcern: true }, {}],
  'ill-health-retirement': [{ illHealthRetirement: true }, {}],
  'worker-is-a-doctor': [{ workerIsDoctor: true }, { workerIsDoctor: true, work: 'immunisation' }],
  'work-hazard': [{ workHazard: true }, {}],
  'not-back-by-threshold': [{ absentSince: '2025-12-17' as LondonDate }, { absentSince: '2025-12-18' as LondonDate }],
  'advice-to-the-nurse': [{ adviceWanted: true }, {}],
}

describe('every reason to escalate', () => {
  test.each(ESCALATION_RULES.map(({ id, source }) => [id, source] as const))('%s (%s)', (id) => {
    const [fires, doesNot] = cases[id]
    expect(fired(fires)).toEqual([id])
    expect(fired(doesNot)).toEqual([])
  })

  test('a risk at work alone is no reason', () => {
    expect(fired({ riskAtWork: true })).toEqual([])
  })

  test('a doctor comes for immunisation or a fit test like anyone else', () => {
    expect(fired({ workerIsDoctor: true, work: 'fit-test' })).toEqual([])
  })

  test('the nurse may overrule that the worker is a doctor, and nothing about safety or the law', () => {
    expect(findReason('worker-is-a-doctor')?.nurseMayOverrule).toBe(true)
    expect(ESCALATION_RULES.filter((rule) => rule.kind === 'must').map((rule) => rule.nurseMayOverrule)).not.toContain(true)
  })

  test('twelve weeks is a setting, and being back stops it', () => {
    const absentSince = '2026-02-11' as LondonDate
    expect(fired({ absentSince })).toEqual([])
    expect(fired({ absentSince }, { ...STARTING_ESCALATION_SETTINGS, notBackAfterWeeks: 4 })).toEqual(['not-back-by-threshold'])
    expect(fired({ absentSince: '2025-06-01' as LondonDate, backOn: today })).toEqual([])
    expect(fired({ absentSince: '2025-06-01' as LondonDate, backOn: '2026-03-12' as LondonDate })).toEqual([
      'not-back-by-threshold',
    ])
  })

  test('all that fire are shown, in the order of the table', () => {
    fc.assert(
      fc.property(fc.subarray(ESCALATION_RULES.map(({ id }) => id)), (ids) => {
        const together = Object.assign({}, ...ids.map((id) => cases[id][0]))
        expect(fired(together)).toEqual(expect.arrayContaining(ids))
        expect(fired(together)).toEqual(ESCALATION_RULES.map(({ id }) => id).filter((id) => fired(together).includes(id)))
      }),
    )
  })

  test('each names a source, a title and a skill from the list', () => {
    const skills = SKILLS.map(({ id }) => id)
    for (const rule of ESCALATION_RULES) {
      expect(rule.source.length).toBeGreaterThan(20)
      expect(rule.title).toMatch(/^[A-Z]/)
      expect(skills).toEqual(expect.arrayContaining([...rule.skills]))
    }
    for (const { skill } of CATEGORIES) if (skill !== undefined) expect(skills).toContain(skill)
  })

  test('an unknown word is no reason', () => {
    expect(findReason('because')).toBeUndefined()
  })
})

describe('escalation settings', () => {
  test('hold by date', () => {
    const later = { ...STARTING_ESCALATION_SETTINGS, version: 'escalation-settings-2', from: '2026-04-01' as LondonDate }
    const rows = [later, STARTING_ESCALATION_SETTINGS]
    expect(escalationSettingsOn(rows, today)?.version).toBe('escalation-settings-1')
    expect(escalationSettingsOn(rows, '2026-04-01' as LondonDate)?.version).toBe('escalation-settings-2')
    expect(escalationSettingsOn([later], today)).toBeUndefined()
  })
})
