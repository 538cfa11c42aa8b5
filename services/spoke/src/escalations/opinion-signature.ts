import type { MemberId } from '@oh/kernel'
import { type OpinionGivenV2, opinionGivenV1, opinionGivenV2 } from '@oh/messages'
import { PeersUnknown } from '@oh/relay'
import { compactVerify, errors } from 'jose'
import { z } from 'zod'
import type { Spoke } from '../context.ts'

// ES256: 64 bytes are 86 characters; no padding, no white space, nothing between the two full stops
const DETACHED = /^([A-Za-z0-9_-]{2,700})\.\.([A-Za-z0-9_-]{86})$/
const headerShape = z.strictObject({
  alg: z.literal('ES256'),
  kid: z.string().min(1).max(255),
  iss: z.string(),
  typ: z.literal('oh-opinion'),
})

/**
 * What a signature covers: every field of the message but the signature, as JSON in the order of the message's shape; of
 * version 2 when it was countersigned.
 */
export function opinionBytes(opinion: Omit<OpinionGivenV2, 'signature'>): Uint8Array {
  const shape = opinion.countersignedPerson === undefined ? opinionGivenV1 : opinionGivenV2
  return new TextEncoder().encode(JSON.stringify(shape.omit({ signature: true }).parse(opinion)))
}

/**
 * True when the signature is the pool's over exactly this opinion, by a key that the directory had for that pool when it
 * was signed. Throws PeersUnknown when the directory cannot be asked.
 */
export async function opinionIsSigned(
  { memberKey }: Pick<Spoke, 'memberKey'>,
  pool: MemberId,
  opinion: OpinionGivenV2,
): Promise<boolean> {
  const [, header = '', signature = ''] = DETACHED.exec(opinion.signature) ?? []
  const named = readHeader(header)
  const key = named?.iss === pool ? await memberKey(pool, named.kid, opinion.signedAt) : undefined
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
  opinion: OpinionGivenV2,
): Promise<boolean | null> {
  try {
    return await opinionIsSigned(spoke, pool, opinion)
  } catch (fault) {
    if (fault instanceof PeersUnknown) return null
    throw fault
  }
}

function readHeader(header: string): z.infer<typeof headerShape> | undefined {
  const json = Buffer.from(header, 'base64url')
  if (json.toString('base64url') !== header) return undefined
  try {
    return headerShape.safeParse(JSON.parse(json.toString())).data
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined
    throw fault
  }
}
