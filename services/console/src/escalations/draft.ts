import { ESCALATION_TEXT, type EscalationField } from '@oh/escalation'
import type { SentFields } from '../form.ts'
import { type ReadDate, readDate } from '../form-date.ts'
import { type FormKeys, KEY_FIELD, VERSION_FIELD } from '../sent-form.ts'

/** What the nurse can say about a case, in the words of the graph and of people. */
export const FACTS = [
  { id: 'uncertainOrOutsideProtocol', text: 'I am uncertain, or this is outside our protocol' },
  { id: 'psychiatricCondition', text: 'A psychiatric condition' },
  { id: 'bloodBorneVirus', text: 'A blood-borne virus' },
  { id: 'substanceMisuse', text: 'Alcohol or drug misuse' },
  { id: 'riskAtWork', text: 'The condition puts the worker, patients or others at risk in this job' },
  { id: 'regulatorConcern', text: 'Fitness for work with a possible regulator concern' },
  { id: 'illHealthRetirement', text: 'Ill-health retirement' },
  { id: 'workHazard', text: 'Something at work may be the cause, or makes it worse' },
  { id: 'adviceWanted', text: 'I would like advice on my own plan' },
] as const
export type Fact = (typeof FACTS)[number]['id']

export const EXCLUSION_GROUNDS = [
  { id: 'objection', text: 'The worker objects' },
  { id: 'line-relation', text: 'Manages the worker, or is managed by the worker' },
  { id: 'treating-doctor', text: 'Treats the worker as a doctor' },
  { id: 'declared-relationship', text: 'Has another close relationship with the worker' },
] as const

/** The free texts, in the order of the form. */
export const TEXTS = Object.keys(ESCALATION_TEXT) as readonly EscalationField[]

/** A reason added or set aside, and why. */
export interface GivenReason {
  readonly rule: string
  readonly because: string
}

/** Everything answered so far. It rests in the nurse's own draft, one step kept after the other. */
export interface EscalateDraft {
  readonly work: string
  readonly facts: readonly Fact[]
  readonly backOn: ReadDate
  readonly category: string
  readonly urgency: string
  readonly atRisk: boolean
  readonly overruled: readonly GivenReason[]
  readonly added: readonly GivenReason[]
  readonly physicianAsked: boolean
  readonly texts: Readonly<Record<EscalationField, string>>
  /** The words that the nurse has looked at and lets leave. */
  readonly seen: readonly string[]
  readonly excluded: readonly { readonly specialistId: string; readonly why: string }[]
  readonly prefersOwnEmployer: boolean
  readonly seeWorker: string
  readonly specialistsShown: boolean
  readonly objectionsAsked: boolean
}

export const overruleField = (rule: string) => `overrule-${rule}`
export const addField = (rule: string) => `add-${rule}`
export const whyField = (specialistId: string) => `why-${specialistId}`

/** The draft as a step sent it. */
export function readDraft(form: SentFields): EscalateDraft {
  const given = (name: string, field: (rule: string) => string): GivenReason[] =>
    form.all(name).map((rule) => ({ rule, because: form.text(field(rule)) }))
  const isTicked = (name: string) => form.text(name) === 'yes'
  const facts = form.all('facts')
  return {
    work: form.text('work') || 'case-management',
    facts: FACTS.map(({ id }) => id).filter((id) => facts.includes(id)),
    backOn: readDate(form, 'back-on'),
    category: form.text('category'),
    urgency: form.text('urgency'),
    atRisk: isTicked('at-risk'),
    overruled: given('overruled', overruleField),
    added: given('added', addField),
    physicianAsked: isTicked('physician-asked'),
    texts: Object.fromEntries(TEXTS.map((name) => [name, form.text(name)])) as Record<EscalationField, string>,
    seen: form.all('seen'),
    excluded: form.all('excluded').map((specialistId) => ({ specialistId, why: form.text(whyField(specialistId)) })),
    prefersOwnEmployer: isTicked('own-employer'),
    seeWorker: form.text('see-worker'),
    specialistsShown: isTicked('shown'),
    objectionsAsked: isTicked('asked'),
  }
}

