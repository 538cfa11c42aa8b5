import type { LondonDate, SpecialistId } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { allocate } from './allocate.ts'
import { ACCREDITED_ONLY_SKILLS, GRADE_RULES, type GradeBar, type GradeFacts, gradeBars, supervisorOf } from './grades.ts'
import { type EscalationNeed, mayBeOffered } from './offer-rules.ts'
import { aNeed, aPolicy, aSecondTier, aSession, aSpecialist, aTrainee, aWaitingCase } from './samples.ts'
import { defaultSettings } from './settings.ts'
import { SKILLS } from './skills.ts'
import type { Specialist } from './specialist.ts'

const on = '2026-10-15' as LondonDate
const ended = { from: '2025-01-01' as LondonDate, to: on }
const idle = { openOffers: 0, openCases: 0 }
const bell = aSpecialist('bell')

const facts = (specialist: Specialist, given: Partial<GradeFacts> = {}): GradeFacts => ({
  specialist,
  supervisor: specialist.grade === 'trainee' ? bell : undefined,
  on,
  skills: ['general'],
  urgency: 'routine',
  secondTierSkills: defaultSettings.secondTierSkills,
  supervisorInConflict: false,
  ...given,
})
const nurse = aSecondTier('nurse')
const trainee = aTrainee('trainee', 'bell')

const barred: Record<GradeBar, GradeFacts> = {
  'skill-beyond-second-tier': facts(nurse, { skills: ['general', 'mental-health'] }),
  'urgent-beyond-second-tier': facts(nurse, { urgency: 'urgent' }),
  'supervisor-missing': facts(trainee, { supervisor: undefined }),
  'supervisor-may-not-work': facts(trainee, { supervisor: aSpecialist('bell', { indemnity: ended }) }),
  'supervisor-away': facts(trainee, { supervisor: aSpecialist('bell', { away: [{ from: on }] }) }),
  'supervisor-skill-missing': facts(trainee, { supervisor: aSpecialist('bell', { skills: ['skin'] }) }),
  'supervisor-in-conflict': facts(trainee, { supervisorInConflict: true }),
}

describe('the limits of a grade', () => {
  it.each(GRADE_RULES.map((row) => [row.refuses, row.source] as const))('bars %s alone: %s', (word) => {
    expect(gradeBars(barred[word])).toEqual([word])
  })

  it('leave to the second tier what the policy lists, and to a trainee what the supervisor may do', () => {
    for (const skill of defaultSettings.secondTierSkills) expect(gradeBars(facts(nurse, { skills: [skill] }))).toEqual([])
    expect(gradeBars(facts(trainee, { urgency: 'urgent' }))).toEqual([])
  })

  it('never give the second tier what only an accredited specialist may do, whatever a policy lists', () => {
    for (const skill of ACCREDITED_ONLY_SKILLS)
      expect(gradeBars(facts(nurse, { skills: [skill], secondTierSkills: SKILLS }))).toEqual(['skill-beyond-second-tier'])
  })

  it('let no trainee supervise, nor anybody of the second tier', () => {
    for (const supervisor of [aTrainee('other', 'bell'), aSecondTier('other')])
      expect(gradeBars(facts(trainee, { supervisor }))).toEqual(['supervisor-missing'])
  })

  it('do not touch an accredited specialist, whether or not the grade is written down', () => {
    for (const grade of [undefined, 'accredited-specialist'] as const)
      expect(gradeBars(facts(aSpecialist('a', { grade }), { urgency: 'urgent', skills: SKILLS }))).toEqual([])
  })

  it('find the supervisor of a trainee only', () => {
    const all = new Map([[bell.specialistId, bell]])
    expect(supervisorOf(trainee, all)).toBe(bell)
    expect(supervisorOf(aTrainee('other', 'gone'), all)).toBeUndefined()
    expect(supervisorOf(aSpecialist('a', { supervisor: bell.specialistId }), all)).toBeUndefined()
  })
})

describe('an offer to a trainee', () => {
  const ask = (supervisor: Specialist, given: Partial<EscalationNeed> = {}) =>
    mayBeOffered({ escalation: aNeed(given), specialist: trainee, supervisor, workload: idle, on })

  it('is barred by whatever conflict bars the supervisor', () => {
    const refused = { kind: 'refused', reasons: ['supervisor-in-conflict'] }
    const { specialistId } = bell
    expect(ask(bell).kind).toBe('allowed')
    expect(ask(bell, { excluded: [{ specialistId, why: 'objection' }] })).toEqual(refused)
    expect(ask(bell, { tried: [{ specialistId, ended: 'conflict-declared' }] })).toEqual(refused)
    expect(ask(aSpecialist('bell', { department: 'Ward 7' }), { employer: bell.employer })).toEqual(refused)
    expect(ask(bell, { tried: [{ specialistId, ended: 'declined' }] }).kind).toBe('allowed')
  })
})

describe('a booking', () => {
  const booked = (specialists: Specialist[], skill: 'general' | 'mental-health', excluded: SpecialistId[] = []) =>
    allocate({
      now: '2026-10-12T08:00:00.000Z' as never,
      cases: [aWaitingCase('case', { skill, excluded })],
      sessions: [aSession('session', specialists[0]?.specialistId ?? '')],
      specialists,
      policy: aPolicy(),
    }).reasons.map(({ outcome, reasons }) => [outcome, ...reasons])

  it('of the second tier keeps to the policy’s list', () => {
    const both = aSecondTier('nurse', { skills: ['general', 'mental-health'] })
    expect(booked([both], 'general')).toEqual([['placed', 'only-session-possible']])
    expect(booked([both], 'mental-health')).toEqual([['excluded', 'skill-beyond-second-tier']])
  })

  it('with a trainee asks for the supervisor on the day of the session', () => {
    expect(booked([trainee, bell], 'general')).toEqual([['placed', 'only-session-possible']])
    expect(booked([trainee], 'general')).toEqual([['excluded', 'supervisor-missing']])
    const away = aSpecialist('bell', { away: [{ from: on }] })
    expect(booked([trainee, away], 'general')).toEqual([['excluded', 'supervisor-away']])
    expect(booked([trainee, bell], 'general', [bell.specialistId])).toEqual([['excluded', 'supervisor-in-conflict']])
  })
})
