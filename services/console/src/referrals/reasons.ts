import { REFERRAL_REASONS, type ReferralReason } from '@oh/casework'
import type { Side } from './answers.ts'

/** The reasons as a worker would say them of himself, each with the reason the service counts it as. */
const OWN_WORDS: readonly { readonly value: ReferralReason; readonly text: string }[] = [
  { value: 'stress', text: 'Stress or my mental health' },
  { value: 'work-related-ill-health', text: 'A health problem that my work may cause or make worse' },
  { value: 'fitness-after-illness', text: 'Coming back to work after illness, injury or an operation' },
  { value: 'long-term-or-frequent-absence', text: 'Being off work for long, or often' },
  { value: 'equality-act-adjustment', text: 'Changes to my job because of my health or a disability' },
  { value: 'change-of-job-or-environment', text: 'A new job or place of work, and my health' },
  { value: 'safety-critical-duty', text: 'A duty where safety depends on my health, such as driving' },
  { value: 'needlestick-recovery', text: 'Recovery after an injury with a needle or sharp' },
  { value: 'ill-health-retirement', text: 'Leaving work because of ill health' },
  { value: 'self-referral', text: 'Something else' },
]

/** The reasons to pick from. Nobody but the worker makes a self-referral. */
export function reasonsFor(side: Side): readonly { readonly value: string; readonly text: string }[] {
  if (side === 'worker') return OWN_WORDS
  const all = REFERRAL_REASONS.map(({ id, title }) => ({ value: id, text: title }))
  return side === 'service' ? all : all.filter(({ value }) => value !== 'self-referral')
}

/** The words that were picked. */
export function reasonInWords(side: Side, reason: string): string {
  return reasonsFor(side).find(({ value }) => value === reason)?.text ?? ''
}
