import type { PeriodKind } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'

type ClassLimits = readonly [number, number, number, number]

/**
 * Where one class of the tile map ends and the next begins, in the ratio of the measure. Fixed, so that a colour means the
 * same in every period; never taken from the figures of the day.
 */
const LIMITS: Readonly<Record<MeasureId, ClassLimits>> = {
  'seen-within-10': [0.5, 0.6, 0.7, 0.8],
  'received-seen-within-10': [0.5, 0.6, 0.7, 0.8],
  'waiting-over-10': [0.15, 0.2, 0.25, 0.3],
  'report-within-2': [0.6, 0.7, 0.8, 0.9],
  'did-not-attend': [0.06, 0.08, 0.1, 0.12],
  'cancelled-late': [0.04, 0.05, 0.06, 0.07],
  'escalation-in-target': [0.6, 0.7, 0.8, 0.9],
  'escalations-per-1000': [0.0002, 0.0003, 0.0004, 0.0005],
  'clinical-wte-per-1000': [0.15, 0.18, 0.21, 0.24],
}
/** Events sum up over a longer period while the people served do not. */
const MONTHS: Readonly<Record<PeriodKind, number>> = { month: 1, quarter: 3, year: 12 }

export function classLimitsOf(measure: MeasureId, kind: PeriodKind): ClassLimits {
  const limits = LIMITS[measure]
  if (measure !== 'escalations-per-1000') return limits
  const [a, b, c, d] = limits.map((limit) => limit * MONTHS[kind]) as unknown as ClassLimits
  return [a, b, c, d]
}
