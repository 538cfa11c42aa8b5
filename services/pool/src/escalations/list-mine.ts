import type { Page } from '@oh/graph'
import { asActor } from '@oh/postgres'
import { type Access, allowedFor, type Denied, denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { specialistOf } from '../specialists/specialist.store.ts'
import { openEscalationsOf, pastEscalationsOf, type SeenEscalation } from './escalation.store.ts'
import { isStillWith } from './is-still-with.ts'
import { type EscalationView, viewsOf } from './view-escalation.ts'

/** An escalation in a list, and where it stands in it. */
export interface ListedEscalation {
  readonly escalation: EscalationView
  readonly place: readonly [string, string]
}

/** What the specialist has accepted: still open by due date, or over, latest first. One audit row names all that were read. */
export function listMine(
  pool: Pick<Pool, 'id' | 'db'>,
  caller: Caller,
  ask: { readonly show: 'open' | 'answered'; readonly page: Page },
): Promise<{ readonly kind: 'listed'; readonly rows: ListedEscalation[] } | Denied> {
  return asActor(pool.db, caller, async (tx) => {
    const access: Access = { action: 'poolCase.readStatus', resource: 'escalation', ids: [] }
    const without = await denied(tx, access, ['claimed'])
    if (without) return without
    const specialist = await specialistOf(tx, caller.person)
    const read = ask.show === 'open' ? openEscalationsOf : pastEscalationsOf
    const found = await read(tx, caller.person, ask.page)
    const rows = found.filter((row) => isStillWith(specialist, row, tx.today))
    const views = await viewsOf(pool, tx, specialist, 'accepted', rows)
    await allowedFor(tx, { ...access, ids: views.slice(0, ask.page.first).map(({ id }) => id) })
    const placeOf = ({ dueOn, since, id }: SeenEscalation) => [ask.show === 'open' ? dueOn : since, id] as const
    return {
      kind: 'listed',
      rows: views.flatMap((escalation, at) => (rows[at] ? [{ escalation, place: placeOf(rows[at]) }] : [])),
    }
  })
}
