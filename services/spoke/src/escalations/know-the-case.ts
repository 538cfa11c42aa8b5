import type { EscalationFacts, WorkerIdentifiers } from '@oh/escalation'
import type { ScopedTx } from '@oh/postgres'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { consentSettings } from '../consents/consent-settings.reads.ts'
import { currentGate, type OpenedGate } from '../consents/current-gate.ts'
import { physiciansToday } from '../consents/physicians.reads.ts'
import type { Spoke } from '../context.ts'
import { escalationSettings } from '../settings/setting.reads.ts'
import { assignmentsOf, findWorker } from '../workers/worker.reads.ts'
import type { AssignmentRow, WorkerRow } from '../workers/worker.store.ts'
import type { EscalateForm, ReadForm } from './escalate-form.ts'

/** Everything the spoke knows when a case is to be sent up. */
export interface CaseKnown {
  readonly facts: EscalationFacts
  readonly gate: OpenedGate | undefined
  readonly worker: WorkerRow
  readonly assignment: AssignmentRow
}

type Said = Pick<EscalateForm, 'specialistsShown' | 'objectionsAsked' | 'inHousePhysicianAsked'>

/** What the rules ask about a case: from its record, its gate, the service's settings and the form. */
export async function knowTheCase(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring'>,
  found: CaseRow,
  form: Pick<ReadForm, 'facts'>,
  said: Said,
): Promise<CaseKnown> {
  const worker = await findWorker(tx, found.workerId)
  const assignment = (await assignmentsOf(tx, [found.workerId])).find(({ id }) => id === found.assignmentId)
  if (!worker || !assignment) throw new Error('The worker of this case is not within reach.')
  const gate = await currentGate(tx, spoke, found.id)
  const { gdprBasis } = await consentSettings(tx)
  const facts: EscalationFacts = {
    caseState: asCase(found).state,
    clinical: {
      ...form.facts,
      workerIsDoctor: assignment.isDoctor,
      ...(found.absentSince && { absentSince: found.absentSince }),
    },
    settings: await escalationSettings(tx, tx.today),
    worker: identifiersOf(worker, found),
    gdprBasis,
    ...(gate && { gate: gate.gate }),
    specialistsShown: said.specialistsShown,
    objectionsAsked: said.objectionsAsked,
    inHousePhysician: await inHousePhysician(tx, found, said.inHousePhysicianAsked),
  }
  return { facts, gate, worker, assignment }
}

/** A physician who sends the case up has been asked; one who is the worker cannot be. */
async function inHousePhysician(tx: ScopedTx, found: CaseRow, asked: boolean): Promise<EscalationFacts['inHousePhysician']> {
  if (asked || tx.roles.has('oh-physician')) return 'asked'
  const inPost = (await physiciansToday(tx)).some(({ person }) => person !== found.workerPerson)
  return inPost ? 'not-asked' : 'none-in-post'
}

/** The last word of a name is taken as the family name: the search looks for every part of it anyway. */
export function identifiersOf(
  { fullName, staffNumber, bornOn }: WorkerRow,
  { reference }: Pick<CaseRow, 'reference'>,
): WorkerIdentifiers {
  const names = fullName.split(/\s+/).filter((part) => part !== '' && !TITLES.test(part))
  const familyName = names.at(-1) ?? fullName
  const givenName = names.slice(0, -1).join(' ')
  return { givenName, familyName, staffNumber, dateOfBirth: bornOn, caseReference: reference }
}
const TITLES = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor)\.?$/i
