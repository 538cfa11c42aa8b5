import { audit } from '@oh/audit'
import { REFERRAL_STATES } from '@oh/casework'
import { badInput, cursorOf, type PageEnd, pageOf, readPage } from '@oh/graph'
import { type Instant, isInstant, isUuid, type ReferralId } from '@oh/kernel'
import type { Actor, ScopedTx } from '@oh/postgres'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import type { Denied } from '../memberships/denied.ts'
import { type PermissionAsk, permitted } from '../memberships/permitted.ts'
import { withRecords } from '../workers/with-records.ts'
import { inboxRows, referredRows } from './referral.reads.ts'
import type { ReferralRow } from './referral.store.ts'
import { type ReferralRowView, viewReferralRows } from './view-referrals.ts'

export interface ReferralPage {
  readonly kind: 'listed'
  readonly rows: readonly ReferralRowView[]
  readonly pageInfo: PageEnd
}
interface PageAsk {
  readonly first: number
  readonly after?: string | null | undefined
}
type Parts = Pick<Spoke, 'db'>
type Cursor = { readonly receivedAt: Instant; readonly id: ReferralId } | undefined

/** One page of the service's referrals in a state, the longest waiting first, none about the caller. For the OH team. */
export function listInbox(spoke: Parts, actor: Actor, ask: PageAsk & { readonly state: string }): Promise<Denied | ReferralPage> {
  const state = REFERRAL_STATES.find((one) => one === ask.state)
  if (!state) throw badInput(`Ask for one of these states: ${REFERRAL_STATES.join(', ')}.`)
  return listPage(spoke, actor, ask, ['service'], (tx, first, after) =>
    inboxRows(tx, { state, notAbout: callerOf(tx), first, after }),
  )
}

/** One page of what the caller has referred others for, the newest first: status and dates. Never a self-referral. */
export function listMyReferrals(spoke: Parts, actor: Actor, ask: PageAsk): Promise<Denied | ReferralPage> {
  return listPage(spoke, actor, ask, ['referrer'], (tx, first, after) => referredRows(tx, { person: callerOf(tx), first, after }))
}

function listPage(
  spoke: Parts,
  actor: Actor,
  ask: PageAsk,
  holds: PermissionAsk['holds'],
  read: (tx: ScopedTx, first: number, after: Cursor) => Promise<ReferralRow[]>,
): Promise<Denied | ReferralPage> {
  const page = readPage(ask, 2)
  const after = page.after && openCursor(page.after)
  return withRecords(spoke, actor, async (tx) => {
    const asked = { action: 'referral.read', resource: 'referral' } as const
    const denied = await permitted(tx, { ...asked, holds })
    if (denied) return denied
    const { rows, pageInfo } = pageOf(await read(tx, page.first, after), page.first, (row) => cursorOf(row.receivedAt, row.id))
    await audit(tx, { ...asked, ids: rows.map(({ id }) => id), outcome: 'allowed' })
    return { kind: 'listed', rows: await viewReferralRows(tx, rows), pageInfo }
  })
}

function openCursor([at = '', id = '']: readonly string[]): Cursor {
  if (!isInstant(at) || !isUuid(id)) throw badInput('This page link is not valid. Start again from the first page.')
  return { receivedAt: at as Instant, id: id as ReferralId }
}
