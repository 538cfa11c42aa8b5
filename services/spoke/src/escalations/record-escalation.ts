import type { EscalationContent } from '@oh/escalation'
import type { EscalationId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { actorName } from '../cases/save-move.ts'
import type { Spoke } from '../context.ts'
import { callerOf } from '../memberships/caller.ts'
import { type RecordPlace, type RecordTexts, textsOfOne } from '../workers/record-key.ts'
import type { Escalating } from './escalate-case.ts'
import { insertEscalation, insertExclusions, insertReasons, type ReasonRow } from './escalation.store.ts'

interface Recorded extends Escalating {
  readonly id: EscalationId
  readonly correlation: string
  readonly content: EscalationContent
}

export const escalationPlace = (row: string, column: 'content' | 'asked'): RecordPlace => ({
  table: 'escalation',
  row,
  column,
  version: 1,
})
export const becausePlace = ({ escalationId, rule, standing }: Omit<ReasonRow, 'because'>): RecordPlace => ({
  table: 'escalation_reason',
  row: `${escalationId}/${rule}/${standing}`,
  column: 'because',
  version: 1,
})

/** Keeps what was sent and why: the content, the nurse's answers and every reason, sealed; who must not see it. */
export async function recordEscalation(
  tx: ScopedTx,
  spoke: Pick<Spoke, 'id' | 'keyring' | 'pool'>,
  recorded: Recorded,
): Promise<void> {
  const { id, correlation, content, found, form, known, ruling, ask } = recorded
  if (!known.gate) throw new Error('an escalation without a gate was let through')
  const texts = await textsOfOne(tx, spoke, found.workerId)
  const { specialistsShown, objectionsAsked, inHousePhysicianAsked } = ask
  const asked = { facts: known.facts.clinical, specialistsShown, objectionsAsked, inHousePhysicianAsked }
  await insertEscalation(tx, {
    id,
    caseId: found.id,
    workerId: found.workerId,
    workerPerson: found.workerPerson,
    gateId: known.gate.row.id,
    poolId: spoke.pool,
    correlation,
    pseudonym: content.pseudonym,
    state: 'sent',
    category: content.category,
    urgency: content.urgency,
    seeWorker: content.seeWorker,
    content: texts.seal(escalationPlace(id, 'content'), JSON.stringify(content)),
    asked: texts.seal(escalationPlace(id, 'asked'), JSON.stringify(asked)),
    rulesVersion: ruling.rulesVersion,
    settingsVersion: ruling.settingsVersion,
    safetyFlag: ask.safetyFlag,
    sentAt: tx.now,
    sentBy: callerOf(tx),
    sentByName: await actorName(tx),
    acceptBy: content.acceptBy,
    dueOn: content.dueOn,
  })
  await insertReasons(tx, reasonRows(texts, recorded))
  await insertExclusions(
    tx,
    form.excluded.map((row) => ({ escalationId: id, ...row })),
  )
}

function reasonRows(texts: RecordTexts, { id, ruling }: Recorded): ReasonRow[] {
  const row = (rule: string, standing: ReasonRow['standing'], because = ''): ReasonRow => {
    const place = { escalationId: id, rule, standing }
    return { ...place, because: because === '' ? null : texts.seal(becausePlace(place), because) }
  }
  const overruled = new Map(ruling.overruled.map(({ reason, because }) => [reason, because]))
  return [
    ...ruling.reasons.map((reason) => row(reason.id, reason.by === 'nurse' ? 'added' : 'fired', reason.because)),
    ...[...overruled].map(([reason, because]) => row(reason, 'overruled', because)),
  ]
}
