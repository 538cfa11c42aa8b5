import { type Ruling, rulingOf, type SpecialistId, type TrustCode } from '@oh/kernel'
import type { Specialist } from './specialist.ts'

export type ConflictWord = 'same-department' | 'line-relation' | 'treating-doctor' | 'declared-relationship' | 'worker-objects'

/** Why the worker's own service excluded a specialist by name, before the escalation left the trust. */
export const EXCLUSION_GROUNDS = ['objection', 'line-relation', 'treating-doctor', 'declared-relationship'] as const
export type ExclusionGround = (typeof EXCLUSION_GROUNDS)[number]

export interface Exclusion {
  readonly specialistId: SpecialistId
  readonly why: ExclusionGround
}

/** The worker's side of a possible conflict; no name is needed. */
export interface ConflictSubject {
  readonly employer: TrustCode
  /** As the employer names it; empty when unknown. */
  readonly department: string
  readonly excluded: readonly Exclusion[]
}

export interface ConflictFacts {
  readonly worker: ConflictSubject
  readonly specialist: Pick<Specialist, 'specialistId' | 'employer' | 'department'>
}

export interface ConflictRow {
  readonly word: ConflictWord | 'same-employer'
  /** `always`: never offered. `never`: only the worker's preference, which ranks. */
  readonly bars: 'always' | 'never'
  readonly when: (facts: ConflictFacts) => boolean
  readonly source: string
}

const FOM =
  'FOM, Good Occupational Medical Practice 2017, part 3: avoid acting where one is also manager, departmental colleague or treating doctor'

/** Departments are typed by people: case, accent form and spacing do not make another department. */
function departmentOf(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

function sameDepartment({ worker, specialist }: ConflictFacts): boolean {
  const department = departmentOf(worker.department)
  return department !== '' && worker.employer === specialist.employer && department === departmentOf(specialist.department)
}

function excludedFor(ground: ExclusionGround) {
  return ({ worker, specialist }: ConflictFacts) =>
    worker.excluded.some(({ specialistId, why }) => specialistId === specialist.specialistId && why === ground)
}

/** The one table of conflicts of interest. */
export const CONFLICT_TABLE: readonly ConflictRow[] = [
  { word: 'same-department', bars: 'always', when: sameDepartment, source: FOM },
  { word: 'line-relation', bars: 'always', when: excludedFor('line-relation'), source: FOM },
  { word: 'treating-doctor', bars: 'always', when: excludedFor('treating-doctor'), source: FOM },
  {
    word: 'declared-relationship',
    bars: 'always',
    when: excludedFor('declared-relationship'),
    source: 'Our proposal: a relationship that either side has declared is a conflict of interest',
  },
  {
    word: 'worker-objects',
    bars: 'always',
    when: excludedFor('objection'),
    source: 'Our proposal: the worker sees the names before anything leaves the trust, and an objection needs no reason',
  },
  {
    word: 'same-employer',
    bars: 'never',
    when: ({ worker, specialist }) => worker.employer === specialist.employer,
    source:
      'Defining the value of accredited specialists in occupational medicine, 2021: in-house specialists see their own staff',
  },
]

const isBar = (row: ConflictRow): row is ConflictRow & { readonly word: ConflictWord } => row.bars === 'always'

/** The words of the rows that bar: whoever is under one of them is excluded from the escalation. */
export const CONFLICT_WORDS: readonly ConflictWord[] = CONFLICT_TABLE.filter(isBar).map(({ word }) => word)

/**
 * Is there a conflict of interest that bars this specialist from this worker? Refused with every hard row that holds,
 * in table order. Same employer never refuses. There is no fallback when everybody else is barred: an exception needs
 * the worker's recorded agreement, which this function does not know.
 */
export function conflictsOf(facts: ConflictFacts): Ruling<ConflictWord> {
  return rulingOf(
    CONFLICT_TABLE.filter(isBar)
      .filter((row) => row.when(facts))
      .map((row) => row.word),
  )
}

/**
 * Does the specialist fit what the worker said about the own employer? Only `true` is a wish, for a specialist of the own
 * employer; false and undefined say nothing, and everybody fits. A worker who wants nobody of the own employer objects.
 */
export function fitsEmployerPreference(
  prefersOwnEmployer: boolean | undefined,
  worker: TrustCode,
  specialist: TrustCode,
): boolean {
  return prefersOwnEmployer !== true || worker === specialist
}
