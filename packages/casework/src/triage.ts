import { type Instant, londonDateOf, type RefusalRule, type Refused, ruleBy } from '@oh/kernel'
import { REFERRAL_REFUSALS, type Referral, type ReferralState, ruleOnReferral } from './referral.ts'
import { plainText, type TextLimits } from './text.ts'

/** What triage says of a referral. `because` is written to the referrer, so it holds no clinical detail. */
export type TriageEvent = { readonly kind: 'accepted' } | { readonly kind: 'sent-back'; readonly because: string }

/** Every lawful move of a referral. A referral sent back is answered by a new one. */
export const REFERRAL_MOVES: readonly {
  readonly event: TriageEvent['kind']
  readonly from: ReferralState
  readonly to: ReferralState
}[] = [
  { event: 'accepted', from: 'received', to: 'accepted' },
  { event: 'sent-back', from: 'received', to: 'sent-back' },
]

export const SEND_BACK_TEXT = { max: 600, required: true, multiline: true } as const satisfies TextLimits

export const TRIAGE_REFUSALS = [
  'already-triaged',
  'send-back-not-explained',
  'send-back-unreadable',
  ...REFERRAL_REFUSALS,
] as const
export type TriageRefusal = (typeof TRIAGE_REFUSALS)[number]
export type TriageRuling = { readonly kind: 'allowed'; readonly referral: Referral } | Refused<TriageRefusal>

interface TriageFacts {
  readonly referral: Referral
  readonly event: TriageEvent
}

export const TRIAGE_RULES: readonly RefusalRule<TriageRefusal, TriageFacts>[] = [
  {
    refuses: 'already-triaged',
    when: ({ referral }) => referral.state !== 'received',
    source: 'A referral is triaged once: the second nurse is told',
  },
  {
    refuses: 'send-back-not-explained',
    when: ({ event }) => event.kind === 'sent-back' && refusalsOf(event.because).includes('empty'),
    source: 'NHS e-Referral Service: a referral returned to the referrer carries a comment',
  },
  {
    refuses: 'send-back-unreadable',
    when: ({ event }) =>
      event.kind === 'sent-back' && refusalsOf(event.because).some((word) => word === 'too-long' || word === 'unprintable'),
    source: 'The referrer can read why',
  },
]

/**
 * Triages a referral at a moment: accepts it, or sends it back to the referrer with a reason in words. Gives the referral
 * one version on, or every reason against: those of triage and, when accepting, those of `ruleOnReferral`.
 */
export function triage(referral: Referral, event: TriageEvent, now: Instant): TriageRuling {
  const today = londonDateOf(now)
  const onMove = ruleBy(TRIAGE_RULES, { referral, event })
  if (onMove.kind === 'refused') return onMove
  if (event.kind === 'accepted') {
    const onFacts = ruleOnReferral(referral.facts, today)
    if (onFacts.kind === 'refused') return onFacts
    return { kind: 'allowed', referral: moved(referral, 'accepted') }
  }
  const because = plainText(event.because, SEND_BACK_TEXT)
  if (because.kind === 'refused') throw new Error('checked above')
  return { kind: 'allowed', referral: { ...moved(referral, 'sent-back'), sentBackBecause: because.text } }

  function moved(from: Referral, kind: TriageEvent['kind']): Referral {
    const row = REFERRAL_MOVES.find((move) => move.event === kind && move.from === from.state)
    if (row === undefined) throw new Error(`no row and no refusal for ${kind} from ${from.state}`)
    return { ...from, state: row.to, version: from.version + 1, triagedOn: today }
  }
}

function refusalsOf(text: string): readonly string[] {
  const checked = plainText(text, SEND_BACK_TEXT)
  return checked.kind === 'refused' ? checked.reasons : []
}
