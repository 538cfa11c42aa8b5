import type { TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import {
  CONFLICT_TABLE,
  type ConflictFacts,
  conflictsOf,
  EXCLUSION_GROUNDS,
  type ExclusionGround,
  fitsEmployerPreference,
} from './conflicts.ts'
import { aNeed, aSpecialist } from './samples.ts'

const specialist = aSpecialist('a')
const stranger: ConflictFacts = { worker: aNeed(), specialist }

function excludedFor(why: ExclusionGround): ConflictFacts {
  return { worker: aNeed({ excluded: [{ specialistId: specialist.specialistId, why }] }), specialist }
}

const colleague = { worker: aNeed({ employer: specialist.employer, department: specialist.department }), specialist }
const facts: Record<(typeof CONFLICT_TABLE)[number]['word'], ConflictFacts> = {
  'same-department': colleague,
  'line-relation': excludedFor('line-relation'),
  'treating-doctor': excludedFor('treating-doctor'),
  'declared-relationship': excludedFor('declared-relationship'),
  'worker-objects': excludedFor('objection'),
  'same-employer': { worker: aNeed({ employer: specialist.employer }), specialist },
}
const hard = CONFLICT_TABLE.filter((row) => row.bars === 'always')

describe('the table of conflicts of interest', () => {
  it('allows a specialist who has nothing to do with the worker', () => {
    expect(conflictsOf(stranger)).toEqual({ kind: 'allowed' })
  })

  it.each(hard.map((row) => [row.word, row.source] as const))('bars %s: %s', (word) => {
    expect(conflictsOf(facts[word])).toEqual({ kind: 'refused', reasons: [word] })
  })

  it('never bars the same employer, which only the worker prefers or not', () => {
    const row = CONFLICT_TABLE.find(({ word }) => word === 'same-employer')
    expect(row?.bars).toBe('never')
    expect(row?.when(facts['same-employer'])).toBe(true)
    expect(conflictsOf(facts['same-employer'])).toEqual({ kind: 'allowed' })
  })

  it('has a test for every row, and a row for every ground of exclusion', () => {
    expect(CONFLICT_TABLE.map((row) => row.word).sort()).toEqual(Object.keys(facts).sort())
    for (const why of EXCLUSION_GROUNDS) expect(conflictsOf(excludedFor(why)).kind).toBe('refused')
  })

  it('reads a department as people type it', () => {
    const worker = aNeed({ employer: specialist.employer, department: '  occupational   HEALTH ' })
    expect(conflictsOf({ worker, specialist }).kind).toBe('refused')
  })

  it('takes a department of the same name at another employer for another department', () => {
    const worker = aNeed({ department: specialist.department })
    expect(conflictsOf({ worker, specialist })).toEqual({ kind: 'allowed' })
  })

  it('does not take two unknown departments for the same one', () => {
    const unknown = aSpecialist('a', { department: ' ' })
    expect(conflictsOf({ worker: aNeed({ employer: unknown.employer, department: '' }), specialist: unknown })).toEqual({
      kind: 'allowed',
    })
  })

  it('bars only the specialist who is named', () => {
    const worker = excludedFor('objection').worker
    expect(conflictsOf({ worker, specialist: aSpecialist('b') })).toEqual({ kind: 'allowed' })
  })

  it('collects every conflict there is', () => {
    const worker = {
      ...colleague.worker,
      excluded: EXCLUSION_GROUNDS.map((why) => ({ specialistId: specialist.specialistId, why })),
    }
    expect(conflictsOf({ worker, specialist })).toEqual({ kind: 'refused', reasons: hard.map((row) => row.word) })
  })
})

describe('the worker and the own employer', () => {
  const [own, another] = ['RX1' as TrustCode, 'RK5' as TrustCode]
  it.each([
    { prefers: true, own: true, other: false },
    { prefers: false, own: true, other: true },
    { prefers: undefined, own: true, other: true },
  ])('when the worker prefers the own employer: $prefers', (row) => {
    expect(fitsEmployerPreference(row.prefers, own, own)).toBe(row.own)
    expect(fitsEmployerPreference(row.prefers, own, another)).toBe(row.other)
  })
})
