import { addWorkingDays, type Instant, type LondonDate, londonDateOf, type Refused, ruleBy } from '@oh/kernel'
import type { GdprBasis, LeavingGate } from './confidentiality-gate.ts'
import { type CheckedWords, readWords, type SearchedField, type WordsRefused } from './escalation-words.ts'
import { type IdentifyingFind, identifyingTextIn } from './identifying-text.ts'
import {
  type Considered,
  type EscalationAsk,
  type EscalationFacts,
  type EscalationRefusal,
  type NurseReason,
  REFUSAL_RULES,
} from './refusal-rules.ts'
import { ESCALATION_RULES, ESCALATION_RULES_VERSION, type EscalationReason, findReason, reasonsFired } from './rules.ts'
import { CATEGORIES, type Category, SKILLS, type Skill, type Urgency } from './words.ts'

/** A reason that stands: the row's own, or one the nurse added with her words. */
export interface StandingReason extends EscalationReason {
  readonly by: 'rule' | 'nurse'
  readonly because?: string
}

/** An escalation that may go: what it rests on, what it calls for, and by when. Kept whole in the trust's record. */
export interface EscalationAllowed {
  readonly kind: 'allowed'
  readonly reasons: readonly [StandingReason, ...StandingReason[]]
  readonly overruled: readonly NurseReason[]
  readonly skills: readonly [Skill, ...Skill[]]
  readonly category: Category
  readonly urgency: Urgency
  readonly words: CheckedWords
  /** What the nurse looked at and let pass. */
  readonly warnings: readonly IdentifyingFind<SearchedField>[]
  /** The two grounds it was ruled on; what leaves names these and no others. */
  readonly gdprBasis: GdprBasis
  readonly gate: LeavingGate
  readonly absentSince?: LondonDate
  readonly ruledOn: LondonDate
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  readonly rulesVersion: string
  readonly settingsVersion: string
}

/** A refusal, with the fields and the words it is about, to show beside them. */
export interface EscalationRefused extends Refused<EscalationRefusal> {
  readonly fields: readonly WordsRefused[]
  readonly finds: readonly IdentifyingFind<SearchedField>[]
}
export type EscalationRuling = EscalationAllowed | EscalationRefused

/**
 * Rules on an escalation out of the service at a moment. Allowed: final reasons (fired, less overruled, plus added, in
 * table order), skills (what reasons, category and nurse call for; `general` only when nothing else is), the checked words,
 * and the London days by which it is to be accepted and answered, in England working days from today. Refused: every row
 * of `REFUSAL_RULES` that applies, in table order. Throws RangeError when the bank holidays are not known so far ahead.
 */
export function ruleOnEscalation(ask: EscalationAsk, facts: EscalationFacts, now: Instant): EscalationRuling {
  const today = londonDateOf(now)
  const fired = reasonsFired(facts.clinical, facts.settings, today)
  const standing = reasonsStanding(fired, ask.added, ask.overruled)
  const { words, refused: wordsRefused } = readWords(ask.words)
  const said = [...ask.added, ...ask.overruled].map(({ because }) => because).join('\n')
  const finds = identifyingTextIn({ ...words, reasons: said }, facts.worker)
  const considered: Considered = { ask, facts, now, words, wordsRefused, finds, fired, standing }
  const ruling = ruleBy(REFUSAL_RULES, considered)
  if (ruling.kind === 'refused') return { ...ruling, fields: wordsRefused, finds }
  const [first, ...rest] = standing
  const { gate, gdprBasis } = facts
  const { absentSince } = facts.clinical
  if (first === undefined || gdprBasis === undefined || gate === undefined || gate.kind === 'same-team-care') {
    throw new Error('an escalation without a reason or a ground was let through')
  }
  const { acceptWorkingDays, opinionWorkingDays } = facts.settings.turnaround[ask.urgency]
  return {
    kind: 'allowed',
    reasons: [first, ...rest],
    overruled: ask.overruled,
    skills: skillsFor(standing, ask),
    category: ask.category,
    urgency: ask.urgency,
    words: words as CheckedWords,
    warnings: finds,
    gdprBasis,
    gate,
    ...(absentSince !== undefined && { absentSince }),
    ruledOn: today,
    acceptBy: addWorkingDays(today, acceptWorkingDays),
    dueOn: addWorkingDays(today, opinionWorkingDays),
    rulesVersion: ESCALATION_RULES_VERSION,
    settingsVersion: facts.settings.version,
  }
}

/** The reasons that fired, less those the nurse may overrule and did, plus those she added; each once, in table order. */
export function reasonsStanding(
  fired: readonly EscalationReason[],
  added: readonly NurseReason[],
  overruled: readonly NurseReason[],
): StandingReason[] {
  return ESCALATION_RULES.flatMap(({ id }): StandingReason[] => {
    const rule = fired.find((reason) => reason.id === id)
    const setAside = rule?.nurseMayOverrule === true && overruled.some(({ reason }) => reason === id)
    if (rule !== undefined && !setAside) return [{ ...rule, by: 'rule' }]
    const byNurse = added.find(({ reason }) => reason === id)
    const row = byNurse && findReason(id)
    return row === undefined ? [] : [{ ...row, by: 'nurse', because: byNurse?.because ?? '' }]
  })
}

function skillsFor(standing: readonly EscalationReason[], ask: EscalationAsk): [Skill, ...Skill[]] {
  const category = CATEGORIES.find(({ id }) => id === ask.category)
  const called = new Set<Skill>([...standing.flatMap(({ skills }) => skills), ...(ask.skills ?? [])])
  if (category?.skill !== undefined) called.add(category.skill)
  const [first, ...rest] = SKILLS.map(({ id }) => id).filter((id) => id !== 'general' && called.has(id))
  return first === undefined ? ['general'] : [first, ...rest]
}
