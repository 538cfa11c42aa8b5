import type { Trust } from '@oh/organisations'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import {
  CONSEQUENCES_FIELD,
  EVIDENCE_FIELD,
  TOLD_FIELD,
  type WithdrawalOnCase,
  Withdrawn,
  WithdrawPage,
} from './withdraw.view.tsx'
import { WITHDRAW, WITHDRAWAL_FIELDS } from './withdraw-consent.ts'

const CASE = graphql(`
  query WithdrawalOnCase($trust: ID!, $id: ID!) {
    case(trust: $trust, id: $id) {
      id reference worker { fullName }
      gate { consequences { version sentences } withdrawalSentence earlierWithdrawal { sentence } }
    }
  }
`)

async function read(visit: Visit, trust: Trust) {
  const { case: asked } = await visit.ask(CASE, { trust: trust.code, id: visit.param('id') })
  if (!asked) throw new AnswerRefused('NOT_FOUND', [], false)
  return asked
}

async function show(visit: Visit, trust: Trust): Promise<Reply> {
  return draw(await read(visit, trust), newForm())
}

async function withdraw(visit: Visit, trust: Trust): Promise<Reply> {
  const { form } = visit
  const caseId = visit.param('id')
  const again = async (standing: FormStanding) => draw(await read(visit, trust), standing, form.text(EVIDENCE_FIELD))
  if (form.text(TOLD_FIELD) !== 'yes')
    return again(formWith(form, { [TOLD_FIELD]: 'Tell the worker what withdrawing means first.' }))
  const input = {
    trust: trust.code,
    idempotencyKey: keysOf(form).key,
    caseId,
    consequencesVersion: form.text(CONSEQUENCES_FIELD),
    evidence: form.text(EVIDENCE_FIELD),
  }
  const { withdrawConsent: answer } = await visit.ask(WITHDRAW, { input })
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  if (answer.__typename !== 'ConsentWithdrawn') return again(formAfter(form, answer, WITHDRAWAL_FIELDS))
  // the page that asked now tells what came of it
  return seeOther(`/cases/${caseId}/withdraw`)
}

function outcome(caseId: string, caption: string, sentence: string): Reply {
  return page({
    title: 'Consent is withdrawn',
    section: '/worklist',
    body: <Withdrawn caption={caption} sentence={sentence} isOwn={false} backHref={`/cases/${caseId}`} />,
  })
}

type Asked = Awaited<ReturnType<typeof read>>

function draw({ id, reference, worker, gate }: Asked, standing: FormStanding, evidence?: string): Reply {
  const caption = `${worker.fullName}, case ${reference}`
  const consequences = gate?.consequences
  if (!consequences) {
    const told = gate?.withdrawalSentence ?? gate?.earlierWithdrawal?.sentence
    if (told) return outcome(id, caption, told)
    throw new AnswerRefused('NOT_FOUND', [], false)
  }
  const found: WithdrawalOnCase = { caseId: id, reference, workerName: worker.fullName, consequences }
  return page({
    title: `Withdraw consent on case ${reference}`,
    section: '/worklist',
    back: { href: `/cases/${id}/gate`, text: 'Back to consent' },
    ...statusOf(standing),
    body: <WithdrawPage found={found} standing={standing} evidence={evidence} />,
  })
}

/** A clinician records that the worker withdraws consent. */
export const withdrawPages: readonly PageRoute[] = [
  { method: 'GET', path: '/cases/:id/withdraw', answer: atOwnTrust(show) },
  { method: 'POST', path: '/cases/:id/withdraw', answer: atOwnTrust(withdraw) },
]
