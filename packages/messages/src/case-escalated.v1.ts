import { z } from 'zod'
import {
  escalationId,
  instant,
  line,
  lines,
  londonDate,
  optionalLine,
  optionalLines,
  specialistId,
  trustCode,
  type Unchanging,
  word,
} from './fields.ts'

export const CASE_ESCALATED_V1 = 'case-escalated.v1'

/** A closed gate is no escalation, and "same team" never covers a case that leaves the service. */
const confidentialityGate = z.object({
  kind: z.enum(['explicit-consent', 'required-by-law', 'public-interest']),
  givenAt: instant,
  /** Which wording was agreed to or relied on. */
  textVersion: line(40),
})

/** UK GDPR and Data Protection Act 2018: fixed by the service for all its work, and never the same field as the gate. */
const gdprBasis = z.object({
  article6: z.enum(['6(1)(e)', '6(1)(f)']),
  article9: z.literal('9(2)(h)'),
  schedule1: line(120),
})

const excluded = z.object({
  specialistId,
  why: z.enum(['objection', 'line-relation', 'treating-doctor', 'declared-relationship']),
})

/** The clinical content: opened by one specialist, after both steps and a live proof. */
const content = z.object({
  question: lines(600),
  nursePlan: optionalLines(2_000),
  summary: optionalLines(4_000),
  jobAndHazards: optionalLines(2_000),
  adjustmentsTried: optionalLines(2_000),
  absentSince: londonDate.optional(),
  /** Why it was sent up, and what the nurse set aside, with her words where she gave any. */
  reasons: z
    .array(z.object({ reason: word, standing: z.enum(['fired', 'added', 'overruled']), because: lines(500).optional() }))
    .max(40)
    .optional(),
})

/** A spoke asks its pool for a specialist. Outside `content` nothing names the worker. */
export const caseEscalatedV1 = z.object({
  escalationId,
  trust: trustCode,
  pseudonym: line(40),
  ageBand: z.enum(['under-25', '25-34', '35-44', '45-54', '55-64', '65-and-over', 'unknown']),
  category: z.enum([
    'mental-health',
    'musculoskeletal',
    'blood-borne-virus',
    'skin',
    'respiratory',
    'substance-misuse',
    'neurological',
    'cardiac',
    'other',
  ]),
  urgency: z.enum(['routine', 'soon', 'urgent']),
  reasons: z.array(word).min(1).max(20),
  skills: z
    .array(
      z.enum([
        'general',
        'mental-health',
        'blood-borne-virus',
        'substance-misuse',
        'ill-health-retirement',
        'fitness-to-practise',
        'respiratory',
        'skin',
        'hand-arm-vibration',
      ]),
    )
    .min(1)
    .max(9),
  acceptBy: londonDate,
  dueOn: londonDate,
  employer: trustCode,
  /** As the employer names it; empty when it is not known. */
  department: optionalLine(120),
  excluded: z.array(excluded).max(200),
  prefersOwnEmployer: z.boolean(),
  seeWorker: z.enum(['no', 'in-person', 'virtual-allowed']),
  gdprBasis,
  confidentialityGate,
  content,
})

export type CaseEscalatedV1 = Unchanging<z.infer<typeof caseEscalatedV1>>

export const caseEscalatedV1Sample = {
  escalationId: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  trust: 'RX1',
  pseudonym: 'QT1-4821',
  ageBand: '35-44',
  category: 'mental-health',
  urgency: 'soon',
  reasons: ['uncertainty-or-outside-protocol', 'psychiatric-condition-with-risk-at-work'],
  skills: ['mental-health'],
  acceptBy: '2026-03-12',
  dueOn: '2026-03-24',
  employer: 'RX1',
  department: 'Theatres',
  excluded: [{ specialistId: '5d1f3c52-90a4-4d4f-8f3a-1c2b3a4d5e6f', why: 'objection' }],
  prefersOwnEmployer: false,
  seeWorker: 'virtual-allowed',
  gdprBasis: { article6: '6(1)(e)', article9: '9(2)(h)', schedule1: 'Part 1, paragraph 2(2)(b)' },
  confidentialityGate: { kind: 'explicit-consent', givenAt: '2026-03-09T10:15:00.000Z', textVersion: '2026-01' },
  content: {
    question: 'Is a return to night shifts safe within the next month?',
    nursePlan: 'Phased return on day shifts for four weeks, then review.',
    summary: 'Absent with low mood after a change of rota. Sleep is better, concentration is not.\nNo thoughts of self-harm.',
    jobAndHazards: 'Theatre practitioner. Night shifts, manual handling, sharps.',
    adjustmentsTried: 'Two weeks of shorter shifts.',
    absentSince: '2026-01-19',
    reasons: [
      { reason: 'uncertainty-or-outside-protocol', standing: 'fired' },
      { reason: 'psychiatric-condition-with-risk-at-work', standing: 'fired' },
      {
        reason: 'worker-is-a-doctor',
        standing: 'overruled',
        because: 'The question is about shifts, not about medical practice.',
      },
    ],
  },
} as const
