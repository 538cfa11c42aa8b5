import { textSentence } from '@oh/casework'
import { CATEGORIES, ESCALATION_TEXT, type EscalationField, readWords, SEE_WORKER, URGENCIES } from '@oh/escalation'
import type { Problems } from '../layout/messages.view.tsx'
import { listInWords } from '../layout/words.ts'
import { addField, type EscalateDraft, overruleField, type Step, TEXTS, whyField } from './draft.ts'
import { hasSeenAll, type Preview } from './preview.ts'

/** A reason of the service, with the sentence for people. */
export interface Reason {
  readonly word: string
  readonly sentence: string
}

type Where = { readonly step: Step; readonly fields: (draft: EscalateDraft, preview: Preview) => readonly string[] }
const at = (step: Step, ...fields: string[]): Where => ({ step, fields: () => fields })

const refusedTexts = ({ texts }: EscalateDraft) => readWords(texts).refused
const textsWith = (reason: 'too-long' | 'unprintable') => (draft: EscalateDraft) =>
  refusedTexts(draft)
    .filter(({ field, reasons }) => reasons.includes(reason) && !(field === 'question' && reason === 'too-long'))
    .map(({ field }) => field)
const foundIn = ({ warnings }: Preview, field: string) => warnings.filter((each) => each.stops && each.field === field)
const found = (_draft: EscalateDraft, { warnings }: Preview) => warnings.filter(({ stops }) => stops).map(({ field }) => field)

/** Where in the form each reason is put right. What is not here stands in the case or its gate. */
const WHERE: Readonly<Record<string, Where>> = {
  'category-unknown': at('about', 'category'),
  'urgency-unknown': at('about', 'urgency'),
  'work-unknown': at('about', 'work'),
  'question-missing': at('question', 'question'),
  'question-too-long': at('question', 'question'),
  'plan-missing': at('question', 'nursePlan'),
  'summary-missing': at('question', 'summary'),
  'text-too-long': { step: 'question', fields: textsWith('too-long') },
  'text-unprintable': { step: 'question', fields: textsWith('unprintable') },
  'names-the-worker': { step: 'question', fields: found },
  'identifies-the-worker': { step: 'question', fields: found },
  'warnings-not-seen': at('question', 'seen'),
  'no-reason-to-escalate': at('question', 'added'),
  'added-reason-not-explained': { step: 'question', fields: ({ added }) => blank(added).map(addField) },
  'overruled-without-reason': { step: 'question', fields: ({ overruled }) => blank(overruled).map(overruleField) },
  'reason-may-not-be-overruled': at('question', 'overruled'),
  'overruled-reason-not-there': at('question', 'overruled'),
  'reason-unknown': at('question', 'added'),
  'because-unreadable': at('question', 'added'),
  'in-house-physician-not-asked': at('question', 'physician-asked'),
  'see-worker-unknown': at('wishes', 'see-worker'),
  'exclusion-unknown': at('wishes', 'excluded'),
  'specialists-not-shown': at('wishes', 'shown'),
  'objections-not-asked': at('wishes', 'asked'),
}

const blank = (given: EscalateDraft['added']) => given.filter(({ because }) => because === '').map(({ rule }) => rule)

/** The step in which a reason is put right; undefined when the form cannot put it right. */
export function stepOf(word: string): Step | undefined {
  return WHERE[word]?.step
}

/** What is wrong with one step, by field in the order in which the service says it. Empty when the nurse may go on. */
export function problemsAt(step: Step, draft: EscalateDraft, preview: Preview): Problems {
  const problems: Record<string, string> = { ...OWN[step](draft) }
  const add = (field: string, sentence: string) => {
    const before = problems[field]
    if (before === undefined) problems[field] = sentence
    else if (!before.includes(sentence)) problems[field] = `${before} ${sentence}`
  }
  for (const { word, sentence } of preview.against) {
    const where = WHERE[word]
    if (where?.step !== step) continue
    const ofText = TEXT_REASONS[word]
    if (word in FOUND) for (const field of where.fields(draft, preview)) add(field, foundSentence(preview, field))
    else if (ofText) for (const field of where.fields(draft, preview)) add(field, inField(field, ofText, draft))
    else for (const field of where.fields(draft, preview)) add(field, sentence)
  }
  if (step === 'question' && !hasSeenAll(preview, draft)) add('seen', LOOK)
  return Object.fromEntries(Object.entries(problems).sort(([one], [other]) => placeOf(one) - placeOf(other)))
}

/** The fields of the steps as they stand on the page, those of one reason or specialist by their beginning. */
const ORDER = [
  ...['work', 'back-on', 'category', 'urgency', 'overruled', 'overrule-', 'added', 'add-', 'physician-asked'],
  ...[...TEXTS, 'seen', 'excluded', 'why-', 'shown', 'asked', 'see-worker'],
]
const placeOf = (field: string) => ORDER.findIndex((name) => field.startsWith(name))

const LOOK = 'Look at the words shown, then confirm that they may leave the trust.'

const TEXT_REASONS: Readonly<Record<string, 'too-long' | 'unprintable'>> = {
  'text-too-long': 'too-long',
  'text-unprintable': 'unprintable',
}

/** The reasons that stand in words found in a text: each field says once what was found in it, whichever of them fired. */
const FOUND: Readonly<Record<string, true>> = { 'names-the-worker': true, 'identifies-the-worker': true }

function foundSentence(preview: Preview, field: string): string {
  const words = foundIn(preview, field).map(({ title, found }) => `${lowerFirst(title)} (“${found}”)`)
  const where = ESCALATION_TEXT[field as EscalationField]?.title ?? 'Your words about the reasons'
  return `${where}: take out ${listInWords(words)}..`
}

/** The sentence names its field: it also stands in the summary, far from it. */
function inField(field: string, reason: 'too-long' | 'unprintable', { texts }: EscalateDraft): string {
  const limits = ESCALATION_TEXT[field as EscalationField]
  return `${limits.title}: ${lowerFirst(textSentence(reason, limits, texts[field as EscalationField]))}`
}

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

/** What the page itself can see before anybody is asked. */
const OWN: Readonly<Record<Step, (draft: EscalateDraft) => Problems>> = {
  about: ({ category, urgency, backOn }) => ({
    ...(isOf(CATEGORIES, category) ? {} : { category: 'Choose what the question is about.' }),
    ...(isOf(URGENCIES, urgency) ? {} : { urgency: 'Choose how soon an answer is needed.' }),
    ...(backOn.isWrong ? { 'back-on-day': 'The day the worker came back must be a real date, such as 27 3 2026.' } : {}),
  }),
  question: () => ({}),
  wishes: ({ seeWorker, excluded }) => ({
    ...(isOf(SEE_WORKER, seeWorker) ? {} : { 'see-worker': 'Choose whether the worker is to be seen.' }),
    ...Object.fromEntries(
      excluded
        .filter(({ why }) => why === '')
        .map(({ specialistId }) => [whyField(specialistId), 'Choose why this specialist must not see it.']),
    ),
  }),
}

const isOf = (rows: readonly { readonly id: string }[], word: string) => rows.some(({ id }) => id === word)

/** The reasons that no step of the form can put right, such as a missing consent. */
export function obstaclesOf(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ word }) => stepOf(word) === undefined)
}
