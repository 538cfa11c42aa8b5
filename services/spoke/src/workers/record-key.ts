import type { WorkerId } from '@oh/kernel'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { type FieldPlace, IntegrityFault, type RecordKey } from '@oh/vault'
import type { Spoke } from '../context.ts'
import { wrappedKeys } from './worker.reads.ts'
import { insertRecordKey } from './worker.store.ts'

/** Where a text of a worker's record stands; the member is always this service. */
export type RecordPlace = Omit<FieldPlace, 'member'>

/** Seals and opens the texts of one worker's record, each bound to its place in this service's database. */
export interface RecordTexts {
  seal(place: RecordPlace, text: string): Uint8Array
  /** Throws AlteredText when the value was altered or belongs elsewhere. */
  open(place: RecordPlace, sealed: Uint8Array): string
}

/** A sealed text of a record did not open where it stands. The audit keeps where and whose, see `withRecords`. */
export class AlteredText extends Error {
  override readonly name = 'AlteredText'
  readonly code = 'INTEGRITY'
  readonly worker: WorkerId
  readonly place: RecordPlace

  constructor(worker: WorkerId, place: RecordPlace, cause: unknown) {
    super('A sealed text of a record does not belong where it stands.', { cause })
    this.worker = worker
    this.place = place
  }
}

type Vault = Pick<Spoke, 'id' | 'keyring'>

/** Makes the key of a new worker's record and keeps it, wrapped, beside the worker. */
export async function makeRecordKey(tx: ScopedTx, { keyring }: Pick<Spoke, 'keyring'>, worker: WorkerId): Promise<void> {
  await insertRecordKey(tx, worker, keyring.newRecordKey(worker))
}

/** The texts of several workers' records by worker: those the caller may open, in one query. */
export async function textsOf(
  tx: ScopedTx,
  spoke: Vault,
  workers: Iterable<WorkerId>,
): Promise<ReadonlyMap<WorkerId, RecordTexts>> {
  const rows = await wrappedKeys(tx, [...new Set(workers)])
  return new Map(
    rows.map(({ workerId, wrapped }) => [workerId, recordTexts(spoke, workerId, spoke.keyring.unwrap(workerId, wrapped))]),
  )
}

/** Seals one text with the key of the worker's record. Throws when the caller may not open that record. */
export async function sealFor(
  tx: ScopedTx,
  spoke: Vault,
  worker: WorkerId,
  place: RecordPlace,
  text: string,
): Promise<Uint8Array> {
  return (await textsOfOne(tx, spoke, worker)).seal(place, text)
}

/** Opens one text of the worker's record. Throws AlteredText when it was altered or belongs elsewhere. */
export async function openFor(
  tx: ScopedTx,
  spoke: Vault,
  worker: WorkerId,
  place: RecordPlace,
  sealed: Uint8Array,
): Promise<string> {
  return (await textsOfOne(tx, spoke, worker)).open(place, sealed)
}

/** The texts of one worker's record. Throws when the caller may not open it: a use case has ruled before. */
export async function textsOfOne(tx: ScopedTx, spoke: Vault, worker: WorkerId): Promise<RecordTexts> {
  const texts = (await textsOf(tx, spoke, [worker])).get(worker)
  if (!texts) throw new Error('The key of this record is not within reach.')
  return texts
}

/**
 * Seals what somebody writes down who may not open the record, such as the administrator who takes in a letter. The right to
 * write it was ruled before.
 */
export async function sealerOf(tx: ScopedTx, spoke: Vault, worker: WorkerId): Promise<Pick<RecordTexts, 'seal'>> {
  return actingAs(tx, 'records', () => textsOfOne(tx, spoke, worker))
}

function recordTexts({ id }: Vault, worker: WorkerId, key: RecordKey): RecordTexts {
  return {
    seal: (place, text) => key.seal({ ...place, member: id }, text),
    open: (place, sealed) => {
      try {
        return key.open({ ...place, member: id }, sealed)
      } catch (fault) {
        throw fault instanceof IntegrityFault ? new AlteredText(worker, place, fault) : fault
      }
    },
  }
}
