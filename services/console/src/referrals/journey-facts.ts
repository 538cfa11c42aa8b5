import type { LondonDate } from '@oh/kernel'
import type { FormStanding } from '../sent-form.ts'
import type { Answers } from './answers.ts'
import type { StepFacts, StepId } from './steps.ts'

/** A worker who can be picked. */
export interface WorkerOption {
  readonly id: string
  readonly fullName: string
  /** Null for a manager, who knows the own team. */
  readonly bornOn: LondonDate | null
  readonly assignments: readonly { readonly jobTitle: string; readonly department: string; readonly employerName: string }[]
}

/** Whom to call, and when. */
export interface ServiceFacts {
  readonly name: string
  readonly telephone: string
  readonly openingHours: string
}

/** What the pages of a referral know besides the answers. */
export interface JourneyFacts extends StepFacts {
  /** Undefined when the service did not answer: the pages then say less, and still say where help is. */
  readonly service: ServiceFacts | undefined
  readonly employers: readonly { readonly code: string; readonly name: string }[]
}

/** One page of a referral, as it is drawn. */
export interface JourneyPage {
  readonly base: string
  readonly answers: Answers
  readonly facts: JourneyFacts
  readonly standing: FormStanding
  /** The step before this one; none where there is nothing to go back to. */
  readonly back: StepId | 'start' | undefined
  readonly seen: boolean
  /** Whom the form offers to pick from; empty on pages that offer nobody. */
  readonly workers: readonly WorkerOption[]
  /** Where a referral that was begun and not sent goes on; only on the first page of a new one. */
  readonly begun?: string | undefined
}
