import type { Trust } from '@oh/organisations'
import type { SentFields } from '../form.ts'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { DecidePage, type DecisionDraft } from './decide.view.tsx'
import { GROUNDS_FIELDS, graphGrounds, groundsProblems, readGrounds } from './gate-form.ts'

const HELD = graphql(`
  query HeldWithdrawal($trust: ID!, $id: ID!) {
    sentEscalation(trust: $trust, id: $id) { id caseId caseReference workerName withdrawnAt safetyFlag }
  }
`)

const DECIDE = graphql(`
  mutation DecideOnWithdrawal($input: DecideOnWithdrawalInput!) {
    decideOnWithdrawal(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const DECISIONS = ['abide', 'disclose-minimum']

const readDecision = (form: SentFields): DecisionDraft => ({
  ...readGrounds(form),
  decision: form.text('decision'),
  rationale: form.text('rationale'),
})

/** A discussion is asked for only where something is to be shared. */
function problemsOf(draft: DecisionDraft): Problems {
  if (!DECISIONS.includes(draft.decision)) return { decision: 'Choose what you decide.' }
  const grounds = groundsProblems(draft)
  const asked = draft.decision === 'abide' ? ['worker-told', 'told-on-day'] : Object.keys(grounds)
  return Object.fromEntries(Object.entries(grounds).filter(([field]) => asked.includes(field)))
}

async function read(visit: Visit, trust: Trust) {
  const { sentEscalation: sent } = await visit.ask(HELD, { trust: trust.code, id: visit.param('id') })
  if (!sent?.withdrawnAt || !sent.safetyFlag) throw new AnswerRefused('NOT_FOUND', [], false)
  return { escalationId: sent.id, caseId: sent.caseId, reference: sent.caseReference, workerName: sent.workerName ?? 'A worker' }
}

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  return draw(await read(visit, trust), readDecision(visit.form), newForm())
}

async function decide(visit: Visit, trust: Trust): Promise<Reply> {
  const { form } = visit
  const draft = readDecision(form)
  const found = await read(visit, trust)
  const problems = problemsOf(draft)
  if (hasProblems(problems)) return draw(found, draft, formWith(form, problems))
  const { seniorDiscussion, ...told } = graphGrounds(draft)
  const input = {
    trust: trust.code,
    idempotencyKey: keysOf(form).key,
    escalationId: found.escalationId,
    decision: draft.decision,
    rationale: draft.rationale,
    ...told,
    ...(seniorDiscussion && draft.decision === 'disclose-minimum' ? { seniorDiscussion } : {}),
  }
  const { decideOnWithdrawal: answer } = await visit.ask(DECIDE, { input })
  if (answer?.__typename === 'WithdrawalDecided') return seeOther(`/cases/${found.caseId}`, 'withdrawal-decided')
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  const fields = { ...GROUNDS_FIELDS, 'decision-not-explained': 'rationale', 'text-unreadable': 'rationale' }
  return draw(found, draft, formAfter(form, answer, fields))
}

function draw(found: Awaited<ReturnType<typeof read>>, draft: DecisionDraft, standing: FormStanding): Reply {
  return page({
    title: `Decide on the withdrawal of case ${found.reference}`,
    section: '/worklist',
    back: { href: `/cases/${found.caseId}`, text: 'Back to the case' },
    ...statusOf(standing),
    body: <DecidePage found={found} draft={draft} standing={standing} />,
  })
}

/** A physician's decision on a withdrawal that is held because somebody may be at risk. */
export const decidePages: readonly PageRoute[] = [
  { method: 'GET', path: '/escalations/:id/decide', answer: atOwnTrust(show) },
  { method: 'POST', path: '/escalations/:id/decide', answer: atOwnTrust(decide) },
]
