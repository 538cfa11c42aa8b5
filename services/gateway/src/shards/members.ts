export type MemberKind = 'spoke' | 'pool' | 'rollup'
export type MemberState = 'invited' | 'active' | 'suspended' | 'retired'

/** What the shards need to know of a member, in the directory's own words. */
export interface MemberEntry {
  readonly id: string
  readonly kind: MemberKind
  readonly state: MemberState
  /** Its base address; GraphQL is `/graphql` below it. */
  readonly endpoint: string
  readonly schemaVersion: string
  /** The trust code of a spoke (the first, when it serves several), the ICS code of a pool or ENG, for people and for errors. */
  readonly label: string
}

/** Asks the directory who serves what today. Answers from memory: it is asked once for every representation. */
export interface MemberLookup {
  spokeServing(trust: string): MemberEntry | undefined
  poolServing(ics: string): MemberEntry | undefined
  /** The one that holds published figures. */
  rollup(): MemberEntry | undefined
  member(id: string): MemberEntry | undefined
}

/** Why a member gave nothing: a closed list, because socket codes describe the inside of the network. */
export type Silence =
  | 'TIMEOUT'
  | 'CIRCUIT_OPEN'
  | 'UNREACHABLE'
  | 'HTTP_5XX'
  /** It could not ask the directory which roles the caller holds. */
  | 'ROLES_NOT_KNOWN'
  | 'BAD_ANSWER'
  | 'UNKNOWN_TRUST'
  | 'UNKNOWN_MEMBER'
  | 'NOT_ACTIVE'
  | 'REFUSED'
