import { describe, expect, test } from 'vitest'
import { ACTIONS, type Action, type Caller, cellOf, decide, limitsOn } from './index.ts'

test('nobody without a role may do anything, whatever holds', () => {
  for (const action of ACTIONS)
    expect(decide({ action, roles: [], holds: ['own', 'service', 'assigned', 'region'] })).toBe('forbidden')
})

test.each(['', '__proto__', 'constructor', 'toString', 'administrator', 'OH-NURSE'])(
  'the role word %j grants nothing',
  (word) => {
    expect(decide({ action: 'case.read', roles: [word as Caller], holds: ['service'] })).toBe('forbidden')
  },
)

test.each(['', '__proto__', 'constructor', 'case.destroy', 'CASE.READ'])('the action %j is forbidden to all', (word) => {
  expect(decide({ action: word as Action, roles: ['oh-nurse', 'worker'], holds: ['service', 'own'] })).toBe('forbidden')
  expect(cellOf(word as Action, 'oh-nurse')).toBe('forbidden')
})

describe('several roles', () => {
  test('any one that is allowed is enough', () => {
    expect(decide({ action: 'case.read', roles: ['ics-lead', 'oh-nurse'], holds: ['service'] })).toBe('allowed')
  })
  test('hidden wins over forbidden: a role that could see elsewhere learns nothing here', () => {
    expect(decide({ action: 'case.read', roles: ['ics-lead', 'oh-nurse'], holds: [] })).toBe('hidden')
    expect(decide({ action: 'restrictedRecord.read', roles: ['ics-lead', 'oh-administrator'], holds: ['service'] })).toBe(
      'hidden',
    )
  })
  test('one role’s scope never serves another role', () => {
    expect(decide({ action: 'audit.read', roles: ['worker', 'oh-nurse'], holds: ['service'] })).toBe('hidden')
    expect(decide({ action: 'clinicalNote.read', roles: ['worker', 'oh-administrator'], holds: ['own', 'service'] })).toBe(
      'forbidden',
    )
  })
})

describe('the record about the caller', () => {
  const nurse = { roles: ['worker', 'oh-nurse'], holds: ['own', 'service', 'author'] } as const
  test.each([
    'clinicalNote.read',
    'clinicalNote.create',
    'clinicalNote.amend',
    'report.readDraft',
    'report.release',
    'breakGlass.open',
    'case.manage',
    'healthOutcome.issue',
    'correspondence.read',
  ] as const)('a nurse who is the worker never gets %s', (action) => {
    expect(decide({ action, ...nurse })).toBe('hidden')
  })
  test('the worker’s own rights stay', () => {
    for (const action of ['case.read', 'report.readReleased', 'audit.read', 'consent.withdraw'] as const)
      expect(decide({ action, ...nurse })).toBe('allowed')
  })
  test('a doctor who refers himself does it as the worker, not as staff', () => {
    expect(limitsOn({ action: 'escalation.create', ...nurse })).toEqual(['worker-is-doctor'])
    expect(decide({ action: 'escalation.create', roles: ['oh-nurse'], holds: ['own', 'service'] })).toBe('hidden')
  })
  test('a specialist never sees the content about himself, nor answers it', () => {
    for (const action of ['poolQueue.list', 'poolCase.claim', 'poolCase.readContent', 'opinion.give'] as const)
      expect(decide({ action, roles: ['specialist'], holds: ['own', 'eligible', 'assigned'] })).toBe('hidden')
  })
})

test('a hard conflict with the worker shuts the clinical rows, whatever else holds', () => {
  expect(decide({ action: 'clinicalNote.read', roles: ['oh-nurse'], holds: ['service', 'conflicted'] })).toBe('hidden')
  expect(decide({ action: 'poolCase.readContent', roles: ['specialist'], holds: ['assigned', 'conflicted'] })).toBe('hidden')
  expect(decide({ action: 'poolCase.declareConflict', roles: ['specialist'], holds: ['claimed', 'conflicted'] })).toBe('allowed')
})

test('roles and scopes may come as any iterable, read once', () => {
  const once = function* <T>(...items: T[]) {
    yield* items
  }
  const ask = () => ({
    action: 'case.read' as const,
    roles: once<Caller>('ics-lead', 'oh-nurse'),
    holds: once('service' as const),
  })
  expect(decide(ask())).toBe('allowed')
  expect(limitsOn(ask())).toEqual([])
})

describe('limits', () => {
  test('the freest role counts', () => {
    expect(limitsOn({ action: 'case.read', roles: ['oh-administrator'], holds: ['service'] })).toEqual(['no-clinical-fields'])
    expect(limitsOn({ action: 'case.read', roles: ['oh-administrator', 'oh-nurse'], holds: ['service'] })).toEqual([])
  })
  test('with none freest, all limits hold', () => {
    const both = limitsOn({ action: 'case.read', roles: ['oh-administrator', 'referrer'], holds: ['service', 'referrer'] })
    expect(both).toEqual(['no-clinical-fields', 'status-and-dates'])
  })
  test('a role that is not allowed here frees nothing', () => {
    expect(limitsOn({ action: 'case.read', roles: ['referrer', 'oh-nurse'], holds: ['referrer'] })).toEqual(['status-and-dates'])
  })
  test('what is not allowed has none', () => {
    expect(limitsOn({ action: 'case.read', roles: ['oh-administrator'], holds: [] })).toEqual([])
  })
})
