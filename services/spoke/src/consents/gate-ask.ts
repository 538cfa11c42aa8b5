import { plainText, type TextLimits } from '@oh/casework'
import {
  type ConfidentialityGate,
  ESCALATION_SENTENCES,
  GATE_KINDS,
  type GateRefusal,
  ruleOnGate,
  type SeniorDiscussion,
  type WorkerInformed,
} from '@oh/escalation'
import { type Reason, refusedAnswer } from '@oh/graph'
import { addDays, addMilliseconds, type Instant, instantOf, type LondonDate, londonDateOf, type PersonId } from '@oh/kernel'
import { gateTextOf } from './gate-texts.ts'

/** A gate as the form has it. What does not belong to its kind is ignored. */
export interface GateForm {
  /** A word of `GATE_KINDS`. */
  readonly kind: string
  /** The wording that was shown or read out. */
  readonly textVersion: string
  /** How consent was given, when somebody else writes it down. */
  readonly evidence?: string | null | undefined
  readonly inWriting?: boolean | null | undefined
  /** False when the consent reaches no further than this service. Default true. */
  readonly forThePool?: boolean | null | undefined
  /** The last day on which a consent holds. */
  readonly lastDay?: LondonDate | null | undefined
  readonly law?: string | null | undefined
  readonly rationale?: string | null | undefined
  readonly seniorDiscussion?: DiscussionForm | null | undefined
  readonly workerToldAt?: Instant | null | undefined
  readonly notToldBecause?: string | null | undefined
}

/** A senior discussion as a form has it. */
export interface DiscussionForm {
  /** senior-colleague, professional-body or indemnity-body. */
  readonly with: string
  readonly name: string
  readonly at: Instant
}

/** Who records the gate, and what the service has set. */
export interface GateFacts {
  readonly by: 'worker' | 'clinician'
  readonly givenBy: PersonId
  readonly consentHoldsDays: number
  readonly now: Instant
}

export const GATE_TEXT_LIMITS = { max: 1_000, multiline: true } as const satisfies TextLimits
const LONGEST_CONSENT_DAYS = 366

const SENTENCES = {
  'kind-unknown': 'Choose why the case may leave the service.',
  'only-consent-is-yours-to-give': 'You can give consent here. Other reasons to share are recorded by occupational health.',
  'wording-not-in-use': 'The wording has changed since this form was opened. Read it again.',
  'evidence-missing': 'Write how the worker gave consent: when, how and to whom.',
  'text-too-long': 'One of the texts is too long. Write 1,000 characters or fewer.',
  'text-unprintable': 'One of the texts holds hidden or control characters. Type it again instead of pasting it.',
  'last-day-not-ahead': 'The last day of the consent must be today or later.',
  'last-day-too-far': 'Consent can hold for a year at most. Choose an earlier last day.',
  'worker-not-told': 'Write when the worker was told that colleagues here see the record.',
  'time-in-future': 'The time must be now or in the past.',
} as const
type FormRefusal = keyof typeof SENTENCES

/** A gate that does not open the pool may be recorded all the same; of its dates the form has its own words. */
const SOUND_IN_ITSELF: readonly GateRefusal[] = [
  'same-team-does-not-leave-the-service',
  'consent-does-not-cover-the-pool',
  'gate-expired',
]

export type GateReading =
  | { readonly kind: 'gate'; readonly gate: ConfidentialityGate; readonly evidence?: string }
  | { readonly kind: 'refused'; readonly reasons: readonly Reason[] }

/** The gate that the form asks for, or every reason why it cannot stand as it is. */
export function readGateForm(form: GateForm, facts: GateFacts): GateReading {
  const kind = GATE_KINDS.find(({ id }) => id === form.kind)?.id
  if (!kind) return refusedAnswer(['kind-unknown'], SENTENCES)
  const texts = readTexts(form)
  const gate = gateOf(kind, form, texts.texts, facts)
  const own = refusedAnswer([...texts.refused, ...formRefusals(kind, form, texts.texts, facts)], SENTENCES).reasons
  const ruling = ruleOnGate(gate, facts.now)
  const words = ruling.kind === 'refused' ? ruling.reasons.filter((word) => !SOUND_IN_ITSELF.includes(word)) : []
  const unsound = words.map((word) => ({ word, sentence: ESCALATION_SENTENCES[word] }))
  const reasons = [...own, ...unsound]
  if (reasons.length > 0) return { kind: 'refused', reasons }
  return { kind: 'gate', gate, ...(texts.texts.evidence === '' ? {} : { evidence: texts.texts.evidence }) }
}

