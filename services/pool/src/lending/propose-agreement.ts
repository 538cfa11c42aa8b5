import { type AgreementId, asIcsCode, type IcsCode, isPoolId, type LondonDate, type PoolId, visibleCharacters } from '@oh/kernel'
import { AGREEMENT_PROPOSED_V1 } from '@oh/messages'
import { actingAs, type ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { type Access, allowedFor, denied, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { nameOf } from '../memberships/viewer.reads.ts'
import { submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { hasOpenAgreement, saveAgreement } from './lending.store.ts'
import type { LendingWord } from './lending-words.ts'

export interface ProposeAsk {
  /** The system of the neighbour. */
  readonly neighbour: string
  readonly reason: string
  readonly fromOn: LondonDate
  /** The first day on which it no longer holds; undefined: until it is ended. */
  readonly toOn: LondonDate | undefined
  readonly key: string
}

type Ports = Pick<Pool, 'db' | 'ics' | 'keyring' | 'newId' | 'members'>

const LONGEST_REASON = 300
/** One line without anything that a page cannot show. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFB]*$/u

/** The coordinator asks a neighbouring pool for an agreement to lend each other sessions. It stands once the neighbour has accepted. */
export function proposeAgreement(pool: Ports, caller: Caller, ask: ProposeAsk) {
  const { key, ...input } = ask
  const access: Access = { action: 'agreement.manage', resource: 'agreement', ids: [] }
  return submitOnce<RefusalWord>(pool.db, caller, { key, operation: 'proposeAgreement', input, access }, async (tx) => {
    const without = await denied(tx, access, ['region'])
    if (without) return without
    const neighbour = await neighbourOf(pool, tx, ask.neighbour)
    const reasons = [...formFaults(ask, tx.today), ...(neighbour ? [] : (['neighbour-unknown'] as const))]
    const isOpen = neighbour && (await actingAs(tx, 'routing', () => hasOpenAgreement(tx, neighbour.id)))
    if (isOpen) reasons.push('agreement-open-already')
    if (reasons.length > 0 || !neighbour) return refusedFor(tx, access, reasons)
    const id = await propose(pool, tx, caller, ask, neighbour)
    await allowedFor(tx, { ...access, ids: [id] }, ['proposed'])
    return { kind: 'done', id }
  })
}

interface Neighbour {
  readonly id: PoolId
  readonly ics: IcsCode
}

async function neighbourOf({ members, ics }: Ports, tx: ScopedTx, code: string): Promise<Neighbour | undefined> {
  const asked = asIcsCode(code)
  if (!asked || asked === ics) return undefined
  const peer = await members.serving(asked, tx.today)
  return peer && isPoolId(peer.id) ? { id: peer.id, ics: asked } : undefined
}

function formFaults({ reason, fromOn, toOn }: ProposeAsk, today: LondonDate): LendingWord[] {
  return [
    ...(reason.trim() === '' ? (['agreement-reason-missing'] as const) : []),
    ...(visibleCharacters(reason) > LONGEST_REASON ? (['agreement-reason-too-long'] as const) : []),
    ...(PRINTABLE.test(reason) ? [] : (['agreement-reason-not-printable'] as const)),
    ...(fromOn < today ? (['agreement-begins-in-the-past'] as const) : []),
    ...(toOn !== undefined && toOn <= fromOn ? (['agreement-ends-before-it-begins'] as const) : []),
  ]
}

async function propose(
  { ics, keyring, newId }: Ports,
  tx: ScopedTx,
  caller: Caller,
  { reason, fromOn, toOn }: ProposeAsk,
  { id: partner, ics: partnerIcs }: Neighbour,
): Promise<AgreementId> {
  const id = newId() as AgreementId
  const proposedByName = (await nameOf(tx, caller.person)) ?? 'The coordinator'
  const terms = { reason, fromOn, proposedByName }
  await actingAs(tx, 'routing', () =>
    saveAgreement(tx, {
      ...terms,
      id,
      partner,
      partnerIcs,
      toOn: toOn ?? null,
      state: 'proposed',
      proposedHere: true,
      proposedAt: tx.now,
    }),
  )
  const body = { ...terms, agreementId: id, ics, at: tx.now, ...(toOn === undefined ? {} : { toOn }) }
  await post(tx, { name: AGREEMENT_PROPOSED_V1, destination: partner, subject: id, correlation: newId(), body }, keyring)
  return id
}
