import type { Ruling } from '@oh/kernel'
import type { Envelope, MessageBodies, MessageName } from '@oh/messages'
import type { ScopedTx } from '@oh/postgres'
import type { TurnedAway } from './answers.ts'

/** A message whose sender, bytes and place in its case are proven. */
export interface Arrived<Name extends MessageName = MessageName> {
  readonly name: Name
  readonly envelope: Envelope
  readonly body: MessageBodies[Name]
}

/**
 * What a message does here, in the transaction that writes its receipt. A handler that can say a lawful no answers with a
 * ruling; a refused one has changed nothing, is recorded with its reasons and never tried again. One that is turned away has
 * changed nothing either, and stays with its sender; `answering` decides which. A throw is a fault: everything is undone and
 * the sender tries again.
 */
export type Handler<Name extends MessageName = MessageName> =
  | ((tx: ScopedTx, message: Arrived<Name>) => Promise<void>)
  | ((tx: ScopedTx, message: Arrived<Name>) => Promise<Ruling<string> | TurnedAway>)

/** What a member takes in, by message name. A name that is not here is refused. */
export type Handlers = { readonly [Name in MessageName]?: Handler<Name> }
