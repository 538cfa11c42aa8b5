import { createHash } from 'node:crypto'

/** One escalation that the trust said it has taken. */
export interface Acknowledged {
  readonly trust: string
  readonly caseId: string
  readonly id: string
  readonly question: string
}

export interface PreparedCase {
  readonly trust: string
  readonly caseId: string
  readonly number: number
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
export const questionOf = ({ trust, number }: Pick<PreparedCase, 'trust' | 'number'>): string =>
  `Question ${number} of ${trust}: is lifting safe again?`
/** What a specialist answers to a question: whoever reads it back knows which question was read. */
export const answerTo = (question: string): string => `Yes, in two steps. Asked: ${hashOf(question)}`
