import { createHash } from 'node:crypto'
import { keyFingerprint, type PublicJwk } from '@oh/auth'
import type { LondonDate, MemberId, PersonId } from '@oh/kernel'
import { asActor, type Db, membership, type ScopedTx } from '@oh/postgres'
import { member, memberKey, memberServes } from './member.table.ts'

export interface SeedMember {
  readonly id: MemberId
  readonly kind: 'spoke' | 'pool' | 'rollup'
  readonly name: string
  readonly serves: readonly string[]
  readonly endpoint: string
  readonly key: PublicJwk
}

export interface SeedRole {
  readonly person: PersonId
  readonly name: string
  readonly role: string
  readonly scope?: string
}

const SINCE = '2022-07-01' as LondonDate

/** A row's id from what it is about, so that seeding again finds it there. */
const idOf = (...parts: string[]): string => {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Members of a local federation, their approved keys, and the ICS and national roles. Running it again changes nothing. */
export function seedDirectory(db: Db, members: readonly SeedMember[], roles: readonly SeedRole[]): Promise<void> {
  return asActor(db, { kind: 'system', part: 'seed' }, async (tx) => {
    for (const each of members) await seedMember(tx, each)
    for (const { person, name, role, scope } of roles) {
      await tx.sql
        .insert(membership)
        .values({
          id: idOf(person, role, scope ?? ''),
          person,
          personName: name,
          role,
          scope: scope ?? null,
          fromOn: SINCE,
          grantedBy: 'seed',
        })
        .onConflictDoNothing()
    }
  })
}

async function seedMember(tx: ScopedTx, { id, kind, name, serves, endpoint, key }: SeedMember): Promise<void> {
  const at = tx.now
  await tx.sql
    .insert(member)
    .values({
      id,
      kind,
      name,
      state: 'active',
      endpoint,
      invitedBy: 'seed' as PersonId,
      invitedAt: at,
      approvedBy: 'seed' as PersonId,
      approvedAt: at,
      changedAt: at,
    })
    .onConflictDoNothing()
  for (const code of serves)
    await tx.sql
      .insert(memberServes)
      .values({ id: idOf(id, code), memberId: id, code, fromOn: SINCE })
      .onConflictDoNothing()
  await tx.sql
    .insert(memberKey)
    .values({ kid: key.kid, memberId: id, jwk: { ...key }, fingerprint: keyFingerprint(key), fromAt: at, approvedAt: at })
    .onConflictDoNothing()
}
