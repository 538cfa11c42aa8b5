import type { Holding } from '@oh/auth'
import type { ScopedTx } from '@oh/postgres'
import { type Access, allowedFor, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { lockAsking, openStudies, saveStudy } from './study.store.ts'
import { LARGEST_INPUT, MOST_OPEN, type StudyId } from './study.ts'
import type { StudyKindName } from './study-kinds.ts'

/** Why a study is not taken on. */
export type StudyRefusal = 'too-many-studies' | 'study-too-large'

export interface StudyAsk {
  readonly kind: StudyKindName
  /** Action and resource by which the matrix rules. */
  readonly access: Access
  /** How the caller stands to this pool. */
  readonly holds: (tx: ScopedTx) => readonly Holding[]
  /** What the person sent, so that the same form sent twice asks once. */
  readonly form: unknown
  readonly key: string
  readonly operation: string
  /** What is to be computed, made from the form and from what the pool knows; or why it cannot be. */
  readonly make: (tx: ScopedTx) => Promise<{ readonly kind: 'made'; readonly input: unknown } | Refusal<RefusalWord>>
}

/** Takes on a study for a person: kept, and computed when its turn comes. A person has few under way, and so has the pool. */
export function askStudy(pool: Pick<Pool, 'db' | 'newId'>, caller: Caller, ask: StudyAsk) {
  const { kind, access, form, key, operation } = ask
  return submitOnce<RefusalWord>(pool.db, caller, { key, operation, input: [kind, form], access }, async (tx) => {
    const without = await denied(tx, access, ask.holds(tx))
    if (without) return without
    await lockAsking(tx)
    const open = await openStudies(tx, caller.person)
    if (open.own >= MOST_OPEN.person || open.all >= MOST_OPEN.pool) return refusedFor(tx, access, ['too-many-studies'])
    const made = await ask.make(tx)
    if (made.kind === 'refused') return refusedFor(tx, access, made.reasons)
    if (JSON.stringify(made.input).length > LARGEST_INPUT) return refusedFor(tx, access, ['study-too-large'])
    const id = pool.newId() as StudyId
    await saveStudy(tx, { id, kind, input: made.input, askedBy: caller.person })
    await allowedFor(tx, { ...access, ids: [id] })
    return { kind: 'done', id }
  })
}
