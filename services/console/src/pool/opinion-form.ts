import { charactersIn } from '@oh/casework'
import type { LondonDate } from '@oh/kernel'
import type { SentFields } from '../form.ts'
import { type ReadDate, readDate } from '../form-date.ts'
import type { Problems } from '../layout/messages.view.tsx'

/** What a specialist may find, in the words of the graph and of people. */
export const FITNESS = [
  { value: 'fit', text: 'Fit for work' },
  { value: 'fit-with-adjustments', text: 'Fit for work with adjustments' },
  { value: 'temporarily-unfit', text: 'Not fit for work at present' },
  { value: 'unfit', text: 'Not fit for this work' },
] as const

export const ANSWER_LIMIT = 4_000
export const ADVICE_LIMIT = 4_000
const ADJUSTMENT_LIMIT = 300
const MOST_ADJUSTMENTS = 20

/** An opinion as it was written so far. */
export interface OpinionDraft {
  readonly answer: string
  readonly fitness: string
  /** One adjustment a line, as typed. */
  readonly adjustments: string
  readonly reviewOn: ReadDate
  readonly adviceToNurse: string
}

export function readOpinion(form: SentFields): OpinionDraft {
  return {
    answer: form.text('answer'),
    fitness: form.text('fitness'),
    adjustments: form.text('adjustments'),
    reviewOn: readDate(form, 'review-on'),
    adviceToNurse: form.text('advice'),
  }
}

/** What was written before, as a form to go on with. */
export function draftOf(written: {
  readonly answer: string | null
  readonly fitness: string | null
  readonly adjustments: readonly string[]
  readonly reviewOn: LondonDate | null
  readonly adviceToNurse: string | null
}): OpinionDraft {
  const [year = '', month = '', day = ''] = written.reviewOn?.split('-') ?? []
  return {
    answer: written.answer ?? '',
    fitness: written.fitness ?? '',
    adjustments: written.adjustments.join('\n'),
    reviewOn: { typed: { day, month, year }, date: written.reviewOn ?? undefined, isWrong: false },
    adviceToNurse: written.adviceToNurse ?? '',
  }
}

/** The adjustments, one a line; empty lines are nothing. */
export function linesOf({ adjustments }: Pick<OpinionDraft, 'adjustments'>): string[] {
  return adjustments
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What is wrong before it is checked, by field, in the order of the page. The pool has the last word when it is sent. */
export function opinionProblems(draft: OpinionDraft): Problems {
  const lines = linesOf(draft)
  return {
    ...problem('answer', draft.answer === '', 'Enter your answer to the question.'),
    ...problem('answer', isLong(draft.answer, ANSWER_LIMIT), 'The answer must be 4,000 characters or fewer.'),
    ...problem('fitness', !FITNESS.some(({ value }) => value === draft.fitness), 'Choose whether the worker is fit for work.'),
    ...problem('adjustments', draft.fitness === 'fit-with-adjustments' && lines.length === 0, 'Enter at least one adjustment.'),
    ...problem('adjustments', lines.length > MOST_ADJUSTMENTS, 'Enter 20 adjustments or fewer.'),
    ...problem(
      'adjustments',
      lines.some((line) => isLong(line, ADJUSTMENT_LIMIT)),
      'Each adjustment must be 300 characters or fewer.',
    ),
    ...problem('review-on-day', draft.reviewOn.isWrong, 'The review date must be a real date, such as 27 3 2026.'),
    ...problem('advice', isLong(draft.adviceToNurse, ADVICE_LIMIT), 'The advice to the nurse must be 4,000 characters or fewer.'),
  }
}

const problem = (field: string, applies: boolean, sentence: string): Problems => (applies ? { [field]: sentence } : {})
const isLong = (text: string, limit: number) => charactersIn(text) > limit

/** The field at which each refusal of the pool is shown. */
export const OPINION_FIELDS: Readonly<Record<string, string>> = {
  'answer-missing': 'answer',
  'answer-too-long': 'answer',
  'answer-not-printable': 'answer',
  'fitness-unknown': 'fitness',
  'adjustments-missing': 'adjustments',
  'too-many-adjustments': 'adjustments',
  'adjustment-too-long': 'adjustments',
  'adjustment-not-printable': 'adjustments',
  'review-in-the-past': 'review-on-day',
  'advice-too-long': 'advice',
  'advice-not-printable': 'advice',
}
