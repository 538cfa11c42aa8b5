import type { LondonDate } from '@oh/kernel'
import type { SentFields } from '../form.ts'
import { type ReadDate, readDate, startOf } from '../form-date.ts'
import type { Problems } from '../layout/messages.view.tsx'

/** Why a case may leave the service, as the form asks for it. Care in the same team opens nothing outside, so it is not offered here. */
export const GATE_FORM_KINDS = ['explicit-consent', 'public-interest', 'required-by-law'] as const
export type GateFormKind = (typeof GATE_FORM_KINDS)[number]

export const DISCUSSED_WITH = [
  { value: 'senior-colleague', text: 'A senior colleague' },
  { value: 'professional-body', text: 'My professional body' },
  { value: 'indemnity-body', text: 'My indemnity body' },
] as const

/** With whom it was discussed, and what the worker was told: asked alike for a gate and for a decision on a withdrawal. */
export interface SharingGrounds {
  readonly discussedWith: string
  readonly discussedName: string
  readonly discussedOn: ReadDate
  /** yes or no; empty while it is not answered. */
  readonly workerTold: string
  readonly toldOn: ReadDate
  readonly notToldBecause: string
}

/** Everything the form holds, whatever kind is picked: an answer is not lost by picking another kind. */
export interface GateDraft extends SharingGrounds {
  readonly kind: string
  readonly inWriting: string
  readonly evidence: string
  readonly lastDay: ReadDate
  readonly rationale: string
  readonly law: string
}

export function readGrounds(form: SentFields): SharingGrounds {
  return {
    discussedWith: form.text('discussed-with'),
    discussedName: form.text('discussed-name'),
    discussedOn: readDate(form, 'discussed-on'),
    workerTold: form.text('worker-told'),
    toldOn: readDate(form, 'told-on'),
    notToldBecause: form.text('not-told-because'),
  }
}

export function readGateDraft(form: SentFields): GateDraft {
  return {
    ...readGrounds(form),
    kind: form.text('kind'),
    inWriting: form.text('in-writing'),
    evidence: form.text('evidence'),
    lastDay: readDate(form, 'last-day'),
    rationale: form.text('rationale'),
    law: form.text('law'),
  }
}

/** What the form itself can see is missing, by field; the service says the rest. */
export function gateProblems(draft: GateDraft): Problems {
  if (draft.kind === 'explicit-consent') {
    return {
      ...(draft.inWriting === '' ? { 'in-writing': 'Choose how the worker gave consent.' } : {}),
      ...wrongDay('last-day', draft.lastDay, 'The last day of the consent'),
    }
  }
  if (draft.kind === 'public-interest') return groundsProblems(draft)
  return draft.kind === 'required-by-law' ? {} : { kind: 'Choose why this case may be shared.' }
}

export function groundsProblems(grounds: SharingGrounds): Problems {
  const { discussedWith, discussedName, discussedOn, workerTold, toldOn } = grounds
  return {
    ...(discussedWith === '' ? { 'discussed-with': 'Choose with whom you discussed it.' } : {}),
    ...(discussedName === '' ? { 'discussed-name': 'Write the name of the person you discussed it with.' } : {}),
    ...(discussedOn.date === undefined
      ? { 'discussed-on-day': 'The day of the discussion must be a real date, such as 27 3 2026.' }
      : {}),
    ...(workerTold === '' ? { 'worker-told': 'Choose whether the worker has been told.' } : {}),
    ...(workerTold === 'yes' && toldOn.date === undefined
      ? { 'told-on-day': 'The day the worker was told must be a real date, such as 27 3 2026.' }
      : {}),
  }
}

function wrongDay(name: string, { isWrong }: ReadDate, what: string): Problems {
  return isWrong ? { [`${name}-day`]: `${what} must be a real date, such as 27 3 2026.` } : {}
}

/** The grounds in the words of the graph. */
export function graphGrounds({ discussedWith, discussedName, discussedOn, workerTold, toldOn, notToldBecause }: SharingGrounds) {
  const at = discussedOn.date && startOf(discussedOn.date)
  return {
    ...(at && discussedWith !== '' ? { seniorDiscussion: { with: discussedWith, name: discussedName, at } } : {}),
    ...(workerTold === 'yes' && toldOn.date ? { workerToldAt: startOf(toldOn.date) } : {}),
    ...(workerTold === 'no' ? { notToldBecause } : {}),
  }
}

/** The gate in the words of the graph: only what belongs to the kind that is picked. */
export function graphGate(draft: GateDraft) {
  if (draft.kind === 'explicit-consent') {
    const lastDay: LondonDate | null = draft.lastDay.date ?? null
    return { inWriting: draft.inWriting === 'yes', evidence: draft.evidence, lastDay }
  }
  if (draft.kind === 'required-by-law') return { law: draft.law }
  return { rationale: draft.rationale, ...graphGrounds(draft) }
}

/** The field at which each refusal of the service is shown. */
export function gateFields({ kind }: Pick<GateDraft, 'kind'>): Readonly<Record<string, string>> {
  const long = kind === 'explicit-consent' ? 'evidence' : kind === 'required-by-law' ? 'law' : 'rationale'
  return {
    'wording-not-in-use': 'kind',
    'evidence-missing': 'evidence',
    'last-day-not-ahead': 'last-day-day',
    'last-day-too-far': 'last-day-day',
    'law-not-named': 'law',
    'text-too-long': long,
    'text-unprintable': long,
    ...GROUNDS_FIELDS,
    'public-interest-without-rationale': 'rationale',
  }
}

export const GROUNDS_FIELDS: Readonly<Record<string, string>> = {
  'public-interest-without-senior-discussion': 'discussed-with',
  'senior-discussion-missing': 'discussed-with',
  'public-interest-worker-not-informed': 'not-told-because',
  'worker-not-informed': 'not-told-because',
  'time-in-future': 'discussed-on-day',
}
