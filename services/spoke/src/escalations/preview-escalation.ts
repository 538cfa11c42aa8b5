import { audit } from '@oh/audit'
import {
  ageBandOf,
  ESCALATION_RULES,
  type EscalationReason,
  escalationSentences,
  type IdentifyingFind,
  reasonsFired,
  ruleOnEscalation,
  sourceOfRefusal,
  WHAT_LEAVES,
} from '@oh/escalation'
import type { Reason } from '@oh/graph'
import type { LondonDate } from '@oh/kernel'
import type { Actor } from '@oh/postgres'
import { findCase } from '../cases/case.reads.ts'
import { requireCase } from '../cases/require-case.ts'
import { type GateView, viewGates } from '../consents/view-gate.ts'
import type { Spoke } from '../context.ts'
import { type Denied, isDenied } from '../memberships/denied.ts'
import { withRecords } from '../workers/with-records.ts'
import { type EscalateForm, readEscalateForm } from './escalate-form.ts'
import { type CaseKnown, knowTheCase } from './know-the-case.ts'

/** A thing that would leave the trust, and what it would be. */
export interface Leaving {
  readonly field: string
  readonly title: string
  readonly seenBy: 'queue' | 'routing' | 'content'
  readonly why: string
}

export interface Preview {
  readonly kind: 'preview'
  /** Every rule that fires on what is said, in the order of the table. */
  readonly fired: readonly EscalationReason[]
  /** Every rule there is, for the nurse who adds one. */
  readonly rules: readonly Pick<EscalationReason, 'id' | 'title' | 'kind' | 'source'>[]
  readonly gate: GateView | null
  /** What stands in the way as the form is now; empty when it could be sent. */
  readonly against: readonly (Reason & { readonly source: string })[]
  readonly warnings: readonly IdentifyingFind[]
  readonly leaves: readonly Leaving[]
  readonly ageBand: string
  readonly department: string
  readonly acceptBy: LondonDate | null
  readonly dueOn: LondonDate | null
  readonly workerIsDoctor: boolean
  readonly absentSince: LondonDate | null
  readonly inHousePhysician: 'none-in-post' | 'asked' | 'not-asked'
  readonly version: number
}

/** Shows the nurse, before anything is sent, which rules fire and why, how the gate stands, and what would leave the trust. */
export function previewEscalation(
  spoke: Pick<Spoke, 'db' | 'id' | 'keyring'>,
  actor: Actor,
  ask: EscalateForm & { readonly caseId: string },
): Promise<Denied | Preview> {
  return withRecords(spoke, actor, async (tx) => {
    const id = ask.caseId
    const find = () => findCase(tx, id)
    const action = 'escalation.create'
    const found = await requireCase(tx, { action, id, find, notOnOwn: true, shutBy: ['worker-is-doctor'] })
    if (isDenied(found)) return found
    await audit(tx, { action, resource: 'preview', ids: [found.id], subject: found.workerId, outcome: 'allowed' })
    const form = readEscalateForm(ask)
    const gate = (await viewGates(tx, spoke, [found.id])).get(found.id) ?? null
    const read = form.kind === 'form' ? form : readEscalateForm({ ...ask, ...EMPTY_LISTS })
    if (read.kind === 'refused') throw new Error('an empty form was refused')
    const known = await knowTheCase(tx, spoke, found, read, ask)
    const ruling = ruleOnEscalation(read.ask, known.facts, tx.now)
    const ruled = ruling.kind === 'refused' ? ruling.reasons : []
    const sentences = escalationSentences(ask)
    const sayings = ruled.map((word) => ({ word, sentence: sentences[word], source: sourceOfRefusal(word) ?? '' }))
    const formSays = form.kind === 'refused' ? form.reasons.map((reason) => ({ ...reason, source: '' })) : []
    return {
      kind: 'preview',
      ...aboutCase(known, tx.today),
      rules: ESCALATION_RULES.map(({ id: rule, title, kind, source }) => ({ id: rule, title, kind, source })),
      gate,
      against: [...formSays, ...sayings],
      warnings: ruling.kind === 'refused' ? ruling.finds : ruling.warnings,
      leaves: WHAT_LEAVES,
      acceptBy: ruling.kind === 'allowed' ? ruling.acceptBy : null,
      dueOn: ruling.kind === 'allowed' ? ruling.dueOn : null,
      version: found.version,
    }
  })
}

/** What is ruled on while the words of the form are not words of the lists. */
const EMPTY_LISTS = {
  category: 'other',
  urgency: 'routine',
  seeWorker: 'no',
  addedReasons: [],
  overruled: [],
  exclusions: [],
  facts: {},
} as const

function aboutCase({ facts, worker, assignment }: CaseKnown, today: LondonDate) {
  const { clinical, settings, inHousePhysician } = facts
  return {
    fired: reasonsFired(clinical, settings, today),
    ageBand: ageBandOf(worker.bornOn, today),
    department: assignment.department,
    workerIsDoctor: clinical.workerIsDoctor,
    absentSince: clinical.absentSince ?? null,
    inHousePhysician,
  }
}
