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

/** Turns what the matrix says into the answer it stands for; returns when the access is allowed. */
export function requireAllowed(outcome: 'allowed' | 'hidden' | 'forbidden'): void {
  if (outcome === 'hidden') throw hidden()
  if (outcome === 'forbidden') throw forbidden()
}
