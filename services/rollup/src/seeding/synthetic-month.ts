import type { Month } from '@oh/kernel'
import type { Count, MeasureId } from '@oh/measures'
import type { Trust, TrustType } from '@oh/organisations'
import { type Chance, chanceOf } from './chance.ts'

/**
 * What made-up figures are centred on. Clinical staff: 13.15 whole-time equivalents a service, the sum of doctors (1.89),
 * nurses (7.48) and others who see workers (3.78) in Table 1 of Defining the value of accredited specialists (2021), over
 * 205 trusts' mean staff. Seen within 10 working days: between 30% and 100% in the first round of MoHaWK. The rest are
 * assumptions, chosen so that every case of the disclosure rules occurs.
 */
const CENTRE = {
  clinicalWteOfService: 13.15,
  staffOfMeanTrust: 7_000,
  referralsPer1000: 4.6,
  seenInTime: 0.66,
  reportInTime: 0.78,
  didNotAttend: 0.085,
  cancelledLate: 0.06,
  appointmentsPer1000: 14,
  escalationsPer1000: 0.32,
  escalationInTarget: 0.81,
}

/** Ambulance staff are absent more, those of specialist and community trusts less (sickness absence rates, 2025). */
const NEED: Readonly<Record<TrustType, number>> = {
  acute: 1,
  specialist: 0.8,
  'mental-health': 1.1,
  community: 0.9,
  ambulance: 1.35,
}

/** More is referred in winter, least in August. */
const SEASON = [1.12, 1.08, 1.04, 0.96, 0.95, 0.97, 0.92, 0.84, 1.0, 1.06, 1.07, 0.99]

/**
 * A made-up month of one trust: the same for the same trust and month, whenever it is asked. Each trust has a level of its
 * own and drifts around it; every figure is a count that such a month could have.
 */
export function syntheticMonth(trust: Pick<Trust, 'code' | 'type' | 'staffFte'>, month: Month): ReadonlyMap<MeasureId, Count> {
  const own = chanceOf('trust', trust.code)
  const now = chanceOf('month', trust.code, month)
  const staff = Math.max(50, Math.round(trust.staffFte * (1 + 0.15 * own.even())))
  const skill = around(own, 0.55)
  const drift = around(chanceOf('drift', trust.code, month.slice(0, 4)), 0.12)
  const need = NEED[trust.type] * (SEASON[Number(month.slice(5)) - 1] ?? 1)
  const share = (centre: number, better: number) => logistic(Math.log(centre / (1 - centre)) + better * (skill + drift))
  const thousands = staff / 1_000

  const seen = now.events(thousands * CENTRE.referralsPer1000 * need)
  const received = now.events(thousands * CENTRE.referralsPer1000 * need)
  const waiting = now.events(thousands * CENTRE.referralsPer1000 * need * 0.7)
  const reports = now.events(thousands * CENTRE.referralsPer1000 * need * 1.2)
  const kept = now.events(thousands * CENTRE.appointmentsPer1000)
  const late = now.events(kept * CENTRE.cancelledLate)
  const sent = now.events(thousands * CENTRE.escalationsPer1000 * need)
  const answered = now.events(thousands * CENTRE.escalationsPer1000 * need)
  const clinical = CENTRE.clinicalWteOfService * (staff / CENTRE.staffOfMeanTrust) ** 0.8 * Math.exp(0.25 * own.normal())
  const of = (denominator: number, probability: number): Count => ({
    numerator: now.successes(denominator, probability),
    denominator,
  })
  return new Map<MeasureId, Count>([
    ['seen-within-10', of(seen, share(CENTRE.seenInTime, 1))],
    ['received-seen-within-10', of(received, share(CENTRE.seenInTime - 0.04, 1))],
    ['waiting-over-10', of(waiting, share(0.25, -1))],
    ['report-within-2', of(reports, share(CENTRE.reportInTime, 0.8))],
    ['did-not-attend', of(kept, share(CENTRE.didNotAttend, -0.4))],
    ['cancelled-late', { numerator: late, denominator: kept + late }],
    ['escalation-in-target', of(answered, share(CENTRE.escalationInTarget, 0.6))],
    ['escalations-per-1000', { numerator: sent, denominator: staff }],
    ['clinical-wte-per-1000', { numerator: Math.round(100 * clinical), denominator: staff }],
  ])
}

/** A trust that sends nothing for a month now and then, so that completeness has something to say. */
export function sendsNothing(trust: Pick<Trust, 'code'>, month: Month): boolean {
  return chanceOf('silent', trust.code, month).even() < 0.015
}

const around = (chance: Chance, spread: number): number => spread * chance.normal()
const logistic = (value: number): number => 1 / (1 + Math.exp(-value))
