import { createHash } from 'node:crypto'
import { z } from 'zod'

/** One document that a client of ours asks, as the schema step prints it. */
export interface KnownDocument {
  readonly name: string
  /** SHA-256 of the text, in hexadecimal. */
  readonly id: string
  readonly text: string
}

const shape = z.array(z.strictObject({ name: z.string().min(1), id: z.string(), text: z.string().min(1) }))

export const documentId = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The registry from its printed JSON, by id. Throws when it is none, or when a text is not the one its id was made of. */
export function readKnownDocuments(json: string): ReadonlyMap<string, string> {
  const known = shape.parse(JSON.parse(json))
  const altered = known.find(({ id, text }) => documentId(text) !== id)
  if (altered) throw new Error(`The document ${altered.name} is not what its id was made of: print the schema again.`)
  return new Map(known.map(({ id, text }) => [id, text]))
}

/** A request that carries the whole text of a known document asks for it by its id. */
export function namedWhenKnown(body: Record<string, unknown>, known: ReadonlyMap<string, string>): Record<string, unknown> {
  const { query, ...rest } = body
  if (typeof query !== 'string' || known.size === 0) return body
  const id = documentId(query)
  return known.has(id) ? { ...rest, documentId: id } : body
}