interface GateTexts {
  readonly evidence: string
  readonly law: string
  readonly rationale: string
  readonly notToldBecause: string
  readonly discussedWith: string
}

function readTexts(form: GateForm): { texts: GateTexts; refused: FormRefusal[] } {
  const refused = new Set<FormRefusal>()
  const take = (raw: string | null | undefined): string => {
    const text = plainText(raw ?? '', GATE_TEXT_LIMITS)
    if (text.kind === 'allowed') return text.text
    for (const reason of text.reasons) refused.add(reason === 'unprintable' ? 'text-unprintable' : 'text-too-long')
    return ''
  }
  const texts = {
    evidence: take(form.evidence),
    law: take(form.law),
    rationale: take(form.rationale),
    notToldBecause: take(form.notToldBecause),
    discussedWith: take(form.seniorDiscussion?.name),
  }
  return { texts, refused: [...refused] }
}

function formRefusals(
  kind: ConfidentialityGate['kind'],
  form: GateForm,
  texts: GateTexts,
  { by, now }: GateFacts,
): FormRefusal[] {
  const today = londonDateOf(now)
  const isConsent = kind === 'explicit-consent'
  const times = [form.workerToldAt, form.seniorDiscussion?.at]
  const against: readonly [FormRefusal, boolean][] = [
    ['only-consent-is-yours-to-give', by === 'worker' && !isConsent],
    ['wording-not-in-use', form.textVersion !== gateTextOf(kind).version],
    ['evidence-missing', by === 'clinician' && isConsent && texts.evidence === ''],
    ['last-day-not-ahead', isConsent && form.lastDay != null && form.lastDay < today],
    ['last-day-too-far', isConsent && form.lastDay != null && form.lastDay > addDays(today, LONGEST_CONSENT_DAYS)],
    ['worker-not-told', kind === 'same-team-care' && form.workerToldAt == null],
    ['time-in-future', times.some((time) => time != null && time > now)],
  ]
  return against.filter(([, applies]) => applies).map(([word]) => word)
}

function gateOf(
  kind: ConfidentialityGate['kind'],
  form: GateForm,
  texts: GateTexts,
  { by, givenBy, consentHoldsDays, now }: GateFacts,
): ConfidentialityGate {
  const base = { givenAt: now, givenBy, textVersion: form.textVersion }
  switch (kind) {
    case 'explicit-consent':
      return {
        ...base,
        kind,
        covers: form.forThePool === false ? 'this-service' : 'regional-pool',
        evidence: by === 'worker' || form.inWriting ? 'in-writing' : 'spoken-and-recorded',
        expiresAt: endOf(form.lastDay ?? addDays(londonDateOf(now), consentHoldsDays)),
      }
    case 'same-team-care':
      return { ...base, kind, workerToldAt: form.workerToldAt ?? now }
    case 'required-by-law':
      return { ...base, kind, law: texts.law }
    case 'public-interest':
      return {
        ...base,
        kind,
        rationale: texts.rationale,
        worker: workerInformed(form.workerToldAt, texts.notToldBecause),
        ...discussion(form.seniorDiscussion, texts.discussedWith),
      }
  }
}

const DISCUSSED_WITH = ['senior-colleague', 'professional-body', 'indemnity-body'] as const satisfies SeniorDiscussion['with'][]

/** A discussion with nobody named, or with none of the three, is none. */
export function discussion(said: DiscussionForm | null | undefined, name: string): { seniorDiscussion?: SeniorDiscussion } {
  const known = DISCUSSED_WITH.find((word) => word === said?.with)
  return !said || !known || name === '' ? {} : { seniorDiscussion: { with: known, name, at: said.at } }
}

export function workerInformed(toldAt: Instant | null | undefined, notToldBecause: string): WorkerInformed {
  return toldAt == null ? { notToldBecause } : { toldAt }
}

/** The first moment after a London day. */
function endOf(day: LondonDate): Instant {
  const next = addDays(day, 1)
  const midnight = instantOf(Date.parse(next))
  const anHourEarlier = addMilliseconds(midnight, -3_600_000)
  return londonDateOf(anHourEarlier) === next ? anHourEarlier : midnight
}
