import { charactersIn } from '@oh/casework'
import type { SentFields } from '../form.ts'
import { readDate } from '../form-date.ts'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import {
  type Answers,
  asFields,
  BACKGROUND_LIMIT,
  dateOf,
  mustTell,
  needsConsent,
  pickedWorker,
  QUESTION_LIMIT,
  type Side,
  SOMEBODY_ELSE,
  textOf,
} from './answers.ts'

/** What the questions depend on besides the answers. */
export interface StepFacts {
  readonly side: Side
  /** The person may refer himself and others, so the form asks which. */
  readonly asksWho: boolean
}

interface StepRow {
  readonly id: string
  readonly fields: readonly string[]
  readonly isAsked: (answers: Answers, facts: StepFacts) => boolean
  readonly problems: (answers: Answers, facts: StepFacts) => Problems
}

const QUESTION_MISSING: Readonly<Record<Side, string>> = {
  worker: 'Write what you would like to ask or tell.',
  referrer: 'Write what you would like to know.',
  service: 'Write what the referral asks.',
}

const dateFields = (name: string) => [`${name}-day`, `${name}-month`, `${name}-year`]
const always = () => true
const none = () => ({})
const isFromService = (_: Answers, { side }: StepFacts) => side === 'service'
const missing = (answers: Answers, field: string, sentence: string): Problems =>
  textOf(answers, field) === '' ? { [field]: sentence } : {}
const tooLong = (answers: Answers, field: string, most: number, what: string): Problems =>
  charactersIn(textOf(answers, field)) > most
    ? { [field]: `${what} must be ${most.toLocaleString('en-GB')} characters or fewer.` }
    : {}

/** Every question of a referral, in the order it is asked, one to a page. */
export const STEPS = [
  {
    id: 'who',
    fields: ['who'],
    isAsked: (_, { asksWho }) => asksWho,
    problems: (answers) => missing(answers, 'who', 'Choose who the referral is for.'),
  },
  {
    id: 'harm',
    fields: ['harm'],
    isAsked: always,
    problems: (answers) => missing(answers, 'harm', 'Choose an answer, so that we can show you who can help now.'),
  },
  { id: 'help-now', fields: [], isAsked: (answers) => textOf(answers, 'harm') === 'yes', problems: none },
  {
    id: 'find',
    fields: ['find'],
    isAsked: isFromService,
    problems: (answers) =>
      textOf(answers, 'find').length < 2 || textOf(answers, 'find').length > 100
        ? { find: 'Enter 2 to 100 characters of a name or staff number.' }
        : {},
  },
  {
    id: 'worker',
    fields: ['worker'],
    isAsked: (_, { side }) => side !== 'worker',
    problems: (answers) =>
      pickedWorker(answers) || textOf(answers, 'worker') === SOMEBODY_ELSE ? {} : { worker: 'Choose the worker.' },
  },
  { id: 'details', fields: detailFields(), isAsked: needsDetails, problems: detailProblems },
  {
    id: 'source',
    fields: ['source'],
    isAsked: isFromService,
    problems: (answers) => missing(answers, 'source', 'Choose who is referring.'),
  },
  {
    id: 'received',
    fields: dateFields('received'),
    isAsked: isFromService,
    problems: (answers) =>
      dateOf(answers, 'received') ? {} : { received: 'Enter the date the referral came in, such as 23 11 2026.' },
  },
  {
    id: 'reason',
    fields: ['reason'],
    isAsked: always,
    problems: (answers) => missing(answers, 'reason', 'Choose the main reason for the referral.'),
  },
  { id: 'absence', fields: ['absent', ...dateFields('since')], isAsked: always, problems: absenceProblems },
  {
    id: 'question',
    fields: ['question'],
    isAsked: always,
    problems: (answers, { side }) => ({
      ...missing(answers, 'question', QUESTION_MISSING[side]),
      ...tooLong(answers, 'question', QUESTION_LIMIT, 'The question'),
    }),
  },
  {
    id: 'background',
    fields: ['background'],
    isAsked: always,
    problems: (answers) => tooLong(answers, 'background', BACKGROUND_LIMIT, 'The background'),
  },
  { id: 'told', fields: ['told', 'consented'], isAsked: (answers, { side }) => mustTell(answers, side), problems: toldProblems },
] as const satisfies readonly StepRow[]

export type StepId = (typeof STEPS)[number]['id']
type AnyStep = StepRow & { readonly id: StepId }
const steps: readonly AnyStep[] = STEPS

function detailFields(): string[] {
  return ['full-name', 'staff-number', 'employer', 'department', 'job-title', 'is-doctor', 'staff-group', ...dateFields('born')]
}

