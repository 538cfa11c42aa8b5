import { parseMessage } from './catalogue.ts'
import { type Envelope, parseEnvelope } from './envelope.ts'

/** The body in the type its name says, or the word with which a message is refused. */
export type ArrivedBody = { kind: 'parsed'; body: unknown } | { kind: 'unknown-version' | 'bad-shape' }

/**
 * The two readings in the form the relay asks for them, over values parsed from the exact bytes. A name nobody knows is
 * answered like a version nobody knows: either way the sender speaks of something this member has not learnt.
 */
export const arrivals = {
  envelope: (json: unknown): Envelope | undefined => {
    const reading = parseEnvelope(json)
    return reading.kind === 'read' ? reading.envelope : undefined
  },
  body: (name: string, json: unknown): ArrivedBody => {
    const reading = parseMessage(name, json)
    if (reading.kind === 'message') return { kind: 'parsed', body: reading.message.body }
    return { kind: reading.fault === 'unknown-message' || reading.fault === 'unknown-version' ? 'unknown-version' : 'bad-shape' }
  },
}
