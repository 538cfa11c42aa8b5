import { randomUUID } from 'node:crypto'
import type { LondonDate, PersonId, WorkerId } from '@oh/kernel'
import { asActor } from '@oh/postgres'
import { type MakeReferralAsk, makeReferral } from '../referrals/make-referral.ts'
import { triageReferral } from '../referrals/triage-referral.ts'
import { type Enrolled, enrolWorker, type NewWorker } from '../workers/new-worker.ts'
import type { TestSpoke } from './test-spoke.ts'

export const person = (id: string) => ({ kind: 'person', person: id as PersonId }) as const
export const newKey = () => randomUUID()

/** The people of most stories: two nurses, an administrator, a manager and a worker of his team. */
export async function people({ grant }: TestSpoke) {
  return {
    nurse: await grant('nurse', 'Asha Mistry', 'oh-nurse'),
    secondNurse: await grant('nurse-2', 'Callum Doyle', 'oh-nurse'),
    physician: await grant('physician', 'Dr Ifeoma Eze', 'oh-physician'),
    administrator: await grant('administrator', 'Janet Whitlock', 'oh-administrator'),
    manager: await grant('manager', 'Gareth Pryce', 'referrer'),
    otherManager: await grant('manager-2', 'Olga Farrow', 'referrer'),
    worker: await grant('worker', 'Marta Nowak', 'worker'),
  }
}

export function details(different: Partial<NewWorker> = {}): NewWorker {
  return {
    fullName: 'Marta Nowak',
    bornOn: '1984-05-17' as LondonDate,
    staffNumber: '30412277',
    employer: 'RWE',
    department: 'Ward 12, respiratory',
    jobTitle: 'Staff nurse',
    isDoctor: false,
    ...different,
  }
}

/** A worker on record, of the manager's team, whom the person signs in as. */
export function onRecord(
  { spoke }: TestSpoke,
  known: { person?: string; manager?: string } = { person: 'worker', manager: 'manager' },
  different: Partial<NewWorker> = {},
): Promise<Enrolled> {
  const who = { person: (known.person as PersonId) ?? null, manager: (known.manager as PersonId) ?? null }
  return asActor(spoke.db, { kind: 'system', part: 'seed' }, (tx) => enrolWorker(tx, spoke, details(different), who))
}

export function referralAsk(different: Partial<MakeReferralAsk> = {}): MakeReferralAsk {
  return {
    idempotencyKey: newKey(),
    source: 'line-manager',
    reason: 'long-term-or-frequent-absence',
    words: 'When can we expect Marta back on the ward?',
    workerTold: true,
    ...different,
  }
}

/** The manager refers the worker. */
export async function aReferral({ spoke }: TestSpoke, worker: WorkerId, different: Partial<MakeReferralAsk> = {}) {
  const made = await makeReferral(spoke, person('manager'), referralAsk({ workerId: worker, ...different }))
  if (made.kind !== 'done') throw new Error(`not made: ${JSON.stringify(made)}`)
  return made.referral
}

/** The nurse accepts a referral of the manager: a case that waits for its first appointment. */
export async function aCase(test: TestSpoke, worker: WorkerId, different: Partial<MakeReferralAsk> = {}) {
  const { id } = await aReferral(test, worker, different)
  return accept(test, id)
}

export async function accept({ spoke }: TestSpoke, referralId: string) {
  const ask = { idempotencyKey: newKey(), referralId, expectedVersion: 1, decision: 'accept' }
  const done = await triageReferral(spoke, person('nurse'), ask)
  if (done.kind !== 'done' || !done.case) throw new Error(`not accepted: ${JSON.stringify(done)}`)
  return done.case
}

/** A free slot of the second nurse's clinic. */
export async function aSlot({ database }: TestSpoke, startsAt: string, kind = 'face-to-face'): Promise<string> {
  const id = randomUUID()
  await database.admin`insert into clinic_slot (id, starts_at, minutes, kind, clinician, clinician_name)
    values (${id}, ${startsAt}, 45, ${kind}, 'nurse-2', 'Callum Doyle')`
  return id
}
