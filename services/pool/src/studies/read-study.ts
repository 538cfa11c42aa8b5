import type { Holding } from '@oh/auth'
import type { Page } from '@oh/graph'
import { asActor, type ScopedTx } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { findStudy, restsOnCounts, studiesOf } from './study.store.ts'
import type { Study, StudyId } from './study.ts'
import type { StudyKindName } from './study-kinds.ts'

interface ReadAsk {
  readonly kind: StudyKindName
  readonly access: Access
  readonly holds: (tx: ScopedTx) => readonly Holding[]
  /** Whether the caller may read studies that rest on counts of people; everybody who may read any, unless given. */
  readonly readsCounts?: (tx: ScopedTx) => boolean
}

const everybody = () => true

/** One study of a kind; another kind's, and none, are hidden alike. */
export function readStudy(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  { kind, access, holds, readsCounts = everybody, id }: ReadAsk & { readonly id: StudyId | undefined },
): Promise<Denied | { readonly kind: 'read'; readonly study: Study }> {
  return asActor(pool.db, caller, async (tx) => {
    const found = id && (await findStudy(tx, id))
    const study = found?.kind === kind && (readsCounts(tx) || !restsOnCounts(found)) ? found : undefined
    const without = await denied(tx, access, study ? holds(tx) : [])
    if (without || !study) return without ?? { kind: 'hidden' }
    await allowedFor(tx, { ...access, ids: [study.id] })
    return { kind: 'read', study }
  })
}

/** Studies of a kind, the newest first; one more than asked for when there are more. */
export function listStudies(
  pool: Pick<Pool, 'db'>,
  caller: Caller,
  { kind, access, holds, readsCounts = everybody, page }: ReadAsk & { readonly page: Page },
): Promise<Denied | { readonly kind: 'listed'; readonly studies: readonly Study[] }> {
  return asActor(pool.db, caller, async (tx) => {
    const without = await denied(tx, access, holds(tx))
    if (without) return without
    const studies = await studiesOf(tx, kind, { ...page, withCounts: readsCounts(tx) })
    await allowedFor(tx, { ...access, ids: studies.slice(0, page.first).map(({ id }) => id) })
    return { kind: 'listed', studies }
  })
}
