import type { Instant } from '@oh/kernel'
import type { SubmissionRefusal } from '@oh/messages'
import type { CompiledMonth } from './compile-month.ts'
import type { SubmissionRow } from './submission.store.ts'

export const SUBMISSION_STATES = ['not-sent', 'sent', 'taken-in', 'waiting', 'refused', 'published'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

export const SUBMISSION_STATE_TITLES: Readonly<Record<SubmissionState, string>> = {
  'not-sent': 'Not signed off',
  sent: 'On its way',
  'taken-in': 'Sent',
  waiting: 'Waits for the refresh',
  refused: 'Refused',
  published: 'Published',
}

/** What the rollup refuses with, and what this service itself does. */
export type SubmissionReason = SubmissionRefusal | 'figures-changed'

/** Why the rollup, or this service itself, does not take a submission, for the head of service who must act on it. */
export const SUBMISSION_SENTENCES: Readonly<Record<SubmissionReason, string>> = {
  'month-not-over': 'This month is not over yet. Sign it off after its last day.',
  'month-published':
    'A later month has been published without this one. A publication is never changed, so figures for it are not taken any more.',
  'year-final':
    'The figures of this financial year are final: it has been refreshed, or a later year has been closed since. New figures for it are not taken.',
  'figures-changed':
    'The figures have changed since you opened this page, because somebody has recorded something meanwhile. Look at them again, then sign off.',
  'employer-not-served':
    'The register says that your service did not serve this employer at the end of the month. Have the register put right, then sign off again.',
  'measure-unknown':
    'The national figures do not know one of the measures yet. Tell whoever runs your software that its version does not fit, then sign off again.',
  'measure-version-unknown':
    'The national figures count one of the measures by another version of its definition. Tell whoever runs your software, then sign off again.',
  'measure-twice': 'One of the measures was sent twice. Report it as a fault.',
  'numerator-above-denominator':
    'More people were counted than there were to count. Report it as a fault: nothing of it was used.',
  'grid-place-unknown':
    'The national figures do not know one of the staff groups or reasons yet. Tell whoever runs your software that its version does not fit, then sign off again.',
  'grid-place-twice': 'One staff group was sent twice for the same reason. Report it as a fault: nothing of it was used.',
  'grid-does-not-add-up':
    'The figures by staff group and reason do not add up to the figure of the whole month. Report it as a fault: nothing of it was used.',
  'submission-known':
    'The national figures know this submission already, and have left what they hold as it is. Sign off again; if it is refused again, report it as a fault.',
  'restatement-out-of-order':
    'The national figures expected another version of this month first. Sign off again; if it is refused again, report it as a fault.',
}

/** The sentence for a reason; the word itself for one that this version does not know. */
export function submissionSentence(word: string): string {
  return Object.hasOwn(SUBMISSION_SENTENCES, word)
    ? SUBMISSION_SENTENCES[word as SubmissionReason]
    : `The national figures answered: ${word}.`
}

/** One sign-off and what became of it. */
export interface SentView {
  readonly restatement: number
  readonly signedOffAt: Instant
  readonly signedOffByName: string
  readonly state: Exclude<SubmissionState, 'not-sent'>
  readonly reasons: readonly string[]
  readonly answeredAt: Instant | null
  readonly publication: number | null
  readonly publishedAt: Instant | null
  /** The financial year at whose refresh these figures count, and the publication that they came after; kept when they count. */
  readonly waitsFor: string | null
  readonly waitsBehind: number | null
  readonly waitsSince: Instant | null
}

/** How one employer's month stands. */
export interface Standing {
  readonly state: SubmissionState
  /** Every sign-off, the newest first. */
  readonly sent: readonly SentView[]
  /** The figures that count: the newest that was not refused. */
  readonly counting: SubmissionRow | undefined
  /** It is published: what is signed off from now on counts when its year is refreshed. */
  readonly isPublished: boolean
  /** No figures are taken for it any more. */
  readonly isFinal: boolean
}

/** By everything that was signed off for one employer and month, the earliest first. */
export function standingOf(rows: readonly SubmissionRow[]): Standing {
  const newest = rows.at(-1)
  return {
    state: newest ? stateOf(newest) : 'not-sent',
    sent: rows.map(sentView).toReversed(),
    counting: rows.findLast(({ ruling }) => ruling !== 'refused'),
    isPublished: rows.some(({ publication, waitsFor }) => publication !== null || waitsFor !== null),
    isFinal: rows.some(({ reasons }) => reasons.includes('year-final')),
  }
}

type Now = Pick<CompiledMonth, 'digest' | 'digestOfCounts' | 'grid'>

/** Other figures are counted now than were signed off, or none were. What was signed off without a grid is judged by its counts. */
export function hasNewFigures({ counting }: Standing, { digest, digestOfCounts }: Now): boolean {
  return counting?.digest !== (counting?.grid === null ? digestOfCounts : digest)
}

/** What was signed off has no grid, as before there were any, and there is one that can still be signed off. */
export function addsGrid({ counting, isPublished, isFinal }: Standing, { grid }: Now): boolean {
  return counting?.grid === null && grid.length > 0 && !isPublished && !isFinal
}

function stateOf({ ruling, publication, waitsFor }: SubmissionRow): SentView['state'] {
  if (publication !== null) return 'published'
  if (waitsFor !== null) return 'waiting'
  return ruling ?? 'sent'
}

function sentView(row: SubmissionRow): SentView {
  const { restatement, signedOffAt, signedOffByName, reasons, answeredAt, publication, publishedAt } = row
  const { waitsFor, waitsBehind, waitsSince } = row
  const became = { reasons, answeredAt, publication, publishedAt, waitsFor, waitsBehind, waitsSince }
  return { restatement, signedOffAt, signedOffByName, ...became, state: stateOf(row) }
}
