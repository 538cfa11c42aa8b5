import { SKILLS } from '@oh/escalation'
import type { SentFields } from '../form.ts'
import type { Problems } from '../layout/messages.view.tsx'

export const OFFER_URGENCIES = ['routine', 'soon', 'urgent'] as const

/** Fields whose names hold a word of a list. */
export const offerField = (urgency: string) => `offer-${urgency}`
export const urgencyField = (urgency: string) => `hours-urgency-${urgency}`
export const skillField = (skill: string) => `hours-skill-${skill}`
export const needField = (employer: string) => `need-${employer}`

/** A draft of the routing policy as the form shows it: texts by field name, and the skills that are ticked. */
export interface PolicyDraft {
  readonly texts: Readonly<Record<string, string>>
  readonly secondTier: readonly string[]
}

interface Settings {
  readonly offerHours: readonly { readonly urgency: string; readonly hours: number }[]
  readonly workingDayStartsAtHour: number
  readonly workingDayEndsAtHour: number
  readonly noticeStandardDays: number
  readonly noticeUrgentDays: number
  readonly starvationDays: number
  readonly lateCases: string
  readonly usualCaseHours: number
  readonly caseHoursBySkill: readonly { readonly skill: { readonly skill: string }; readonly hours: number }[]
  readonly caseHoursByUrgency: readonly { readonly urgency: string; readonly hours: number }[]
  readonly secondTierSkills: readonly { readonly skill: string }[]
  readonly need: readonly { readonly employer: string; readonly share: number }[]
}

/** A share as it is typed: per cent to two places. */
export const perCent = (share: number): string => String(Math.round(share * 10_000) / 100)

/** The form filled in with a policy that there is. */
export function draftFrom(settings: Settings): PolicyDraft {
  const named = [
    ...settings.offerHours.map(({ urgency, hours }) => [offerField(urgency), hours]),
    ...settings.caseHoursBySkill.map(({ skill, hours }) => [skillField(skill.skill), hours]),
    ...settings.caseHoursByUrgency.map(({ urgency, hours }) => [urgencyField(urgency), hours]),
    ['day-start', settings.workingDayStartsAtHour],
    ['day-end', settings.workingDayEndsAtHour],
    ['notice-standard', settings.noticeStandardDays],
    ['notice-urgent', settings.noticeUrgentDays],
    ['guard', settings.starvationDays],
    ['hours-usual', settings.usualCaseHours],
  ].map(([name, value]) => [name, String(value)])
  const need = settings.need.map(({ employer, share }) => [needField(employer), perCent(share)])
  const texts: Record<string, string> = Object.fromEntries([...named, ...need, ['late', settings.lateCases]])
  return { texts, secondTier: settings.secondTierSkills.map(({ skill }) => skill) }
}

/** The form as it was sent. */
export function draftSent(form: SentFields): PolicyDraft {
  return { texts: Object.fromEntries(form.entries.map(([name]) => [name, form.text(name)])), secondTier: form.all('tier') }
}

const NEEDED = [
  ...OFFER_URGENCIES.map(offerField),
  'day-start',
  'day-end',
  'notice-standard',
  'notice-urgent',
  'guard',
  'hours-usual',
]

/** What the pool is asked to preview, or what stands at fields that hold no number. Whether it may be used is the pool's to say. */
export function readDraft({ texts, secondTier }: PolicyDraft, employers: readonly string[]) {
  const given = (name: string) => texts[name] ?? ''
  const optional = [
    ...SKILLS.map(({ id }) => skillField(id)),
    ...OFFER_URGENCIES.map(urgencyField),
    ...employers.map(needField),
  ].filter((name) => given(name) !== '')
  const number = (name: string) => Number(given(name))
  const wrong = [...NEEDED, ...optional].filter((name) => given(name) === '' || !Number.isFinite(number(name)))
  if (wrong.length > 0) {
    const problems: Problems = Object.fromEntries(wrong.map((name) => [name, 'Enter a number.']))
    return { kind: 'problems', problems } as const
  }
  const filled = (name: string) => optional.includes(name)
  const settings = {
    offerHours: OFFER_URGENCIES.map((urgency) => ({ urgency, hours: number(offerField(urgency)) })),
    workingDayStartsAtHour: number('day-start'),
    workingDayEndsAtHour: number('day-end'),
    noticeStandardDays: number('notice-standard'),
    noticeUrgentDays: number('notice-urgent'),
    starvationDays: number('guard'),
    lateCases: given('late'),
    usualCaseHours: number('hours-usual'),
    caseHoursBySkill: SKILLS.filter(({ id }) => filled(skillField(id))).map(({ id }) => ({
      skill: id,
      hours: number(skillField(id)),
    })),
    caseHoursByUrgency: OFFER_URGENCIES.filter((urgency) => filled(urgencyField(urgency))).map((urgency) => ({
      urgency,
      hours: number(urgencyField(urgency)),
    })),
    secondTierSkills: [...secondTier],
    need: employers
      .filter((employer) => filled(needField(employer)))
      .map((employer) => ({ employer, share: Math.round(number(needField(employer)) * 100) / 10_000 })),
  }
  return { kind: 'settings', settings } as const
}

/** Where each refusal of the pool is shown. */
export const POLICY_FIELDS: Readonly<Record<string, string>> = {
  'offer-hours-not-valid': offerField('routine'),
  'offer-hours-out-of-order': offerField('routine'),
  'working-day-not-valid': 'day-start',
  'working-day-ends-too-early': 'day-end',
  'notice-not-valid': 'notice-standard',
  'notice-out-of-order': 'notice-urgent',
  'guard-not-valid': 'guard',
  'case-hours-not-valid': 'hours-usual',
  'late-cases-unknown': 'late',
  'need-not-a-share': 'need',
  'need-does-not-add-up': 'need',
  'need-of-unknown-trust': 'need',
}
