import type { CaseOutcome, ReferralReason, ReferralSource } from '@oh/casework'

/** A day in a story: working days before the service's today, or after it. */
export type WorkingDaysFromToday = number

export type StoryMove =
  | { readonly kind: 'seen' | 'missed' | 'reported'; readonly on: WorkingDaysFromToday }
  | { readonly kind: 'booked'; readonly on: WorkingDaysFromToday; readonly slot: number }
  | { readonly kind: 'closed'; readonly on: WorkingDaysFromToday; readonly outcome: CaseOutcome; readonly reviewInDays?: number }

/** One referral and what became of it. `worker` is the place in the list of seeded workers. */
export interface Story {
  readonly worker: number
  readonly source: ReferralSource
  readonly reason: ReferralReason
  readonly words: string
  readonly background?: string
  readonly told?: false
  readonly received: WorkingDaysFromToday
  readonly absentDays?: number
  readonly acceptedOn?: WorkingDaysFromToday
  readonly sentBack?: { readonly on: WorkingDaysFromToday; readonly because: string }
  readonly moves?: readonly StoryMove[]
  readonly notes?: readonly { readonly on: WorkingDaysFromToday; readonly words: string; readonly second?: true }[]
}

/** Ready to go to the specialists: a psychiatric condition, safety-critical work, and 13 weeks of absence. */
const COMPLEX: Story = {
  worker: 1,
  source: 'line-manager',
  reason: 'long-term-or-frequent-absence',
  words: 'Is a return to theatres possible, when, and with which duties?',
  background:
    'Absent since the summer with depression. The work is safety-critical: checks of anaesthetic machines and drugs, on call one night in six. We have offered shorter days and no on-call.',
  received: -15,
  absentDays: 91,
  acceptedOn: -14,
  moves: [{ kind: 'seen', on: -6 }],
  notes: [
    {
      on: -6,
      words:
        'Seen today, 45 minutes. Depression since July, treated by the GP: sertraline raised to 100mg four weeks ago, waiting for talking therapy. Sleep poor, concentration short. No thoughts of self-harm, asked directly.\n\nWork: checks of anaesthetic machines alone at night. Not safe to resume those now. Wants to come back.',
    },
    {
      on: -2,
      words:
        'Telephone call. Mood a little better, still loses the thread after half an hour. Agrees that a specialist in occupational medicine should advise on the safety-critical duties.',
    },
  ],
}

/** The whole book of a small service: three referrals waiting, one sent back, ten cases. */
export const STORIES: readonly Story[] = [
  COMPLEX,
  {
    worker: 0,
    source: 'line-manager',
    reason: 'fitness-after-illness',
    words: 'After an operation on the shoulder: what can be done on the ward, and from when?',
    received: -7,
    absentDays: 24,
    acceptedOn: -6,
    moves: [{ kind: 'booked', on: -5, slot: 4 }],
  },
  {
    worker: 2,
    source: 'medical-director',
    reason: 'performance-or-conduct',
    words: 'Could a health condition explain the recent difficulties at work?',
    background:
      'Several late arrivals and two errors in prescribing, both noticed in time. The doctor says that sleep is very poor.',
    received: -6,
    acceptedOn: -5,
  },
  {
    worker: 3,
    source: 'line-manager',
    reason: 'work-related-ill-health',
    words: 'Does the rash on the hands come from the work, and what should be changed?',
    received: -12,
    acceptedOn: -11,
  },
  {
    worker: 4,
    source: 'hr',
    reason: 'equality-act-adjustment',
    words: 'Which adjustments would help with migraine at a screen?',
    received: -8,
    acceptedOn: -7,
    moves: [{ kind: 'booked', on: -6, slot: 12 }],
  },
  {
    worker: 5,
    source: 'self',
    reason: 'stress',
    words: 'I do not sleep since the change of rota and would like to talk to someone. Please do not tell my manager.',
    received: -4,
    acceptedOn: -4,
    moves: [{ kind: 'booked', on: -3, slot: 7 }],
  },
  {
    worker: 6,
    source: 'line-manager',
    reason: 'safety-critical-duty',
    words: 'Is work at height still possible after the blackout in October?',
    received: -9,
    absentDays: 12,
    acceptedOn: -8,
    moves: [{ kind: 'missed', on: -2 }],
    notes: [{ on: -2, words: 'Did not attend. Rang twice, left a message without details. To be offered another appointment.' }],
  },
  {
    worker: 7,
    source: 'gp',
    reason: 'fitness-after-illness',
    words: 'Recovering from a broken ankle. Please advise on driving and lifting at work.',
    received: -11,
    absentDays: 36,
    acceptedOn: -10,
    moves: [{ kind: 'seen', on: -3 }],
    notes: [
      {
        on: -3,
        second: true,
        words:
          'Walks without aids, swelling by the evening. No lifting of stretchers for four weeks. Driving: can brake hard without pain.',
      },
    ],
  },
  {
    worker: 8,
    source: 'line-manager',
    reason: 'change-of-job-or-environment',
    words: 'Expecting, and moving to the high-risk unit: is the move safe?',
    received: -40,
    acceptedOn: -39,
    moves: [
      { kind: 'seen', on: -33 },
      { kind: 'reported', on: -32 },
      { kind: 'closed', on: -32, outcome: 'fit-with-adjustments' },
    ],
    notes: [{ on: -33, words: 'Well. No lifting alone, no nights from 28 weeks. Risk assessment of the unit seen and agreed.' }],
  },
  {
    worker: 9,
    source: 'line-manager',
    reason: 'long-term-or-frequent-absence',
    words: 'Six short absences in a year. Is there anything that we should know or change?',
    received: -55,
    acceptedOn: -54,
    moves: [
      { kind: 'seen', on: -47 },
      { kind: 'reported', on: -47 },
      { kind: 'closed', on: -47, outcome: 'advice-only' },
    ],
  },
  {
    worker: 10,
    source: 'line-manager',
    reason: 'work-related-ill-health',
    words: 'Pain in the wrist since the new imaging table came. What can we change?',
    received: -1,
  },
  {
    worker: 11,
    source: 'own-gp',
    reason: 'stress',
    words: 'Anxiety since the move of the department. Please see when you can.',
    told: false,
    received: -2,
  },
  {
    worker: 0,
    source: 'self',
    reason: 'self-referral',
    words: 'I would like to know about the vaccinations that I need for the new ward.',
    received: -1,
  },
  {
    worker: 4,
    source: 'line-manager',
    reason: 'performance-or-conduct',
    words: 'Please sort this out.',
    received: -20,
    sentBack: {
      on: -19,
      because: 'Please say what you have noticed at work, and tell the worker that you are referring and what you have written.',
    },
  },
]
