import type { EscalationId, Instant, LondonDate, SpecialistId, TrustCode } from '@oh/kernel'
import type { GdprBasis, LeavingGate } from './confidentiality-gate.ts'
import type { EscalationAllowed } from './rule-on-escalation.ts'
import type { ReasonId } from './rules.ts'
import type { Category, SeeWorker, Skill, Urgency } from './words.ts'

/** A specialist who must never see this escalation, and why (clinical rules on conflict of interest). */
export interface Exclusion {
  readonly specialistId: SpecialistId
  readonly why: 'objection' | 'line-relation' | 'treating-doctor' | 'declared-relationship'
}

/** What the spoke has at hand; more than may leave. `dateOfBirth` becomes an age band and goes no further. */
export interface EscalationContentInput {
  readonly ruling: EscalationAllowed
  readonly escalationId: EscalationId
  readonly trust: TrustCode
  /** Made afresh for this escalation, from nothing about the worker. */
  readonly pseudonym: string
  readonly employer: TrustCode
  readonly department: string
  readonly excluded: readonly Exclusion[]
  /** The worker's wish, not a bar: specialists of a trust see its own staff. */
  readonly prefersOwnEmployer: boolean
  readonly seeWorker: SeeWorker
  readonly dateOfBirth?: LondonDate
}

/** What leaves: the body of `case-escalated.v1`. All but `content` is the header of a queue without names. */
export interface EscalationContent {
  readonly escalationId: EscalationId
  readonly trust: TrustCode
  readonly pseudonym: string
  readonly ageBand: AgeBand
  readonly category: Category
  readonly urgency: Urgency
  readonly reasons: readonly ReasonId[]
  readonly skills: readonly Skill[]
  readonly acceptBy: LondonDate
  readonly dueOn: LondonDate
  readonly employer: TrustCode
  readonly department: string
  readonly excluded: readonly Exclusion[]
  readonly prefersOwnEmployer: boolean
  readonly seeWorker: SeeWorker
  readonly gdprBasis: GdprBasis
  readonly confidentialityGate: {
    readonly kind: LeavingGate['kind']
    readonly givenAt: Instant
    readonly textVersion: string
  }
  readonly content: ClinicalContent
}

/** The clinical part, which opens only to the specialist who accepted, declared no conflict, and holds a fresh consent proof. */
export interface ClinicalContent {
  readonly question: string
  readonly nursePlan: string
  readonly summary: string
  readonly jobAndHazards: string
  readonly adjustmentsTried: string
  readonly absentSince?: LondonDate
  /** Why the nurse sent it up, and what she set aside: the rule, and her words where she gave any. */
  readonly reasons: readonly ContentReason[]
}

export interface ContentReason {
  readonly reason: ReasonId
  readonly standing: 'fired' | 'added' | 'overruled'
  readonly because?: string
}

export const AGE_BANDS = ['under-25', '25-34', '35-44', '45-54', '55-64', '65-and-over', 'unknown'] as const
export type AgeBand = (typeof AGE_BANDS)[number]

/**
 * The allow-list: each thing that leaves, what people read for it on "what leaves this trust", who sees it and why.
 * `queue`: everyone who may take it. `routing`: the pool's own rules, no page. `content`: the accepted specialist alone.
 */
