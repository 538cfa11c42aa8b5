import { asLondonDate, type LondonDate } from '@oh/kernel'
import { type OpinionGivenV1, opinionGivenV1 } from '@oh/messages'

export type Fitness = OpinionGivenV1['fitness']

export const FITNESS_TITLES: Readonly<Record<Fitness, string>> = {
  fit: 'Fit for work',
  'fit-with-adjustments': 'Fit for work with adjustments',
  'temporarily-unfit': 'Not fit for work at present',
  unfit: 'Not fit for this work',
}

/** What a specialist writes, as the form sends it. */
export interface OpinionDraft {
  readonly answer: string
  readonly fitness: string
  readonly adjustments: readonly string[]
  readonly reviewOn?: LondonDate | undefined
  readonly adviceToNurse: string
}

/** The same, checked: what is signed, sealed and sent. */
export type OpinionWords = Pick<OpinionGivenV1, 'answer' | 'fitness' | 'adjustments' | 'reviewOn' | 'adviceToNurse'>

export type OpinionFault =
  | 'answer-missing'
  | 'answer-too-long'
  | 'answer-not-printable'
  | 'fitness-unknown'
  | 'adjustments-missing'
  | 'too-many-adjustments'
  | 'adjustment-too-long'
  | 'adjustment-not-printable'
  | 'review-in-the-past'
  | 'advice-too-long'
  | 'advice-not-printable'
  | 'comment-missing'
  | 'comment-too-long'
  | 'comment-not-printable'

const MOST_ADJUSTMENTS = 20
const {
  answer: answerShape,
  adjustments: adjustmentsShape,
  adviceToNurse: adviceShape,
  fitness: fitnessShape,
} = opinionGivenV1.shape

/** Checks what was written against what the message may carry, and collects every fault. Line ends and outer blanks are put right. */
export function checkOpinion(
  draft: OpinionDraft,
  today: LondonDate,
): { readonly kind: 'checked'; readonly words: OpinionWords } | { readonly kind: 'faults'; readonly faults: OpinionFault[] } {
  const answer = tidied(draft.answer)
  const adjustments = draft.adjustments.map(tidied).filter((text) => text !== '')
  const adviceToNurse = tidied(draft.adviceToNurse)
  const fitness = fitnessShape.safeParse(draft.fitness)
  const { reviewOn } = draft
  const faults: OpinionFault[] = [
    ...(answer === ''
      ? (['answer-missing'] as const)
      : textFaults(answerShape, answer, 'answer-too-long', 'answer-not-printable')),
    ...(fitness.success ? [] : (['fitness-unknown'] as const)),
    ...(fitness.data === 'fit-with-adjustments' && adjustments.length === 0 ? (['adjustments-missing'] as const) : []),
    ...(adjustments.length > MOST_ADJUSTMENTS ? (['too-many-adjustments'] as const) : []),
    ...adjustments.flatMap((text) =>
      textFaults(adjustmentsShape.element, text, 'adjustment-too-long', 'adjustment-not-printable'),
    ),
    ...(isBefore(reviewOn, today) ? (['review-in-the-past'] as const) : []),
    ...textFaults(adviceShape, adviceToNurse, 'advice-too-long', 'advice-not-printable'),
  ]
  if (faults.length > 0 || !fitness.success) return { kind: 'faults', faults: [...new Set(faults)] }
  const words = { answer, fitness: fitness.data, adjustments, adviceToNurse, ...(reviewOn === undefined ? {} : { reviewOn }) }
  return { kind: 'checked', words }
}

/** Checks why a supervisor sends an opinion back. */
export function checkComment(
  text: string,
): { readonly kind: 'checked'; readonly comment: string } | { readonly kind: 'faults'; readonly faults: OpinionFault[] } {
  const comment = tidied(text)
  const faults =
    comment === ''
      ? (['comment-missing'] as const)
      : textFaults(adviceShape, comment, 'comment-too-long', 'comment-not-printable')
  return faults.length === 0 ? { kind: 'checked', comment } : { kind: 'faults', faults: [...faults] }
}

/** Forms send CR LF; the same letters may come composed or not. */
function tidied(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

interface TextShape {
  /** In code units: the most work that reading it may cost. */
  readonly maxLength: number | null
  safeParse(text: string): { success: boolean; error?: { issues: readonly { code?: string | undefined }[] } | undefined }
}

/** A bound in characters is a `custom` rule of the shape; all else is about what the characters are. */
function textFaults(shape: TextShape, text: string, tooLong: OpinionFault, notPrintable: OpinionFault): OpinionFault[] {
  if (text.length > (shape.maxLength ?? 0)) return [tooLong]
  const read = shape.safeParse(text)
  if (read.success) return []
  const codes = new Set(read.error?.issues.map(({ code }) => code))
  return [...(codes.has('custom') ? [tooLong] : []), ...(codes.has('invalid_format') ? [notPrintable] : [])]
}

function isBefore(reviewOn: LondonDate | undefined, today: LondonDate): boolean {
  return reviewOn !== undefined && (asLondonDate(reviewOn) === undefined || reviewOn < today)
}
