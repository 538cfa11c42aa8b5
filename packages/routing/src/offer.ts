import { type Instant, type LondonDate, londonDateOf, type SpecialistId } from '@oh/kernel'
import { mayWorkOn } from './accreditation.ts'
import { byText, refuseTwice } from './compare.ts'
import { fitsEmployerPreference } from './conflicts.ts'
import { supervisorOf } from './grades.ts'
import { type ChosenWord, type Eligible, OFFER_PREFERENCES, type PassedOverWord } from './offer-preferences.ts'
import { type EscalationNeed, type ExclusionWord, mayBeOffered } from './offer-rules.ts'
import { decidingRow, inOrderOfPreference, whyChosen } from './preference.ts'
import type { RoutingSettings } from './settings.ts'
import { type Holders, holdersOf, spareSkills } from './skills.ts'
import type { Specialist, Workload } from './specialist.ts'
import { addWorkingHours } from './working-hours.ts'

export interface OfferAsk {
  readonly now: Instant
  readonly escalation: EscalationNeed
  /** Every specialist of the pool, in any order, each once. */
  readonly specialists: readonly Specialist[]
  /** At most one row per specialist; without a row nothing is in hand. */
  readonly workloads: readonly Workload[]
  readonly settings: Pick<RoutingSettings, 'offerExpiresAfterWorkingHours' | 'workingDay'> &
    Partial<Pick<RoutingSettings, 'secondTierSkills'>>
}

type AtLeastOne<Word> = readonly [Word, ...Word[]]

/** What was found about one specialist, and why, in words that have sentences. */
export type Candidate =
  | { readonly specialistId: SpecialistId; readonly outcome: 'placed'; readonly reasons: AtLeastOne<ChosenWord> }
  | { readonly specialistId: SpecialistId; readonly outcome: 'eligible-not-chosen'; readonly reasons: AtLeastOne<PassedOverWord> }
  | { readonly specialistId: SpecialistId; readonly outcome: 'excluded'; readonly reasons: AtLeastOne<ExclusionWord> }

export type OfferPlan = {
  /** The London date on which the rules were asked. */
  readonly on: LondonDate
  /** One row per specialist: the placed one, then the eligible in order of preference, then the excluded by id. */
  readonly candidates: readonly Candidate[]
} & (
  | { readonly offeredTo: SpecialistId; readonly expiresAt: Instant }
  | { readonly offeredTo: undefined; readonly expiresAt: undefined }
)

/**
 * Who is asked to answer this escalation, now, with a reason for every specialist of the pool.
 *
 * Hard rules first (rights on the London date of `now`, conflicts of interest, skills, earlier rounds, caseload cap,
 * leave, the limits of the grade), all reasons kept; then the table of preferences among those eligible. The offer ends after the working hours
 * that the settings give its urgency. Nobody eligible: `offeredTo` is undefined and every candidate says why; an empty
 * pool gives no candidates. The same input gives the same answer, whatever the order of its lists.
 *
 * It never relaxes a hard rule when nobody is left. Consent it does not read: whether the gate is alive is for the caller
 * to say, and when it is not, everybody is excluded. Throws RangeError when a specialist or a workload is given twice, or the settings hold no valid hours.
 */
export function offer(ask: OfferAsk): OfferPlan {
  const { now, escalation, specialists, settings } = ask
  refuseTwice(
    'specialist',
    specialists.map((row) => row.specialistId),
  )
  refuseTwice(
    'workload of specialist',
    ask.workloads.map((row) => row.specialistId),
  )
  const on = londonDateOf(now)
  const { eligible, excluded } = sift(ask, on)
  const [chosen, ...others] = inOrderOfPreference(OFFER_PREFERENCES, eligible)
  if (chosen === undefined) return { on, offeredTo: undefined, expiresAt: undefined, candidates: excluded }
  return {
    on,
    offeredTo: chosen.specialist.specialistId,
    expiresAt: addWorkingHours(now, settings.offerExpiresAfterWorkingHours[escalation.urgency], settings.workingDay),
    candidates: [placed(chosen, others), ...others.map((other) => passedOver(chosen, other)), ...excluded],
  }
}

function sift(
  { escalation, specialists, workloads, settings }: OfferAsk,
  on: LondonDate,
): { eligible: Eligible[]; excluded: Candidate[] } {
  // A skill is as scarce as the people who may use it: a lapsed specialist does not make it common.
  const holders = holdersOf(specialists.filter((specialist) => mayWorkOn(specialist, on).kind === 'allowed'))
  const workloadOf = new Map(workloads.map((row) => [row.specialistId, row]))
  const { secondTierSkills } = settings
  const specialistOf = new Map(specialists.map((row) => [row.specialistId, row]))
  const eligible: Eligible[] = []
  const excluded: Candidate[] = []
  for (const specialist of [...specialists].sort((one, other) => byText(one.specialistId, other.specialistId))) {
    const { specialistId } = specialist
    const workload = workloadOf.get(specialistId) ?? { specialistId, openOffers: 0, openCases: 0 }
    const ruling = mayBeOffered({
      escalation,
      specialist,
      supervisor: supervisorOf(specialist, specialistOf),
      workload,
      on,
      secondTierSkills,
    })
    if (ruling.kind === 'refused') excluded.push({ specialistId, outcome: 'excluded', reasons: ruling.reasons })
    else eligible.push(standing(escalation, specialist, { ...workload, nextFreeOn: notBefore(on, workload.nextFreeOn) }, holders))
  }
  return { eligible: withRelief(escalation, eligible), excluded }
}

/** A lent specialist relieves the own ones when each of them would be late. Without a due date nobody is late. */
function withRelief({ dueOn }: EscalationNeed, eligible: readonly Eligible[]): Eligible[] {
  const inTime = ({ ableOn }: Eligible) => dueOn !== undefined && ableOn !== undefined && ableOn <= dueOn
  const ownAreLate = dueOn !== undefined && !eligible.some((one) => !one.isLent && inTime(one))
  return eligible.map((one) => ({ ...one, relieves: ownAreLate && one.isLent && inTime(one) }))
}

/** A specialist free since last week is able no earlier than one who is free today. */
function notBefore(on: LondonDate, nextFreeOn: LondonDate | undefined): LondonDate | undefined {
  return nextFreeOn !== undefined && nextFreeOn < on ? on : nextFreeOn
}

function standing(escalation: EscalationNeed, specialist: Specialist, workload: Workload, holders: Holders): Eligible {
  return {
    specialist,
    spare: spareSkills(specialist.skills, escalation.skills, holders),
    ableOn: workload.nextFreeOn,
    knowsWorker: escalation.knownTo.includes(specialist.specialistId),
    load: workload.openOffers + workload.openCases,
    fitsPreference: fitsEmployerPreference(escalation.prefersOwnEmployer, escalation.employer, specialist.employer),
    isLent: specialist.lentBy !== undefined,
    relieves: false,
  }
}

function placed(chosen: Eligible, others: readonly Eligible[]): Candidate {
  const [first, ...rest] = whyChosen(OFFER_PREFERENCES, chosen, others)
  return { specialistId: chosen.specialist.specialistId, outcome: 'placed', reasons: [first ?? 'only-one-eligible', ...rest] }
}

function passedOver(chosen: Eligible, other: Eligible): Candidate {
  const reason = decidingRow(OFFER_PREFERENCES, chosen, other)?.passedOver ?? 'later-in-fixed-order'
  return { specialistId: other.specialist.specialistId, outcome: 'eligible-not-chosen', reasons: [reason] }
}
