import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Where a sealed value stands. All five are bound into it, so a value copied to another place no longer opens. */
export interface FieldPlace {
  readonly table: string
  readonly row: string
  readonly column: string
  /** The member's immutable id: trust codes change, it does not. */
  readonly member: string
  readonly version: number
}

/** The key of one record (a worker's, an escalation's). It leaves this package only wrapped. */
export interface RecordKey {
  /** Seals a text for its place with a fresh random nonce. */
  seal(place: FieldPlace, text: string): Uint8Array
  /** The text again; throws IntegrityFault when bytes, place or key are not the ones it was sealed with. */
  open(place: FieldPlace, sealed: Uint8Array): string
}

/** The keys of one member: they wrap the key of each record and seal message bodies. */
export interface Keyring {
  readonly member: string
  /** A new record key, wrapped for storing beside the record. */
  newRecordKey(recordId: string): Uint8Array
  /** Throws IntegrityFault when the wrapped key belongs to another record or member, or was altered. */
  unwrap(recordId: string, wrapped: Uint8Array): RecordKey
  /** The same record key wrapped by the current key: how rotation goes on without touching any field. */
  rewrap(recordId: string, wrapped: Uint8Array): Uint8Array
  sealBody(messageId: string, body: Uint8Array): Uint8Array
  openBody(messageId: string, sealed: Uint8Array): Uint8Array
}

/** What the key file holds: 32-byte keys in base64 by id, and which one seals now. Older ones only open. */
export interface KeyringFile {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

/** A sealed value did not open: it was altered, moved, or sealed with another key. */
export class IntegrityFault extends Error {
  override readonly name = 'IntegrityFault'
  readonly code = 'INTEGRITY'
}

const FORMAT = 1
const KEY_ID_BYTES = 8
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const utf8 = new TextEncoder()
const text = new TextDecoder('utf-8', { fatal: true })

/** A new key file with one random key. */
export function newKeyringFile(): KeyringFile {
  const id = randomBytes(KEY_ID_BYTES).toString('hex')
  return { current: id, keys: { [id]: randomBytes(KEY_BYTES).toString('base64') } }
}

/** The keyring of a member. Throws when the file names no usable current key. */
export function openKeyring(member: string, file: KeyringFile): Keyring {
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  const current = keys.get(file.current)
  if (current?.length !== KEY_BYTES || file.current.length !== 2 * KEY_ID_BYTES)
    throw new Error('The key file has no usable current key.')
  const keyOf = (sealed: Uint8Array) => keys.get(Buffer.from(sealed.subarray(1, 1 + KEY_ID_BYTES)).toString('hex'))
  const sealWith = (plain: Uint8Array, place: string) => sealBytes(current, file.current, plain, place)
  const openWith = (sealed: Uint8Array, place: string) => openBytes(keyOf(sealed), sealed, place)
  const keyPlace = (recordId: string) => JSON.stringify(['record-key', recordId, member])
  const bodyPlace = (messageId: string) => JSON.stringify(['message-body', messageId, member])
  return {
    member,
    newRecordKey: (recordId) => sealWith(randomBytes(KEY_BYTES), keyPlace(recordId)),
    unwrap: (recordId, wrapped) => recordKey(openWith(wrapped, keyPlace(recordId))),
    rewrap: (recordId, wrapped) => sealWith(openWith(wrapped, keyPlace(recordId)), keyPlace(recordId)),
    sealBody: (messageId, body) => sealWith(body, bodyPlace(messageId)),
    openBody: (messageId, sealed) => openWith(sealed, bodyPlace(messageId)),
  }
}

function recordKey(key: Uint8Array): RecordKey {
  const id = '0'.repeat(2 * KEY_ID_BYTES)
  const placeOf = ({ table, row, column, member, version }: FieldPlace) =>
    JSON.stringify(['field', table, row, column, member, version])
  return {
    seal: (place, value) => sealBytes(key, id, utf8.encode(value), placeOf(place)),
    open: (place, sealed) => text.decode(openBytes(key, sealed, placeOf(place))),
  }
}

/** Format, key id, nonce, tag, ciphertext. The place is additional authenticated data and is not stored. */
function sealBytes(key: Uint8Array, keyId: string, plain: Uint8Array, place: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(utf8.encode(place))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.from([FORMAT]), Buffer.from(keyId, 'hex'), nonce, cipher.getAuthTag(), sealed]))
}

function openBytes(key: Uint8Array | undefined, sealed: Uint8Array, place: string): Uint8Array {
  const start = 1 + KEY_ID_BYTES
  if (!key || sealed[0] !== FORMAT || sealed.length < start + NONCE_BYTES + TAG_BYTES)
    throw new IntegrityFault('A sealed value has no known key or format.')
  const nonce = sealed.subarray(start, start + NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(utf8.encode(place))
  decipher.setAuthTag(sealed.subarray(start + NONCE_BYTES, start + NONCE_BYTES + TAG_BYTES))
  try {
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(start + NONCE_BYTES + TAG_BYTES)), decipher.final()]))
  } catch (cause) {
    throw new IntegrityFault('A sealed value does not belong where it stands.', { cause })
  }
}
