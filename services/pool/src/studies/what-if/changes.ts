import { HOURS_PER_PA } from '@oh/capacity'
import type { SpecialistId, TrustCode } from '@oh/kernel'
import { asSkill, SKILL_NAMES } from '@oh/routing'
import { type Change, type ChangeRefusal, hoursOf } from '@oh/simulation'
import type { Assumption, BaseFacts } from './assumptions.ts'

/** A change as a person states it: what is not of its kind is left out. */
export interface AskedChange {
  readonly kind: string
  readonly pas?: number | undefined
  readonly wte?: number | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly trust?: string | undefined
  readonly skills?: readonly string[] | undefined
  readonly factor?: number | undefined
  /** Counted from 1. */
  readonly fromWeek?: number | undefined
  readonly weeks?: number | undefined
}

/** Why a what-if is not taken on. */
export type WhatIfRefusal =
  | ChangeRefusal
  | 'change-unknown'
  | 'change-incomplete'
  | 'no-change'
  | 'too-many-changes'
  | 'value-out-of-range'

/** Changes in one question. */
export const MOST_CHANGES = 5

export const WHAT_IF_SENTENCES: Readonly<Record<WhatIfRefusal, string>> = {
  'no-change': 'Choose what is to be different.',
  'too-many-changes': `Choose ${MOST_CHANGES} changes or fewer.`,
  'change-unknown': 'Choose what is to be different from the list.',
  'change-incomplete': 'Say how much is to be different, and for whom.',
  'value-out-of-range': 'An assumption is outside what can be computed. Each field says from where to where it goes.',
  'specialist-not-in-this-world': 'Choose specialists of this pool who may work today.',
  'not-so-many-hours': 'The specialist does not have so many PAs of clinics to give.',
  'no-half-day-left': 'There is no room for so many clinics in the specialist’s week.',
  'hours-out-of-range': 'Enter more than 0 and at most 10 PAs a week.',
  'skills-missing': 'Choose at least one skill for whoever is added.',
  'specialist-known-already': 'Whoever is added must be somebody new.',
  'surge-out-of-range': 'Enter a surge of up to 5 times the cases, within the weeks looked at.',
  'same-specialist-twice': 'Choose two different specialists to move PAs between.',
}

/** Cases at one time for whoever is added: as a pool sets it for a specialist. */
const CASELOAD_CAP = 12

/** A change in the terms of the simulation, and in words. */
export interface ReadChange {
  readonly change: Change
  readonly sentence: string
}

/** Reads one change; a word where it cannot be read. Whether it can be made is for the simulation to say. */
export function readChange(
  asked: AskedChange,
  { specialists, trusts }: BaseFacts,
  assumptions: readonly Assumption[],
  index: number,
): ReadChange | WhatIfRefusal {
  const nameOf = (id: string) => specialists.find(({ specialistId }) => specialistId === id)?.fullName ?? 'somebody'
  const { pas, wte, from, to, factor, weeks } = asked
  switch (asked.kind) {
    case 'move-pas': {
      if (!pas || !from || !to) return 'change-incomplete'
      const change = {
        kind: 'move-hours',
        hours: pas * HOURS_PER_PA,
        from: from as SpecialistId,
        to: to as SpecialistId,
      } as const
      return { change, sentence: `Move ${pasInWords(pas)} of clinics a week from ${nameOf(from)} to ${nameOf(to)}` }
    }
    case 'more-clinic': {
      if (!pas || !to) return 'change-incomplete'
      const change = { kind: 'more-clinic', hours: pas * HOURS_PER_PA, specialistId: to as SpecialistId } as const
      return { change, sentence: `Turn ${pasInWords(pas)} a week of other work of ${nameOf(to)} into clinics` }
    }
    case 'add-wte': {
      const trust = trusts.find(({ code }) => code === asked.trust)
      if (!wte || !trust) return 'change-incomplete'
      const pasInOne = assumptions.find(({ id }) => id === 'pasPerWte')?.value ?? 0
      const skills = (asked.skills ?? []).map(asSkill).filter((skill) => skill !== undefined)
      const change = { ...newcomer(trust.code, index), skills, hours: wte * pasInOne * HOURS_PER_PA }
      const having = skills.length === 0 ? '' : `, for ${listed(skills.map((skill) => SKILL_NAMES[skill]))}`
      return {
        change,
        sentence: `Add ${wte.toFixed(1)} WTE (${pasInWords(wte * pasInOne)} of clinics a week) at ${trust.name}${having}`,
      }
    }
    case 'lose-specialist': {
      if (!from) return 'change-incomplete'
      const leaves = specialists.find(({ specialistId }) => specialistId === from)
      const hours = leaves ? ` (${pasInWords(hoursOf(leaves) / HOURS_PER_PA)} of clinics a week)` : ''
      return { change: { kind: 'lose-specialist', specialistId: from as SpecialistId }, sentence: `Lose ${nameOf(from)}${hours}` }
    }
    case 'surge': {
      const first = asked.fromWeek ?? 1
      if (factor === undefined || !weeks) return 'change-incomplete'
      const change = { kind: 'surge', factor, fromWeek: first - 1, weeks } as const
      return { change, sentence: `${factor} times the cases in weeks ${first} to ${first + weeks - 1}` }
    }
    default:
      return 'change-unknown'
  }
}

const newcomer = (trust: TrustCode, index: number) =>
  ({
    kind: 'add-specialist',
    // a name of its own for chance, the same whenever the same question is asked
    specialistId: `newcomer-${index + 1}` as SpecialistId,
    employer: trust,
    site: trust,
    caseloadCap: CASELOAD_CAP,
  }) as const

const pasInWords = (pas: number): string => `${Math.round(100 * pas) / 100} ${pas === 1 ? 'PA' : 'PAs'}`
const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
