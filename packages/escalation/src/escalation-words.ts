import { plainText, type TextLimits, type TextRefusal } from '@oh/casework'
import type { Branded } from '@oh/kernel'

/** The free text of an escalation, as the nurse wrote it. */
export interface EscalationWords {
  readonly question: string
  readonly nursePlan: string
  readonly summary: string
  readonly jobAndHazards: string
  readonly adjustmentsTried: string
}
export type EscalationField = keyof EscalationWords
/** Where text that leaves is searched for what may name somebody; `reasons`: the words in which reasons were added or set aside. */
export type SearchedField = EscalationField | 'reasons'

/** Words that `ruleOnEscalation` has let through; nothing else can be sent. */
export type CheckedWords = Branded<EscalationWords, 'CheckedWords'>

/** What people read above each field, and its longest text in characters a person sees. One question, kept short on purpose. */
export const ESCALATION_TEXT = {
  question: { title: 'Your question', max: 600, required: true, multiline: true },
  nursePlan: { title: 'What do you think you should do?', max: 2000, multiline: true },
  summary: { title: 'Summary', max: 4000, required: true, multiline: true },
  jobAndHazards: { title: 'Job and hazards', max: 2000, multiline: true },
  adjustmentsTried: { title: 'Adjustments tried', max: 2000, multiline: true },
} as const satisfies Record<EscalationField, TextLimits & { title: string }>

/** A field that cannot be taken as it is, with the reasons `plainText` gave. */
export interface WordsRefused {
  readonly field: EscalationField
  readonly reasons: readonly TextRefusal[]
}

/** Every field in the one form `plainText` gives it ('' where it was refused), and the fields refused, in form order. */
export function readWords(raw: EscalationWords): { readonly words: EscalationWords; readonly refused: readonly WordsRefused[] } {
  const refused: WordsRefused[] = []
  const take = (field: EscalationField): string => {
    const checked = plainText(raw[field], ESCALATION_TEXT[field])
    if (checked.kind === 'allowed') return checked.text
    refused.push({ field, reasons: checked.reasons })
    return ''
  }
  const words = {
    question: take('question'),
    nursePlan: take('nursePlan'),
    summary: take('summary'),
    jobAndHazards: take('jobAndHazards'),
    adjustmentsTried: take('adjustmentsTried'),
  }
  return { words, refused }
}
