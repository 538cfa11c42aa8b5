import type { LondonDate } from '@oh/kernel'
import type { GateStanding } from '../consents/gate-standing.view.tsx'
import type { EscalateDraft } from './draft.ts'

/** Words in a text that may identify somebody. */
export interface FoundWords {
  readonly field: string
  readonly title: string
  /** They may not leave the trust at all. */
  readonly stops: boolean
  readonly found: string
}

export interface FiredRule {
  readonly rule: string
  readonly title: string
  /** may, should or must. */
  readonly kind: string
  readonly source: string
  readonly mayOverrule: boolean
}

/** What the home service says about the form so far. */
export interface Preview {
  readonly fired: readonly FiredRule[]
  readonly rules: readonly Omit<FiredRule, 'mayOverrule'>[]
  readonly gate: GateStanding | null
  readonly against: readonly { readonly word: string; readonly sentence: string }[]
  readonly warnings: readonly FoundWords[]
  readonly leaves: readonly { readonly field: string; readonly title: string; readonly seenBy: string; readonly why: string }[]
  readonly ageBand: string
  readonly department: string
  readonly acceptBy: LondonDate | null
  readonly dueOn: LondonDate | null
  readonly workerIsDoctor: boolean
  readonly absentSince: LondonDate | null
  /** none-in-post, asked or not-asked. */
  readonly inHousePhysician: string
}

/** A specialist who might answer. */
export interface Specialist {
  readonly id: string
  readonly fullName: string
  readonly employerName: string | null
  /** The neighbouring system that lends this specialist. */
  readonly lentByName?: string | null
  readonly department: string | null
  /** Both none at a pool that does not say. */
  readonly gradeTitle: string | null
  readonly supervisorName: string | null
  readonly skills: readonly { readonly title: string }[]
}

/** The case that is to be sent up, and all that its pages show of it. */
export interface CaseInHand {
  readonly id: string
  readonly reference: string
  readonly workerName: string
  readonly employerName: string
  readonly trustName: string
  /** The ICS whose pool this service sends to; undefined when that cannot be told now. */
  readonly poolIcs: string | undefined
  readonly poolName: string
  /** Undefined when the pool did not answer. */
  readonly specialists: readonly Specialist[] | undefined
  readonly preview: Preview
}

/** One found word, as the form carries it: looked at in this field, in this spelling. */
export const seenMark = ({ field, found }: FoundWords): string => `${field}: ${found}`

/** True when every word that may identify somebody has been looked at; a word that came later has not. */
export function hasSeenAll(preview: Pick<Preview, 'warnings'>, { seen }: Pick<EscalateDraft, 'seen'>): boolean {
  return preview.warnings.every((found) => found.stops || seen.includes(seenMark(found)))
}
