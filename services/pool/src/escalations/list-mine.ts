import type { Page } from '@oh/graph'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { openEscalationsOf, pastEscalationsOf, type SeenEscalation, supervisedEscalationsOf } from './escalation.store.ts'
import { isStillWith, isSupervisedBy } from './is-still-with.ts'
import { type EscalationView, viewsOf } from './view-escalation.ts'

/** An escalation in a list, and where it stands in it. */
export interface ListedEscalation {
  readonly escalation: EscalationView
  readonly place: readonly [string, string]
}

export type EscalationsShown = 'open' | 'answered' | 'supervised'

const READS = { open: openEscalationsOf, answered: pastEscalationsOf, supervised: supervisedEscalationsOf } as const

/** What the specialist has accepted: still open by due date, or over, latest first; or supervises, by due date. One audit row names all that were read. */
export function listMine(
  pool: Pick<Pool, 'id' | 'db'>,
  caller: Caller,
  ask: { readonly show: EscalationsShown; readonly page: Page },
): Promise<{ readonly kind: 'listed'; readonly rows: ListedEscalation[] } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolCase.readStatus', resource: 'escalation', ids: [] }
    const without = await denied(tx, access, ['claimed'])
    if (without) return without
    const specialist = await specialistOf(tx, caller.person)
    const found = await READS[ask.show](tx, caller.person, ask.page)
    const isHis = ask.show === 'supervised' ? isSupervisedBy : isStillWith
    const rows = found.filter((row) => isHis(specialist, row, tx.today))
    const views = await viewsOf(pool, tx, specialist, ask.show === 'supervised' ? 'supervised' : 'accepted', rows)
    await allowedFor(tx, { ...access, ids: views.slice(0, ask.page.first).map(({ id }) => id) })
    const placeOf = ({ dueOn, since, id }: SeenEscalation) => [ask.show === 'answered' ? since : dueOn, id] as const
    return {
      kind: 'listed',
      rows: views.flatMap((escalation, at) => (rows[at] ? [{ escalation, place: placeOf(rows[at]) }] : [])),
    }
  })
}