/** The steps that ask, in order; after them the answers are checked. */
export const STEPS = ['about', 'question', 'wishes'] as const
export type Step = (typeof STEPS)[number]

type Carried = Readonly<Record<string, string | readonly string[]>>

/** The fields of a draft as they are kept, with the key and version under which it is sent. */
export function draftFields(draft: EscalateDraft, { key, version }: FormKeys): [string, string][] {
  const fields: Carried = Object.assign({}, ...STEPS.map((step) => FIELDS_OF[step](draft)))
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each): [string, string] => [name, each]),
  )
  return [[KEY_FIELD, key], [VERSION_FIELD, String(version)], ...entries]
}

/** The draft with one step answered anew; nothing of another step is taken from what was sent. */
export function withStep(before: EscalateDraft, step: Step, sent: EscalateDraft): EscalateDraft {
  return Object.assign({}, before, ...ANSWERS_OF[step].map((name) => ({ [name]: sent[name] })))
}

const ANSWERS_OF: Readonly<Record<Step, readonly (keyof EscalateDraft)[]>> = {
  about: ['work', 'facts', 'backOn', 'category', 'urgency', 'atRisk'],
  question: ['overruled', 'added', 'physicianAsked', 'texts', 'seen'],
  wishes: ['excluded', 'prefersOwnEmployer', 'seeWorker', 'specialistsShown', 'objectionsAsked'],
}

const tick = (isTicked: boolean): readonly string[] => (isTicked ? ['yes'] : [])

const FIELDS_OF: Readonly<Record<Step, (draft: EscalateDraft) => Carried>> = {
  about: ({ work, facts, backOn: { typed }, category, urgency, atRisk }) => ({
    work,
    facts,
    'back-on-day': typed.day ?? '',
    'back-on-month': typed.month ?? '',
    'back-on-year': typed.year ?? '',
    category,
    urgency,
    'at-risk': tick(atRisk),
  }),
  question: ({ overruled, added, physicianAsked, texts, seen }) => ({
    overruled: overruled.map(({ rule }) => rule),
    ...Object.fromEntries(overruled.map(({ rule, because }) => [overruleField(rule), because])),
    added: added.map(({ rule }) => rule),
    ...Object.fromEntries(added.map(({ rule, because }) => [addField(rule), because])),
    'physician-asked': tick(physicianAsked),
    ...texts,
    seen,
  }),
  wishes: ({ excluded, prefersOwnEmployer, seeWorker, specialistsShown, objectionsAsked }) => ({
    ...excludedFields({ excluded }),
    'own-employer': tick(prefersOwnEmployer),
    'see-worker': seeWorker,
    shown: tick(specialistsShown),
    asked: tick(objectionsAsked),
  }),
}

/** Who is left out and why, for a page that cannot show them. */
export function excludedFields({ excluded }: Pick<EscalateDraft, 'excluded'>): Carried {
  return {
    excluded: excluded.map(({ specialistId }) => specialistId),
    ...Object.fromEntries(excluded.map(({ specialistId, why }) => [whyField(specialistId), why])),
  }
}

/** The draft in the words of the graph. What is not chosen yet stands as the least, so that the rules can be asked early. */
export function graphForm(draft: EscalateDraft, warningsSeen: boolean) {
  return {
    category: draft.category || 'other',
    urgency: draft.urgency || 'routine',
    seeWorker: draft.seeWorker || 'no',
    ...draft.texts,
    facts: {
      work: draft.work,
      backOn: draft.backOn.date ?? null,
      ...Object.fromEntries(draft.facts.map((fact) => [fact, true])),
    },
    addedReasons: [...draft.added],
    overruled: [...draft.overruled],
    exclusions: draft.excluded.filter(({ why }) => why !== ''),
    prefersOwnEmployer: draft.prefersOwnEmployer,
    specialistsShown: draft.specialistsShown,
    objectionsAsked: draft.objectionsAsked,
    inHousePhysicianAsked: draft.physicianAsked,
    safetyFlag: draft.atRisk,
    warningsSeen,
  }
}