/** The worker is not on record, or is not in the list. A worker who refers himself is asked only when the service does not know him. */
function needsDetails(answers: Answers, { side }: StepFacts): boolean {
  return side === 'worker' ? textOf(answers, DETAILS_ASKED) === 'asked' : textOf(answers, 'worker') === SOMEBODY_ELSE
}

function detailProblems(answers: Answers, { side }: StepFacts): Problems {
  return {
    ...missing(answers, 'full-name', 'Enter the full name.'),
    ...(dateOf(answers, 'born') ? {} : { born: 'Enter the date of birth, such as 15 3 1984.' }),
    ...missing(answers, 'staff-number', 'Enter the staff number.'),
    ...missing(answers, 'employer', 'Choose the employer.'),
    ...missing(answers, 'department', 'Enter the department.'),
    ...missing(answers, 'job-title', 'Enter the job title.'),
    ...missing(answers, 'is-doctor', side === 'worker' ? 'Say whether you are a doctor.' : 'Say whether the worker is a doctor.'),
    ...missing(answers, 'staff-group', 'Choose the staff group, or say that you do not know.'),
  }
}

function absenceProblems(answers: Answers, { side }: StepFacts): Problems {
  const who = side === 'worker' ? 'you are' : 'the worker is'
  if (textOf(answers, 'absent') === '') return { absent: `Say whether ${who} off work now.` }
  if (textOf(answers, 'absent') === 'no' || dateOf(answers, 'since')) return {}
  const { isWrong } = readDate(asFields(answers), 'since')
  return { since: isWrong ? 'Enter a date that exists, such as 3 11 2026.' : 'Enter the first day of absence.' }
}

/** The OH team writes down what came in, told or not: triage sends back what the worker has not been told. */
function toldProblems(answers: Answers, { side }: StepFacts): Problems {
  const told = textOf(answers, 'told')
  return {
    ...(told === '' ? { told: 'Say whether the worker has been told and shown this referral.' } : {}),
    ...(told === 'no' && side === 'referrer'
      ? { told: 'Tell the worker about this referral and show it to them before you send it.' }
      : {}),
    ...(needsConsent(answers, side) ? missing(answers, 'consented', 'Say whether the worker has agreed to it.') : {}),
  }
}

/** Not a question: set when the service does not know the worker who refers himself, so that his details are asked. */
const DETAILS_ASKED = 'details'

/** The answers that came with a form, without the fields of nobody's question. */
export function readAnswers(form: SentFields): Answers {
  const given = [...steps.flatMap(({ fields }) => fields), DETAILS_ASKED].map((field) => [field, form.text(field)] as const)
  return Object.fromEntries(given.filter(([, text]) => text !== ''))
}

/** What travels unseen in the form of one step: the answers of all the others. */
export function carriedPast(step: StepId | 'check', answers: Answers): Answers {
  const own: readonly string[] = steps.find(({ id }) => id === step)?.fields ?? []
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !own.includes(field)))
}

export function isStep(word: string): word is StepId {
  return steps.some(({ id }) => id === word)
}

/** Problems of one step, none for one that is not asked. */
export function problemsOfStep(id: StepId, answers: Answers, facts: StepFacts): Problems {
  const step = steps.find((each) => each.id === id)
  return step?.isAsked(answers, facts) ? step.problems(answers, facts) : {}
}

/** The step after this one; `check` after the last. `start` is before the first. */
export function stepAfter(id: StepId | 'start', answers: Answers, facts: StepFacts): StepId | 'check' {
  const asked = steps.slice(steps.findIndex((step) => step.id === id) + 1).find((step) => step.isAsked(answers, facts))
  return asked?.id ?? 'check'
}

/** The step before this one; `start` before the first. */
export function stepBefore(id: StepId | 'check', answers: Answers, facts: StepFacts): StepId | 'start' {
  const at = id === 'check' ? steps.length : steps.findIndex((step) => step.id === id)
  return steps.slice(0, at).findLast((step) => step.isAsked(answers, facts))?.id ?? 'start'
}

/** The first step that is not answered as it must be; none when the referral can be sent. */
export function firstOpenStep(answers: Answers, facts: StepFacts): StepId | undefined {
  return steps.find((step) => step.isAsked(answers, facts) && hasProblems(step.problems(answers, facts)))?.id
}

/** The step at which a field is asked. */
export function stepOf(field: string): StepId | undefined {
  const parts = [field, `${field}-day`]
  return steps.find(({ fields }) => fields.some((each) => parts.includes(each)))?.id
}
