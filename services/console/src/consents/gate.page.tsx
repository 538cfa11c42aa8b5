import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { hasProblems } from '../layout/messages.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { type GateOnCase, GatePage } from './gate.view.tsx'
import { type GateDraft, gateFields, gateProblems, graphGate, readGateDraft } from './gate-form.ts'
import { RECORD_GATE } from './record-gate.ts'

const GATE = graphql(`
  query GateOnCase($trust: ID!, $id: ID!) {
    case(trust: $trust, id: $id) {
      id reference version allowedActions worker { fullName }
      gate {
        title givenAt recordedByName expiresAt standing standingTitle opensThePool withdrawnAt withdrawalSentence
        closedBecause { word sentence }
        consequences { version }
      }
    }
    gateTexts(trust: $trust) { kind title version sentences }
  }
`)

async function read(visit: Visit, trust: Trust): Promise<{ found: GateOnCase; version: number }> {
  const { case: asked, gateTexts } = await visit.ask(GATE, { trust: trust.code, id: visit.param('id') })
  if (!asked) throw new AnswerRefused('NOT_FOUND', [], false)
  const found = {
    caseId: asked.id,
    reference: asked.reference,
    workerName: asked.worker.fullName,
    gate: asked.gate,
    texts: gateTexts ?? [],
    mayRecord: asked.allowedActions.includes('record-gate'),
  }
  return { found, version: asked.version }
}

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  const { found, version } = await read(visit, trust)
  return draw(found, readGateDraft(visit.form), newForm(version))
}

async function record(visit: Visit, trust: Trust): Promise<Reply> {
  const draft = readGateDraft(visit.form)
  const problems = gateProblems(draft)
  const again = async (standing: FormStanding) => draw((await read(visit, trust)).found, draft, standing)
  if (hasProblems(problems)) return again(formWith(visit.form, problems))
  const { key, version } = keysOf(visit.form)
  const caseId = visit.param('id')
  const input = {
    trust: trust.code,
    idempotencyKey: key,
    caseId,
    expectedVersion: version,
    kind: draft.kind,
    // the wording that was on the page, not the one that may be in use by now
    textVersion: visit.form.text(`wording-${draft.kind}`),
    ...graphGate(draft),
  }
  const { recordGate: answer } = await visit.ask(RECORD_GATE, { input })
  if (answer?.__typename === 'GateRecorded') return seeOther(`/cases/${caseId}`, 'gate-recorded')
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  return again(formAfter(visit.form, answer, gateFields(draft)))
}

function draw(found: GateOnCase, draft: GateDraft, standing: FormStanding): Reply {
  return page({
    title: `Consent on case ${found.reference}`,
    section: '/worklist',
    back: { href: `/cases/${found.caseId}`, text: 'Back to the case' },
    ...statusOf(standing),
    body: <GatePage found={found} draft={draft} standing={standing} />,
  })
}

/** Recording why a case may leave the service. */
export const gatePages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases/:id/gate', answer: atOwnTrust(show) },
  { method: 'POST', path: '/cases/:id/gate', answer: atOwnTrust(record) },
]