export const WHAT_LEAVES = [
  {
    field: 'escalationId',
    title: 'A number made for this escalation',
    seenBy: 'routing',
    why: 'To bring the opinion back to the case',
  },
  { field: 'trust', title: 'The occupational health service', seenBy: 'queue', why: 'To answer the right service' },
  { field: 'pseudonym', title: 'A reference without a name', seenBy: 'queue', why: 'To tell two escalations apart' },
  { field: 'ageBand', title: 'Age band of ten years', seenBy: 'queue', why: 'Age without the date of birth' },
  { field: 'category', title: 'Kind of condition', seenBy: 'queue', why: 'To choose a case one can answer' },
  { field: 'urgency', title: 'How soon', seenBy: 'queue', why: 'To take the most urgent first' },
  { field: 'reasons', title: 'Reasons for escalating', seenBy: 'content', why: 'Why a nurse sent it up' },
  { field: 'skills', title: 'Skills called for', seenBy: 'queue', why: 'To offer it to those who have them' },
  { field: 'acceptBy', title: 'Accept by', seenBy: 'queue', why: 'To keep the clock' },
  { field: 'dueOn', title: 'Answer by', seenBy: 'queue', why: 'To keep the clock' },
  { field: 'employer', title: 'Employer', seenBy: 'routing', why: 'Conflict of interest, and the worker’s wish' },
  { field: 'department', title: 'Department', seenBy: 'routing', why: 'Never offered to a colleague of the same department' },
  {
    field: 'excluded',
    title: 'Specialists who must not see it',
    seenBy: 'routing',
    why: 'The worker’s objections and close relations',
  },
  { field: 'prefersOwnEmployer', title: 'Whether own employer is preferred', seenBy: 'routing', why: 'The worker’s wish' },
  { field: 'seeWorker', title: 'Whether to be seen, and how', seenBy: 'queue', why: 'To plan a session' },
  { field: 'gdprBasis', title: 'Lawful basis', seenBy: 'content', why: 'To show on what ground it is held' },
  {
    field: 'confidentialityGate',
    title: 'Consent, or what stands in its place',
    seenBy: 'content',
    why: 'To show why it may be disclosed',
  },
  {
    field: 'content',
    title: 'Question, plan, summary, job, adjustments, absence, and your words about the reasons',
    seenBy: 'content',
    why: 'To answer the question',
  },
] as const satisfies readonly {
  field: keyof EscalationContent
  title: string
  seenBy: 'queue' | 'routing' | 'content'
  why: string
}[]

/**
 * The one place that says what may leave a trust about a worker: builds it field by field from an allowed ruling, so that
 * whatever else the spoke knows stays behind. Never a name, staff number, NHS number, e-mail address, date of birth or case
 * reference: the header has no field for one, and the free text, the nurse's words about reasons included, has passed
 * `ruleOnEscalation`. Who gave or discussed consent stays in the trust.
 */
export function escalationContent(input: EscalationContentInput): EscalationContent {
  const { ruling } = input
  const { gate, gdprBasis } = ruling
  return {
    escalationId: input.escalationId,
    trust: input.trust,
    pseudonym: input.pseudonym,
    ageBand: ageBandOf(input.dateOfBirth, ruling.ruledOn),
    category: ruling.category,
    urgency: ruling.urgency,
    reasons: ruling.reasons.map(({ id }) => id),
    skills: [...ruling.skills],
    acceptBy: ruling.acceptBy,
    dueOn: ruling.dueOn,
    employer: input.employer,
    department: input.department,
    excluded: input.excluded.map(({ specialistId, why }) => ({ specialistId, why })),
    prefersOwnEmployer: input.prefersOwnEmployer,
    seeWorker: input.seeWorker,
    gdprBasis: { article6: gdprBasis.article6, article9: gdprBasis.article9, schedule1: gdprBasis.schedule1 },
    confidentialityGate: { kind: gate.kind, givenAt: gate.givenAt, textVersion: gate.textVersion },
    content: clinicalContent(ruling),
  }
}

/** The band of ten years a worker's age falls into on a London day. `unknown` without a date of birth. A leap-day birthday counts on 1 March. */
export function ageBandOf(dateOfBirth: LondonDate | undefined, today: LondonDate): AgeBand {
  if (dateOfBirth === undefined || dateOfBirth > today) return 'unknown'
  const hadBirthday = today.slice(5) >= dateOfBirth.slice(5)
  const age = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4)) - (hadBirthday ? 0 : 1)
  if (age < 25) return 'under-25'
  if (age < 35) return '25-34'
  if (age < 45) return '35-44'
  if (age < 55) return '45-54'
  return age < 65 ? '55-64' : '65-and-over'
}

function clinicalContent({ words, absentSince, reasons, overruled }: EscalationAllowed): ClinicalContent {
  const { question, nursePlan, summary, jobAndHazards, adjustmentsTried } = words
  return {
    ...{ question, nursePlan, summary, jobAndHazards, adjustmentsTried },
    ...(absentSince !== undefined && { absentSince }),
    reasons: [
      ...reasons.map(({ id, by, because }) => contentReason(id, by === 'nurse' ? 'added' : 'fired', because)),
      ...overruled.map(({ reason, because }) => contentReason(reason, 'overruled', because)),
    ],
  }
}

function contentReason(reason: ReasonId, standing: ContentReason['standing'], because = ''): ContentReason {
  return { reason, standing, ...(because !== '' && { because }) }
}
