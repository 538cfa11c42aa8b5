import { audit } from '@oh/audit'
import { type Heartbeat, readHeartbeat, readPublicKey, staticKeys } from '@oh/auth'
import type { Clock, MemberId } from '@oh/kernel'
import { asActor, type ScopedTx } from '@oh/postgres'
import type { Directory } from './context.ts'
import { changeMember, keyByKid, lockMember, type Member, type MemberKey } from './member.store.ts'

export type Heard =
  | { readonly kind: 'heard'; readonly state: Member['state'] }
  | { readonly kind: 'rejected'; readonly fault: string }

/**
 * A member says that it lives, where, and in which versions, signed with its registered key. The first heartbeat after the
 * key's approval makes an invited member active. Rejected without a word more: unknown, ended or unapproved key, stale or
 * altered statement, suspended or retired member.
 */
export async function hearHeartbeat({ db, onChange }: Pick<Directory, 'db' | 'onChange'>, statement: string): Promise<Heard> {
  const heard = await asActor(db, { kind: 'system', part: 'registry' }, async (tx) => {
    const key = await keyByKid(tx, kidOf(statement) ?? '')
    if (!key?.approvedAt || (key.toAt && key.toAt <= tx.now)) return { kind: 'rejected' as const, fault: 'key-unknown' }
    const said = await readStatement(statement, key, db.clock)
    if (!said) return { kind: 'rejected' as const, fault: 'bad-statement' }
    return welcome(tx, key.memberId, said)
  })
  if (heard.kind === 'heard' && heard.news) await onChange()
  return heard.kind === 'heard' ? { kind: 'heard', state: heard.state } : heard
}

async function welcome(tx: ScopedTx, id: MemberId, said: Heartbeat) {
  const found = await lockMember(tx, id)
  if (found?.state !== 'active' && found?.state !== 'invited') return { kind: 'rejected' as const, fault: 'not-active' }
  const news = found.state === 'invited' || found.endpoint !== said.endpoint || found.schemaVersion !== said.schemaVersion
  const { endpoint, softwareVersion, schemaVersion } = said
  await changeMember(tx, id, { state: 'active', endpoint, softwareVersion, schemaVersion, heardAt: tx.now })
  if (found.state === 'invited')
    await audit(tx, { action: 'member.heartbeat', resource: 'member', ids: [id], outcome: 'allowed', reasons: ['first'] })
  return { kind: 'heard' as const, state: 'active' as const, news }
}

/** Anything else names no key, and some of it no database takes. */
const VISIBLE = /^[\x21-\x7e]{1,200}$/

function kidOf(statement: string): string | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(statement.split('.')[0] ?? '', 'base64url').toString())
    const kid = typeof header === 'object' && header !== null && 'kid' in header ? header.kid : undefined
    return typeof kid === 'string' && VISIBLE.test(kid) ? kid : undefined
  } catch {
    return undefined
  }
}

async function readStatement(statement: string, key: MemberKey, now: Clock): Promise<Heartbeat | undefined> {
  const reading = await readPublicKey(key.jwk)
  if (reading.kind === 'refused') return undefined
  return readHeartbeat(statement, { member: key.memberId, keys: await staticKeys({ keys: [reading.jwk] }), now })
}
