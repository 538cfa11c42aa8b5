import type { Month, Period } from '@oh/kernel'
import type { Count, MeasureId } from '@oh/measures'
import { IN_TIME } from './in-time.ts'
import { monthsIn } from './make-cells.ts'

/** A part of a measure's figures that counts people: a share with both its counts, or one count of a rate. */
export interface CountedPart {
  readonly measure: MeasureId
  readonly part: 'both' | keyof Count
}

/** People or events that are counted once, with every figure that counts them: what is weighed in one piece. */
export interface Population {
  readonly id: string
  readonly title: string
  /** Shares of people, or counts of which there are no parts. */
  readonly kind: 'share' | 'whole'
  readonly parts: readonly CountedPart[]
}

/**
 * Every population. Appointments kept are those due without those cancelled late, so both measures are weighed together; the
 * people served stand beside posts and beside escalations, and are the same people. What happened in a rate is no part of the
 * people served. Who is received and seen in time is among those seen in time (see `IN_TIME`).
 */
export const POPULATIONS: readonly Population[] = [
  sharesOf('referrals', 'Management referrals seen and received', IN_TIME.seen, IN_TIME.received),
  sharesOf('referrals-waiting', 'Management referrals waiting', 'waiting-over-10'),
  sharesOf('reports', 'Reports', 'report-within-2'),
  sharesOf('appointments', 'Appointments', 'did-not-attend', 'cancelled-late'),
  sharesOf('escalations-answered', 'Escalations answered', 'escalation-in-target'),
  countsOf('escalations-sent', 'Escalations sent', { measure: 'escalations-per-1000', part: 'numerator' }),
  countsOf(
    'people-served',
    'People served',
    { measure: 'escalations-per-1000', part: 'denominator' },
    { measure: 'clinical-wte-per-1000', part: 'denominator' },
  ),
]

/** Of which measure the denominator is what the numerator of this one leaves of its own, where there is one. */
export const REST_OF: Readonly<Partial<Record<MeasureId, MeasureId>>> = { 'cancelled-late': 'did-not-attend' }

/** The population with this id. Throws RangeError for another. */
export function populationOf(id: string): Population {
  const found = POPULATIONS.find((population) => population.id === id)
  if (!found) throw new RangeError(`There is no population ${id}.`)
  return found
}

function sharesOf(id: string, title: string, ...measures: readonly MeasureId[]): Population {
  return { id, title, kind: 'share', parts: measures.map((measure) => ({ measure, part: 'both' })) }
}

function countsOf(id: string, title: string, ...parts: readonly CountedPart[]): Population {
  return { id, title, kind: 'whole', parts }
}

/** The months that are counted in a figure's part. */
export const monthsOfPart = ({ measure, part }: CountedPart, period: Period): readonly Month[] =>
  monthsIn(measure, part === 'both' ? 'denominator' : part, period)
