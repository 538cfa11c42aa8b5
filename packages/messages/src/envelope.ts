import { z } from 'zod'
import { pathsOf } from './faults.ts'
import { instant, keyId, memberId, messageId, subjectId, uuid } from './fields.ts'
import { readJson } from './json.ts'

/** The most bytes of an envelope's JSON: it travels in a header. */
export const LONGEST_ENVELOPE = 4_096

/**
 * What stands on the outside of a message. `type` and `version` name its shape (`case-escalated`, 1); `subject` is the
 * escalation, or the series of submissions, it is about; within one source, destination and subject `seq` counts from 1 without gaps, inside an `epoch`
 * that rises when the sender is restored from a backup; `correlation` is the same along one whole thread. `attemptedAt` and
 * `keyId` are of this attempt at sending; all else is of the message, however often it is sent.
 */
export const envelopeShape = z.object({
  id: messageId,
  type: z
    .string()
    .max(60)
    .regex(/^[a-z]+(-[a-z]+)*$/),
  version: z.int().min(1).max(999),
  source: memberId,
  destination: memberId,
  subject: subjectId,
  seq: z.int().min(1),
  epoch: z.int().min(1),
  keyId,
  correlation: uuid,
  occurredAt: instant,
  attemptedAt: instant,
})

export type Envelope = Readonly<z.infer<typeof envelopeShape>>

export type EnvelopeReading =
  | { readonly kind: 'read'; readonly envelope: Envelope }
  | { readonly kind: 'fault'; readonly fault: 'too-large' | 'not-json' | 'bad-shape'; readonly paths: readonly string[] }

/**
 * Reads an envelope from its exact bytes (UTF-8 JSON, at most 4 KiB). Faults name fields, never values. A field this
 * version does not know is left out of the result and nothing is lost by it: the signature covers the bytes, and the
 * bytes are what is kept and passed on.
 */
export function readEnvelope(bytes: Uint8Array): EnvelopeReading {
  const json = readJson(bytes, LONGEST_ENVELOPE)
  return json.kind === 'fault' ? { ...json, paths: [] } : parseEnvelope(json.value)
}

/** The same for a value that was parsed already. */
export function parseEnvelope(value: unknown): EnvelopeReading {
  const reading = envelopeShape.safeParse(value)
  if (reading.success) return { kind: 'read', envelope: reading.data }
  return { kind: 'fault', fault: 'bad-shape', paths: pathsOf(reading.error) }
}

/** The catalogue's name of the message inside: `case-escalated.v1`. */
export function messageNameOf(envelope: Pick<Envelope, 'type' | 'version'>): string {
  return `${envelope.type}.v${envelope.version}`
}
