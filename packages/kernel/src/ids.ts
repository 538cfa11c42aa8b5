declare const brand: unique symbol

/** A plain value marked with what it means, so that one kind of id can never stand for another. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name }

/** A spoke for ever: it never changes, whatever trust codes, mergers or endpoints do. */
export type SpokeId = Branded<string, 'SpokeId'>
/** A pool for ever; the directory says which ICS it serves on a date. */
export type PoolId = Branded<string, 'PoolId'>
/** The rollup for ever: national figures, and no record about a person. */
export type RollupId = Branded<string, 'RollupId'>
/** A member of the federation that signs messages. */
export type MemberId = SpokeId | PoolId | RollupId
/** ODS code of an NHS trust: three to five capital letters or digits. */
export type TrustCode = Branded<string, 'TrustCode'>
/** ODS code of an integrated care board, which is how an ICS is addressed. */
export type IcsCode = Branded<string, 'IcsCode'>
/** Subject of a person's token: who signed in, in every service alike. */
export type PersonId = Branded<string, 'PersonId'>
export type WorkerId = Branded<string, 'WorkerId'>
export type AssignmentId = Branded<string, 'AssignmentId'>
export type ReferralId = Branded<string, 'ReferralId'>
export type CaseId = Branded<string, 'CaseId'>
export type NoteId = Branded<string, 'NoteId'>
export type AppointmentId = Branded<string, 'AppointmentId'>
export type EscalationId = Branded<string, 'EscalationId'>
export type OfferId = Branded<string, 'OfferId'>
export type OpinionId = Branded<string, 'OpinionId'>
export type SpecialistId = Branded<string, 'SpecialistId'>
export type SessionId = Branded<string, 'SessionId'>
/** A worker put in a session by a pool. */
export type BookingId = Branded<string, 'BookingId'>
/** One month of one employer as a service sent it. */
export type SubmissionId = Branded<string, 'SubmissionId'>
/** An agreement between two pools to lend each other sessions; the same at both. */
export type AgreementId = Branded<string, 'AgreementId'>
/** What messages of one series are about and kept in order by: an escalation, an employer's submissions, or an agreement. */
export type SubjectId = EscalationId | SeriesId | AgreementId
/** The submissions of one employer by one service, one after another. */
export type SeriesId = Branded<string, 'SeriesId'>
export type MessageId = Branded<string, 'MessageId'>

const TRUST_CODE = /^[A-Z0-9]{3,5}$/
const MEMBER_ID = /^(spoke|pool|rollup)-[0-9a-f]{12}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The code when it has the shape of an ODS trust code (`^[A-Z0-9]{3,5}$`), else undefined. Not a check that it exists. */
export function asTrustCode(text: string): TrustCode | undefined {
  return TRUST_CODE.test(text) ? (text as TrustCode) : undefined
}

/** The code when it has the shape of an ICS code, else undefined. Not a check that it exists. */
export function asIcsCode(text: string): IcsCode | undefined {
  return TRUST_CODE.test(text) ? (text as IcsCode) : undefined
}

/** `spoke-`, `pool-` or `rollup-` and twelve hexadecimal digits, else undefined. */
export function asMemberId(text: string): MemberId | undefined {
  return MEMBER_ID.test(text) ? (text as MemberId) : undefined
}

export function isSpokeId(id: string): id is SpokeId {
  return MEMBER_ID.test(id) && id.startsWith('spoke-')
}

export function isPoolId(id: string): id is PoolId {
  return MEMBER_ID.test(id) && id.startsWith('pool-')
}

export function isRollupId(id: string): id is RollupId {
  return MEMBER_ID.test(id) && id.startsWith('rollup-')
}

/** What a member is: its id says so. */
export function memberKind(id: MemberId): 'spoke' | 'pool' | 'rollup' {
  if (isSpokeId(id)) return 'spoke'
  return isPoolId(id) ? 'pool' : 'rollup'
}

/** True for the canonical lower-case text of a UUID: the form of every id that crosses a border. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
