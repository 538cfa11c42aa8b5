import { findIcs, findTrust } from '@oh/organisations'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { draw } from '../draw.tsx'
import { noFigures } from '../figures/no-figures.view.tsx'
import { AnswerRefused, GatewaySilent, TokenRefused } from '../gateway-client.ts'
import type { ConsoleEnv, ConsoleParts } from '../parts.ts'
import { IdentityProviderSilent } from '../sign-in/identity-provider.ts'
import { interrupt, pathOf } from '../sign-in/interrupt.ts'
import { providerSilent } from '../sign-in/sign-in.view.tsx'
import { SignInOver } from '../sign-in/sign-ins.ts'
import {
  brokenHere,
  forbidden,
  notFound,
  notUnderstood,
  type SentAgain,
  silentGateway,
  silentMember,
  staleForm,
  tooCostly,
  tooManyRequests,
} from './problems.view.tsx'

/** The one place where a fault becomes a page. What is not known here is a fault of ours: recorded, and said without detail. */
export async function answerFault(fault: unknown, c: Context<ConsoleEnv>, parts: ConsoleParts): Promise<Response> {
  const signIn = c.get('signIn')
  if ((fault instanceof SignInOver || fault instanceof TokenRefused) && signIn) return interrupt(c, parts, signIn, c.get('sent'))
  if (fault instanceof AnswerRefused) return answerRefusal(fault, c, parts)
  if (fault instanceof GatewaySilent) {
    parts.log.warn('gateway-silent', { fault: fault.cause, requestId: c.get('requestId') })
    return draw(c, parts, silentGateway({ outcomeUnknown: fault.outcomeUnknown, sent: sentOf(c) }), 503)
  }
  if (fault instanceof IdentityProviderSilent) {
    parts.log.warn('identity-provider-silent', { fault: fault.cause })
    return draw(c, parts, providerSilent, 503)
  }
  if (fault instanceof HTTPException && fault.status === 403) return draw(c, parts, staleForm(), 403)
  return ourFault(fault, c, parts)
}

function answerRefusal(fault: AnswerRefused, c: Context<ConsoleEnv>, parts: ConsoleParts): Promise<Response> {
  if (fault.code === 'NOT_FOUND') return draw(c, parts, notFound, 404)
  // whoever only looks learns nothing of what is there: a page that is closed to him is a page that is not there
  if (fault.code === 'FORBIDDEN')
    return c.req.method === 'GET' ? draw(c, parts, notFound, 404) : draw(c, parts, forbidden(sentOf(c)), 403)
  if (fault.code === 'BAD_USER_INPUT') return draw(c, parts, notUnderstood, 400)
  if (fault.code === 'TOO_MANY_REQUESTS') {
    return draw(c, parts, tooManyRequests(pathOf(c), sentOf(c)), 429)
  }
  if (fault.code === 'TOO_COSTLY') {
    parts.log.warn('page-too-costly', { requestId: c.get('requestId'), method: c.req.method })
    return draw(c, parts, tooCostly(c.get('requestId'), sentOf(c)), 400)
  }
  if (fault.code === 'ROLLUP_UNAVAILABLE') {
    if (c.req.method === 'GET') return draw(c, parts, noFigures, 503)
    const names = ['The service that makes the national figures']
    return draw(c, parts, silentMember({ names, outcomeUnknown: fault.outcomeUnknown, sent: sentOf(c) }), 503)
  }
  if (fault.code === 'SPOKE_UNAVAILABLE' || fault.code === 'POOL_UNAVAILABLE') {
    const names = fault.silent.map(nameOf)
    return draw(c, parts, silentMember({ names, outcomeUnknown: fault.outcomeUnknown, sent: sentOf(c) }), 503)
  }
  return ourFault(fault, c, parts)
}

/** The form that this request carried; none where a page was only asked for. */
export function sentOf(c: Context<ConsoleEnv>): SentAgain | undefined {
  const fields = c.get('sent')
  return fields && { action: pathOf(c), fields }
}

/** Codes are public, and so are the names they stand for. */
function nameOf(code: string): string {
  const trust = findTrust(code)
  if (trust) return trust.name
  const ics = findIcs(code)
  return ics ? `The specialist pool of ${ics.name}` : code
}

function ourFault(fault: unknown, c: Context<ConsoleEnv>, parts: ConsoleParts): Promise<Response> {
  const requestId = c.get('requestId')
  parts.log.error('page-fault', { fault, requestId, method: c.req.method })
  return draw(c, parts, brokenHere(requestId, sentOf(c)), 500)
}
