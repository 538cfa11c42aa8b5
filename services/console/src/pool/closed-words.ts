import type { ConsentRefusal } from '@oh/auth'

/** Why the content of an escalation is shut, as the pool says it in one word. */
type ClosedWord =
  | ConsentRefusal
  | 'proof-missing'
  | 'proof-invalid'
  | 'keys-unavailable'
  | 'declaration-missing'
  | 'withdrawal-being-decided'
  | 'not-accredited'
  | 'agreement-not-valid'
  | 'indemnity-not-valid'
  | 'honorary-contract-not-valid'

const NO_GATE = 'The home service holds no live consent, or anything that stands in its place.'
const CANNOT_TELL = 'The home service could not confirm that it may be opened. Open this page again in a minute.'

const SENTENCES: Readonly<Record<ClosedWord, string>> = {
  'consent-withdrawn': 'The worker has withdrawn consent.',
  'withdrawal-being-decided': 'The worker has withdrawn consent. The home service now decides what must still be shared.',
  'gate-expired': 'The worker’s consent has run out at the home service.',
  'consent-does-not-cover-the-pool': 'The worker’s consent does not reach the specialists of the pool.',
  'gate-missing': NO_GATE,
  'gate-not-yet-valid': NO_GATE,
  'same-team-does-not-leave-the-service': NO_GATE,
  'law-not-named': NO_GATE,
  'public-interest-without-senior-discussion': NO_GATE,
  'public-interest-without-rationale': NO_GATE,
  'public-interest-worker-not-informed': NO_GATE,
  'conflict-declared': 'You declared a conflict of interest. It is closed to you, and the pool looks for another specialist.',
  'opinion-acted-on': 'The home service has acted on your opinion. Your opinion stays yours to read.',
  'not-accepted-by-caller': 'The home service does not know yet that you accepted this. Open this page again in a minute.',
  'declaration-missing': 'Say first whether you have a conflict of interest.',
  'proof-missing': CANNOT_TELL,
  'proof-invalid': CANNOT_TELL,
  'keys-unavailable': CANNOT_TELL,
  'not-accredited': 'Your accreditation does not hold today. Ask the pool coordinator.',
  'agreement-not-valid': 'Your agreement with the pool does not hold today. Ask the pool coordinator.',
  'indemnity-not-valid': 'Your indemnity does not hold today. Ask the pool coordinator.',
  'honorary-contract-not-valid': 'Your honorary contract does not hold today. Ask the pool coordinator.',
}

/** Words that are only about this minute: the same page may open in the next. */
const PASSING: readonly string[] = ['proof-missing', 'proof-invalid', 'keys-unavailable', 'not-accepted-by-caller']

/** Why the content is shut, for the specialist. A word that is not known here is told as a closed door, never as an open one. */
export function closedInWords(reason: string | undefined): string {
  return reason !== undefined && Object.hasOwn(SENTENCES, reason)
    ? SENTENCES[reason as ClosedWord]
    : 'It may not be opened now, and the pool gave no reason that this page knows.'
}

export function isPassing(reason: string | undefined): boolean {
  return reason !== undefined && PASSING.includes(reason)
}
