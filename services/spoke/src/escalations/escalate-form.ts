import { plainText, type TextLimits } from '@oh/casework'
import {
  CATEGORIES,
  type Category,
  type ClinicalFacts,
  type EscalationAsk,
  type EscalationWords,
  type Exclusion,
  findReason,
  type NurseReason,
  SEE_WORKER,
  type SeeWorker,
  URGENCIES,
  type Urgency,
} from '@oh/escalation'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import { isUuid, type LondonDate, type SpecialistId } from '@oh/kernel'

/** What the nurse says about the case; the record adds whether the worker is a doctor, and since when absent. */
export interface FactsForm {
  readonly work?: string | null | undefined
  readonly uncertainOrOutsideProtocol?: boolean | null | undefined
  readonly psychiatricCondition?: boolean | null | undefined
  readonly bloodBorneVirus?: boolean | null | undefined
  readonly substanceMisuse?: boolean | null | undefined
  readonly riskAtWork?: boolean | null | undefined
  readonly regulatorConcern?: boolean | null | undefined
  readonly illHealthRetirement?: boolean | null | undefined
  readonly workHazard?: boolean | null | undefined
  readonly adviceWanted?: boolean | null | undefined
  readonly backOn?: LondonDate | null | undefined
}

/** The whole form, as it was sent. Words of lists come as plain text and are looked up here. */
export interface EscalateForm extends EscalationWords {
  readonly category: string
  readonly urgency: string
  readonly seeWorker: string
  readonly addedReasons: readonly { readonly rule: string; readonly because: string }[]
  readonly overruled: readonly { readonly rule: string; readonly because: string }[]
  readonly exclusions: readonly { readonly specialistId: string; readonly why: string }[]
  readonly prefersOwnEmployer: boolean
  /** The worker has been given the names of the specialists who might answer, and asked whom they object to. */
  readonly specialistsShown: boolean
  readonly objectionsAsked: boolean
  /** The service's own physician has been asked first. */
  readonly inHousePhysicianAsked: boolean
  /** Somebody may be at risk. */
  readonly safetyFlag: boolean
  /** The nurse has looked at the words that may identify somebody. */
  readonly warningsSeen: boolean
  readonly facts: FactsForm
}

export interface ReadForm {
  readonly kind: 'form'
  readonly ask: EscalationAsk
  readonly facts: Omit<ClinicalFacts, 'workerIsDoctor' | 'absentSince'>
  readonly seeWorker: SeeWorker
  readonly excluded: readonly Exclusion[]
}

const WORK = ['case-management', 'immunisation', 'fit-test'] as const
const EXCLUDED_BECAUSE = ['objection', 'line-relation', 'treating-doctor', 'declared-relationship'] as const
const BECAUSE: TextLimits = { max: 500, multiline: true }
const MOST_EXCLUSIONS = 200

const SENTENCES = {
  'category-unknown': 'Choose what the question is about from the list.',
  'urgency-unknown': 'Choose how soon an answer is needed.',
  'see-worker-unknown': 'Choose whether the worker is to be seen.',
  'work-unknown': 'Choose what the worker is here for from the list.',
  'reason-unknown': 'One of the reasons is not in the rules any more. Look at the reasons again.',
  'because-unreadable': 'Write 500 characters or fewer for each reason, without hidden or control characters.',
  'exclusion-unknown': 'One of the specialists to leave out is not on the list. Choose again.',
} as const
type FormRefusal = keyof typeof SENTENCES

/** The form in the words of the rules, or what in it is not a word of any list. */
export function readEscalateForm(form: EscalateForm): ReadForm | RefusedAnswer {
  const category = wordOf<Category>(CATEGORIES, form.category)
  const urgency = wordOf<Urgency>(URGENCIES, form.urgency)
  const seeWorker = wordOf<SeeWorker>(SEE_WORKER, form.seeWorker)
  const work = WORK.find((word) => word === (form.facts.work ?? 'case-management'))
  const added = form.addedReasons.map(readReason)
  const overruled = form.overruled.map(readReason)
  const reasons = [...added, ...overruled]
  const excluded = form.exclusions.flatMap(readExclusion)
  const against: readonly [FormRefusal, boolean][] = [
    ['category-unknown', !category],
    ['urgency-unknown', !urgency],
    ['see-worker-unknown', !seeWorker],
    ['work-unknown', !work],
    ['reason-unknown', reasons.includes('reason-unknown')],
    ['because-unreadable', reasons.includes('because-unreadable')],
    ['exclusion-unknown', excluded.length < form.exclusions.length || excluded.length > MOST_EXCLUSIONS],
  ]
  const words = against.filter(([, applies]) => applies).map(([word]) => word)
  if (!category || !urgency || !seeWorker || !work || words.length > 0) return refusedAnswer(words, SENTENCES)
  return {
    kind: 'form',
    ask: {
      words: wordsOf(form),
      urgency,
      category,
      added: added.filter(isReason),
      overruled: overruled.filter(isReason),
      warningsSeen: form.warningsSeen,
    },
    facts: factsOf(form.facts, work),
    seeWorker,
    excluded: onceEach(excluded),
  }
}

function wordsOf({ question, nursePlan, summary, jobAndHazards, adjustmentsTried }: EscalationWords): EscalationWords {
  return { question, nursePlan, summary, jobAndHazards, adjustmentsTried }
}

function wordOf<Word extends string>(rows: readonly { readonly id: Word }[], text: string): Word | undefined {
  return rows.find(({ id }) => id === text)?.id
}

type ReasonReading = NurseReason | 'reason-unknown' | 'because-unreadable'
const isReason = (reading: ReasonReading): reading is NurseReason => typeof reading === 'object'

function readReason({ rule, because }: { rule: string; because: string }): ReasonReading {
  const reason = findReason(rule)
  const text = plainText(because, BECAUSE)
  if (!reason) return 'reason-unknown'
  return text.kind === 'allowed' ? { reason: reason.id, because: text.text } : 'because-unreadable'
}

function readExclusion({ specialistId, why }: { specialistId: string; why: string }): Exclusion[] {
  const known = EXCLUDED_BECAUSE.find((word) => word === why)
  return known && isUuid(specialistId) ? [{ specialistId: specialistId as SpecialistId, why: known }] : []
}

function onceEach(excluded: readonly Exclusion[]): Exclusion[] {
  return [...new Map(excluded.map((row) => [`${row.specialistId} ${row.why}`, row])).values()]
}

function factsOf(form: FactsForm, work: ClinicalFacts['work']): ReadForm['facts'] {
  return {
    work,
    uncertainOrOutsideProtocol: form.uncertainOrOutsideProtocol === true,
    psychiatricCondition: form.psychiatricCondition === true,
    bloodBorneVirus: form.bloodBorneVirus === true,
    substanceMisuse: form.substanceMisuse === true,
    riskAtWork: form.riskAtWork === true,
    regulatorConcern: form.regulatorConcern === true,
    illHealthRetirement: form.illHealthRetirement === true,
    workHazard: form.workHazard === true,
    adviceWanted: form.adviceWanted === true,
    ...(form.backOn != null && { backOn: form.backOn }),
  }
}
