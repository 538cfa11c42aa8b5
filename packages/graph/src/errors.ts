import { GraphQLError } from 'graphql'

/** What the caller may not see looks like what does not exist: one message, one code, no more. */
export const hidden = (): GraphQLError => new GraphQLError('Not found.', { extensions: { code: 'NOT_FOUND' } })

/** This role can never do this. */
export const forbidden = (): GraphQLError =>
  new GraphQLError('Your role does not allow this.', { extensions: { code: 'FORBIDDEN' } })

/** The call reached a member that does not serve what it names; the gateway is not trusted to route well. */
export const misrouted = (): GraphQLError => new GraphQLError('Not served here.', { extensions: { code: 'MISROUTED' } })

/** Bad input, in the user's words. */
export const badInput = (sentence: string): GraphQLError => new GraphQLError(sentence, { extensions: { code: 'BAD_USER_INPUT' } })

/** One person has more under way here than may wait: nothing was begun, and a moment later it will be. */
export const tooMuchAtOnce = (path?: GraphQLError['path']): GraphQLError =>
  new GraphQLError('You have asked for too much at once. Wait a moment and try again.', {
    path,
    extensions: { code: 'TOO_MANY_REQUESTS' },
  })

/** True when the database kept this person's transaction waiting too long behind his others (`TooMuchAtOnce`). */
export const isTooMuchAtOnce = (fault: unknown): boolean => codeOfCause(fault) === 'TOO_MUCH_AT_ONCE'

function codeOfCause(fault: unknown): unknown {
  const cause = fault instanceof GraphQLError ? fault.originalError : fault
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

/** The caller's regional and national roles could not be checked: neither a yes nor a no, and a moment later it will be one. */
export const rolesNotKnown = (path?: GraphQLError['path']): GraphQLError =>
  new GraphQLError('Your role could not be checked just now. Try again in a minute.', {
    path,
    extensions: { code: 'ROLES_NOT_KNOWN' },
  })

/** True when the directory, who proves those roles, could not be asked (`RolesNotKnown`). */
export const isRolesNotKnown = (fault: unknown): boolean => codeOfCause(fault) === 'ROLES_NOT_KNOWN'

/** Turns what the matrix says into the answer it stands for; returns when the access is allowed. */
export function requireAllowed(outcome: 'allowed' | 'hidden' | 'forbidden'): void {
  if (outcome === 'hidden') throw hidden()
  if (outcome === 'forbidden') throw forbidden()
}
