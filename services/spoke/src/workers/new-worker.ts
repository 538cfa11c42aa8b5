import { type PlainText, plainText, type TextLimits, type TextRefusal, textSentence } from '@oh/casework'
import type { Reason } from '@oh/graph'
import {
  type AssignmentId,
  addDays,
  asTrustCode,
  type LondonDate,
  type PersonId,
  type TrustCode,
  type WorkerId,
} from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { employersToday } from '../service/employer-names.reads.ts'
import { makeRecordKey } from './record-key.ts'
import { STAFF_GROUP_UNKNOWN, staffGroupOnRecord } from './staff-group.ts'
import { type AssignmentRow, insertAssignment, insertWorker, type WorkerRow } from './worker.store.ts'

/** A worker not yet on record, as the form has him: the job is the one he is referred for. */
export interface NewWorker {
  readonly fullName: string
  readonly bornOn: LondonDate
  readonly staffNumber: string
  readonly employer: string
  /** Where the work is done, when that is not the employer. */
  readonly host?: string | null | undefined
  readonly department: string
  readonly jobTitle: string
  readonly isDoctor: boolean
  /** A word of `STAFF_GROUPS`; left out when nobody has said which. */
  readonly staffGroup?: string | null | undefined
}

const TEXTS = {
  fullName: { word: 'full-name', label: 'Full name', limits: { max: 120, required: true } },
  staffNumber: { word: 'staff-number', label: 'Staff number', limits: { max: 30, required: true } },
  department: { word: 'department', label: 'Department', limits: { max: 120, required: true } },
  jobTitle: { word: 'job-title', label: 'Job title', limits: { max: 120, required: true } },
} as const satisfies Record<string, { word: string; label: string; limits: TextLimits }>
type Field = keyof typeof TEXTS
const FIELDS = Object.keys(TEXTS) as Field[]

const YOUNGEST_YEARS = 13
const OLDEST_YEARS = 110

export interface Enrolled {
  readonly worker: WorkerRow
  readonly assignment: AssignmentRow
}

/** Every reason why these details cannot stand, in the words of the form; none when they can. */
export async function reasonsAgainstNewWorker(tx: ScopedTx, details: NewWorker): Promise<Reason[]> {
  const texts = FIELDS.flatMap((field) => reasonsAgainst(details, field))
  const employers = await employersToday(tx)
  const { bornOn, host, staffGroup } = details
  const isPossible = bornOn < addDays(tx.today, -365 * YOUNGEST_YEARS) && bornOn > addDays(tx.today, -366 * OLDEST_YEARS)
  return [
    ...texts,
    ...(isPossible ? [] : [{ word: 'born-on-not-possible', sentence: 'Check the date of birth.' }]),
    ...(employers.has(details.employer as TrustCode)
      ? []
      : [{ word: 'employer-not-served', sentence: 'This service does not look after staff of that employer.' }]),
    ...(host == null || asTrustCode(host)
      ? []
      : [{ word: 'host-not-a-trust', sentence: 'The place of work must be the code of a trust, such as RX1.' }]),
    ...(staffGroupOnRecord(staffGroup) === undefined ? [STAFF_GROUP_UNKNOWN] : []),
  ]
}

/** Puts a worker on record with the first assignment and the key of the record. The details have been checked. */
export async function enrolWorker(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'keyring' | 'newId'>,
  details: NewWorker,
  known: { readonly person: PersonId | null; readonly manager: PersonId | null },
): Promise<Enrolled> {
  const worker: WorkerRow = {
    id: spoke.newId() as WorkerId,
    person: known.person,
    fullName: textOf(details, 'fullName'),
    bornOn: details.bornOn,
    staffNumber: textOf(details, 'staffNumber'),
    createdAt: tx.now,
  }
  const assignment: AssignmentRow = {
    id: spoke.newId() as AssignmentId,
    workerId: worker.id,
    workerPerson: known.person,
    employer: details.employer as TrustCode,
    host: (details.host ?? details.employer) as TrustCode,
    department: textOf(details, 'department'),
    jobTitle: textOf(details, 'jobTitle'),
    isDoctor: details.isDoctor,
    staffGroup: staffGroupOnRecord(details.staffGroup) ?? null,
    managerPerson: known.manager,
    fromOn: tx.today,
    toOn: null,
  }
  await insertWorker(tx, worker)
  await makeRecordKey(tx, spoke, worker.id)
  await insertAssignment(tx, assignment)
  return { worker, assignment }
}

function checked(details: NewWorker, field: Field): PlainText {
  return plainText(details[field], TEXTS[field].limits)
}

function textOf(details: NewWorker, field: Field): string {
  const text = checked(details, field)
  if (text.kind === 'refused') throw new Error(`${field} was not checked`)
  return text.text
}

function reasonsAgainst(details: NewWorker, field: Field): Reason[] {
  const text = checked(details, field)
  if (text.kind === 'allowed') return []
  const { word, label, limits } = TEXTS[field]
  return text.reasons.map((reason: TextRefusal) => ({
    word: `${word}-${reason}`,
    sentence: `${label}: ${textSentence(reason, limits, details[field])}`,
  }))
}
