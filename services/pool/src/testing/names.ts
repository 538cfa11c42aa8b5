import type { IcsCode, PersonId, PoolId, SpokeId } from '@oh/kernel'
import { specialistId } from '../seed.ts'

export const ICS = 'QT1' as IcsCode
export const POOL = 'pool-0000000000aa' as PoolId
export const HOME = 'spoke-0000000000aa' as SpokeId
export const OTHER = 'spoke-0000000000bb' as SpokeId
export const bell = 'dr-bell' as PersonId
export const shah = 'dr-shah' as PersonId
export const moira = 'moira' as PersonId
/** The pool's privacy officer. */
export const guardian = 'guardian' as PersonId
export const stranger = 'stranger' as PersonId
export const idOf = (person: PersonId) => specialistId(POOL, person)
