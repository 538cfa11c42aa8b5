import {
  mustBeSentBack,
  plainText,
  REFERRAL_REASONS,
  REFERRAL_SOURCES,
  REFERRAL_TEXT,
  type ReferralFacts,
  type ReferralReason,
  type ReferralSource,
  referralSentences,
  ruleOnReferral,
  type TextLimits,
} from '@oh/casework'
import { type Reason, refusedAnswer } from '@oh/graph'
import type { LondonDate } from '@oh/kernel'

/** What the form says, whoever filled it in. */
export interface ReferralForm {
  /** A word of `REFERRAL_SOURCES`. */
  readonly source: string
  /** A word of `REFERRAL_REASONS`. */
  readonly reason: string
  readonly words: string
  readonly background?: string | null | undefined
  readonly workerTold: boolean
  readonly workerConsented?: boolean | null | undefined
  readonly absentSince?: LondonDate | null | undefined
  /** When the letter or call came in, for the OH team; otherwise it is today. */
  readonly receivedOn?: LondonDate | null | undefined
}

/** On whose side the form is filled in: the OH team from a letter or call, a manager, or the worker himself. */
export type Side = 'service' | 'referrer' | 'worker'

const OF_MANAGERS: readonly ReferralSource[] = ['line-manager', 'hr', 'medical-director', 'appraiser', 'colleague']

export type FormReading =
  | { readonly kind: 'read'; readonly facts: ReferralFacts; readonly reason: ReferralReason }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] }

/**
 * Reads the form, or collects every reason against it. What only the referrer can put right does not stop the OH team
 * from writing down what came in: triage sends that back.
 */
export function readReferralForm(form: ReferralForm, side: Side, today: LondonDate): FormReading {
  const source = REFERRAL_SOURCES.find(({ id }) => id === form.source)?.id
  const reason = REFERRAL_REASONS.find(({ id }) => id === form.reason)?.id
  const unknown = [
    ...(source ? [] : [{ word: 'source-unknown', sentence: 'Choose who is referring.' }]),
    ...(reason ? [] : [{ word: 'reason-unknown', sentence: 'Choose the reason for the referral.' }]),
  ]
  if (!source || !reason) return { kind: 'refused', reasons: unknown }
  const facts: ReferralFacts = {
    source,
    reasons: [reason],
    workerToldAndShown: form.workerTold,
    workerConsented: form.workerConsented ?? false,
    question: form.words,
    background: form.background ?? '',
    receivedOn: side === 'service' ? (form.receivedOn ?? today) : today,
    ...(form.absentSince && { absentSince: form.absentSince }),
  }
  const reasons = [...againstSource(source, side), ...againstFacts(facts, side, today)]
  if (reasons.length > 0) return { kind: 'refused', reasons }
  const question = clean(facts.question, REFERRAL_TEXT.question)
  const background = clean(facts.background, REFERRAL_TEXT.background)
  return { kind: 'read', reason, facts: { ...facts, question, background } }
}

function againstSource(source: ReferralSource, side: Side): Reason[] {
  const isOwn = side === 'service' || (side === 'worker' ? source === 'self' : OF_MANAGERS.includes(source))
  return isOwn ? [] : [{ word: 'source-not-yours', sentence: 'You cannot refer in that person’s place. Choose another source.' }]
}

function againstFacts(facts: ReferralFacts, side: Side, today: LondonDate): readonly Reason[] {
  const ruling = ruleOnReferral(facts, today)
  if (ruling.kind === 'allowed') return []
  const reasons = ruling.reasons.filter((reason) => side !== 'service' || !mustBeSentBack([reason]))
  return refusedAnswer(reasons, referralSentences(facts)).reasons
}

function clean(text: string, limits: TextLimits): string {
  const checked = plainText(text, limits)
  if (checked.kind === 'refused') throw new Error('the rules have read this text')
  return checked.text
}
