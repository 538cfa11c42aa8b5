import type { Ruling } from '@oh/kernel'
import type { MessageName } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import { isRefusalCode, type RefusalCode } from './answers.ts'
import type { Arrived, Handler } from './arrival.ts'

/**
 * What becomes of a message that a handler refuses. `returned`: it would never take effect though its sender counts on it, so
 * the sender is told, and a person looks. `recorded`: events have overtaken it, and what it asks holds already or can do no
 * good any more; it has its receipt and its reasons here, and the sender has done its part.
 */
export type Fate = 'returned' | 'recorded'

/** A fate for every word a handler refuses with; only what the sender would understand can be returned. */
export type Fates<Word extends string> = { readonly [Each in Word]: Each extends RefusalCode ? Fate : 'recorded' }

/** A handler with the fate of each of its refusals. One returned reason is enough: then the first of them goes to the sender. */
export function answering<Name extends MessageName, Word extends string>(
  handle: (tx: ScopedTx, message: Arrived<Name>) => Promise<Ruling<Word>>,
  fates: Fates<NoInfer<Word>>,
): Handler<Name> {
  return async (tx, message) => {
    const ruling = await handle(tx, message)
    if (ruling.kind === 'allowed') return ruling
    const code = ruling.reasons.find((word) => fates[word] === 'returned')
    return isRefusalCode(code) ? { kind: 'turned-away', code } : ruling
  }
}
