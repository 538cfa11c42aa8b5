import type { PersonId } from '@oh/kernel'
import type { CallPlace } from './shards/call-shard.ts'
import type { MemberEntry } from './shards/members.ts'

/**
 * Gives the gateway's own token for one member: ES256, `aud` = the member's id, 60 seconds, naming no person. It keeps each
 * for less than its life itself (`serviceTokens` of @oh/auth); kept a second time here it could arrive expired.
 */
export type SignServiceToken = (audience: string) => Promise<string>

/** What the gateway must know of the caller to ask on his behalf. */
export interface CallerTokens extends CallPlace {
  /** Who he is; undefined for a caller who is nobody in particular. */
  readonly person?: PersonId | undefined
  /** The person's own access token, as it came and already verified; undefined for a caller who has none. */
  readonly personToken?: string | undefined
}

/** The two tokens of a call: the gateway's own for that member, and the person's, passed on as it came. */
export function subjectTokens(signServiceToken: SignServiceToken) {
  return async ({ personToken }: CallerTokens, member: MemberEntry): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await signServiceToken(member.id)}`,
    ...(personToken === undefined ? {} : { 'oh-person': personToken }),
  })
}
