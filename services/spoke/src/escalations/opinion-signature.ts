import type { MemberId } from '@oh/kernel'
import type { OpinionGivenV1 } from '@oh/messages'
import { PeersUnknown } from '@oh/relay'
import { compactVerify, errors } from 'jose'
import { z } from 'zod'
import type { Spoke } from '../context.ts'

// ES256: 64 bytes are 86 characters; no padding, no white space, nothing between the two full stops
const DETACHED = /^([A-Za-z0-9_-]{2,700})\.\.([A-Za-z0-9_-]{86})$/
const headerShape = z.strictObject({ alg: z.literal('ES256'), typ: z.literal('oh-opinion'), kid: z.string().min(1).max(255) })

/** The exact bytes an opinion is signed over: its fields in this order as JSON. Whoever alters one alters the bytes. */
export function opinionBytes(opinion: Omit<OpinionGivenV1, 'signature'>): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify([
      'opinion-given.v1',
      opinion.escalationId,
      opinion.opinionId,
      opinion.authorPerson,
      opinion.authorName,
      opinion.answer,
      opinion.fitness,
      opinion.adjustments,
      opinion.reviewOn ?? null,
      opinion.adviceToNurse,
      opinion.signedAt,
    ]),
  )
}

/**
 * True when the signature is the pool's over exactly this opinion, by a key that the directory had for that pool when it
 * was signed. Throws PeersUnknown when the directory cannot be asked.
 */
export async function opinionIsSigned(
  { memberKey }: Pick<Spoke, 'memberKey'>,
  pool: MemberId,
  opinion: OpinionGivenV1,
): Promise<boolean> {
  const [, header = '', signature = ''] = DETACHED.exec(opinion.signature) ?? []
  const kid = keyIdIn(header)
  const key = kid === undefined ? undefined : await memberKey(pool, kid, opinion.signedAt)
  if (!key) return false
  const payload = Buffer.from(opinionBytes(opinion)).toString('base64url')
  try {
    await compactVerify(`${header}.${payload}.${signature}`, key, { algorithms: ['ES256'] })
    return true
  } catch (fault) {
    if (fault instanceof errors.JOSEError) return false
    throw fault
  }
}

/** The same for a page: null when the directory cannot be asked. */
export async function opinionVerified(
  spoke: Pick<Spoke, 'memberKey'>,
  pool: MemberId,
  opinion: OpinionGivenV1,
): Promise<boolean | null> {
  try {
    return await opinionIsSigned(spoke, pool, opinion)
  } catch (fault) {
    if (fault instanceof PeersUnknown) return null
    throw fault
  }
}

function keyIdIn(header: string): string | undefined {
  const json = Buffer.from(header, 'base64url')
  if (json.toString('base64url') !== header) return undefined
  try {
    return headerShape.parse(JSON.parse(json.toString())).kid
  } catch (fault) {
    if (fault instanceof SyntaxError || fault instanceof z.ZodError) return undefined
    throw fault
  }
}
