import type { LondonDate } from '@oh/kernel'
import { mayWorkOn } from '@oh/routing'
import type { PoolSpecialist } from '../specialists/specialist.store.ts'
import type { SeenEscalation } from './escalation.store.ts'

/**
 * Whether an escalation is still with the specialist who accepted it: while it is under way, only as long as every right
 * holds on the date of the read; once it is over it stays with whoever had it, to read. Nobody waits for the pool to take it
 * back: what a right no longer covers is gone with the next request.
 */
export function isStillWith(
  specialist: PoolSpecialist | undefined,
  row: Pick<SeenEscalation, 'acceptedPerson' | 'state'>,
  today: LondonDate,
): specialist is PoolSpecialist {
  if (!specialist || row.acceptedPerson !== specialist.person) return false
  return mayGoOn(specialist, row, today)
}

/** The same for the supervisor of a trainee who accepted it. */
export function isSupervisedBy(
  specialist: PoolSpecialist | undefined,
  row: Pick<SeenEscalation, 'supervisorPerson' | 'state'>,
  today: LondonDate,
): specialist is PoolSpecialist {
  if (!specialist || row.supervisorPerson !== specialist.person) return false
  return mayGoOn(specialist, row, today)
}

function mayGoOn(specialist: PoolSpecialist, { state }: Pick<SeenEscalation, 'state'>, today: LondonDate): boolean {
  return !isUnderWay(state) || mayWorkOn(specialist, today).kind === 'allowed'
}

/** Somebody has it and has not answered it yet. */
export const isUnderWay = (state: SeenEscalation['state']): boolean =>
  state === 'accepted' || state === 'opened' || state === 'countersigning'
