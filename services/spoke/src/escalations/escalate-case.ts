import { advance } from '@oh/casework'
import {
  type EscalationAllowed,
  type EscalationContent,
  escalationContent,
  escalationSentences,
  type IdentifyingFind,
  identifyingTextIn,
  ruleOnEscalation,
} from '@oh/escalation'
import { type RefusedAnswer, refusedAnswer } from '@oh/graph'
import type { EscalationId } from '@oh/kernel'
import { CASE_ESCALATED_V1 } from '@oh/messages'
import type { Actor, ScopedTx } from '@oh/postgres'
import { post } from '@oh/relay'
import { asCase, type CaseRow } from '../cases/case.store.ts'
import { changeOnCase, type Effect } from '../cases/change-case.ts'
import type { OnceAsk } from '../cases/request-once.ts'
import { saveMove } from '../cases/save-move.ts'
import type { Stale } from '../cases/stale.ts'
import { type CaseView, viewCase } from '../cases/view-cases.ts'
import type { Spoke } from '../context.ts'
import type { Denied } from '../memberships/denied.ts'
import { findWorker } from '../workers/worker.reads.ts'
import { type EscalateForm, type ReadForm, readEscalateForm } from './escalate-form.ts'
import { type CaseKnown, identifiersOf, knowTheCase } from './know-the-case.ts'
import { recordEscalation } from './record-escalation.ts'
import { type SentView, viewEscalation } from './view-escalations.ts'

export interface EscalateAsk extends EscalateForm, OnceAsk {
  readonly caseId: string
  readonly expectedVersion: number
}

export interface CaseEscalated {
  readonly kind: 'escalated'
  readonly case: CaseView
  readonly escalation: SentView
  /** Words that may identify somebody, which the nurse looked at and let pass. */
  readonly warnings: readonly IdentifyingFind[]
}

type Parts = Pick<Spoke, 'db' | 'id' | 'host' | 'pool' | 'keyring' | 'newId' | 'memberKey'>

/**
 * A nurse sends a complex case up to the pool. In one transaction: the case is locked, the matrix asked, the rules run
 * over what the nurse wrote and what the record knows; then the case moves, what was sent and why is kept, and the message
 * without a name stands in the outbox. A refusal gives every reason, and changes nothing.
 */
export function escalateCase(
  spoke: Parts,
  actor: Actor,
  ask: EscalateAsk,
): Promise<Denied | RefusedAnswer | Stale | CaseEscalated> {
  return changeOnCase(
    spoke,
    actor,
    {
      action: 'escalation.create',
      operation: 'escalate-case',
      resource: 'escalation',
      notOnOwn: true,
      shutBy: ['worker-is-doctor'],
      ask,
      change: async (tx, found) => {
        const form = readEscalateForm(ask)
        if (form.kind === 'refused') return form
        const known = await knowTheCase(tx, spoke, found, form, ask)
        const ruling = ruleOnEscalation(form.ask, known.facts, tx.now)
        if (ruling.kind === 'refused') return refusedAnswer(ruling.reasons, escalationSentences(ask))
        return escalate(tx, spoke, { found, form, known, ruling, ask })
      },
    },
    async (tx, found, id) => {
      const escalation = await viewEscalation(tx, spoke, id as EscalationId)
      return {
        kind: 'escalated',
        case: await viewCase(tx, spoke, found.id),
        escalation,
        warnings: await letPass(tx, found, escalation),
      }
    },
  )
}

/** Looked for again in what was kept, so that a form sent twice is answered alike. */
async function letPass(tx: ScopedTx, found: CaseRow, { content }: SentView): Promise<readonly IdentifyingFind[]> {
  const worker = await findWorker(tx, found.workerId)
  if (!worker || !content) return []
  const { question, nursePlan, summary, jobAndHazards, adjustmentsTried } = content
  const reasons = content.reasons.map(({ because = '' }) => because).join('\n')
  return identifyingTextIn(
    { question, nursePlan, summary, jobAndHazards, adjustmentsTried, reasons },
    identifiersOf(worker, found),
  )
}

/** All that stands ready once the rules have let it go. */
export interface Escalating {
  readonly found: CaseRow
  readonly form: ReadForm
  readonly known: CaseKnown
  readonly ruling: EscalationAllowed
  readonly ask: EscalateAsk
}

async function escalate(tx: ScopedTx, spoke: Parts, going: Escalating): Promise<Effect> {
  const { found } = going
  const id = spoke.newId() as EscalationId
  const correlation = spoke.newId()
  const moved = advance(asCase(found), { kind: 'escalated', escalation: id }, tx.now)
  if (moved.kind === 'refused') throw new Error(`an escalation was let through past ${moved.reasons.join(' ')}`)
  const content = contentOf(spoke, id, going)
  await recordEscalation(tx, spoke, { id, correlation, content, ...going })
  await saveMove(tx, found, moved.case, 'escalated')
  await post(tx, { name: CASE_ESCALATED_V1, destination: spoke.pool, subject: id, body: content, correlation }, spoke.keyring)
  return { kind: 'done', id }
}

/** What leaves the trust: made by `escalationContent` and nowhere else. */
function contentOf(spoke: Parts, escalationId: EscalationId, { ruling, known, form, ask }: Escalating): EscalationContent {
  return escalationContent({
    ruling,
    escalationId,
    trust: spoke.host,
    pseudonym: pseudonymOf(spoke.newId()),
    employer: known.assignment.employer,
    department: known.assignment.department,
    excluded: form.excluded,
    prefersOwnEmployer: ask.prefersOwnEmployer,
    seeWorker: form.seeWorker,
    dateOfBirth: known.worker.bornOn,
  })
}

/** Such as E-4F2A-91C3: made of chance alone, so that two escalations of one worker share nothing. */
function pseudonymOf(chance: string): string {
  const digits = chance.replaceAll('-', '').toUpperCase()
  return `E-${digits.slice(0, 4)}-${digits.slice(4, 8)}`
}
