import type { Trust } from '@oh/organisations'
import { RECORD_GATE } from '../consents/record-gate.ts'
import { CONSEQUENCES_FIELD, TOLD_FIELD } from '../consents/withdraw.view.tsx'
import { WITHDRAW, WITHDRAWAL_FIELDS } from '../consents/withdraw-consent.ts'
import { AnswerRefused } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { AGREE_FIELD, GiveConsent, WithdrawMine, WORDING_FIELD } from './consent.view.tsx'

const MY_CONSENTS = graphql(`
  query MyConsents($trust: ID!) {
    myRecord(trust: $trust) {
      cases { id reference version allowedActions gate { consequences { version sentences } } }
    }
    gateTexts(trust: $trust) { kind version sentences }
  }
`)

async function read(visit: Visit, trust: Trust) {
  const { myRecord, gateTexts } = await visit.ask(MY_CONSENTS, { trust: trust.code })
  const found = myRecord?.cases.find(({ id }) => id === visit.param('id'))
  if (!found) throw new AnswerRefused('NOT_FOUND', [], false)
  return { found, text: gateTexts?.find(({ kind }) => kind === 'explicit-consent') }
}
type OwnConsent = Awaited<ReturnType<typeof read>>

async function showWithdraw(visit: Visit, trust: Trust): Promise<Reply> {
  return drawWithdraw(await read(visit, trust), newForm())
}

function drawWithdraw({ found }: OwnConsent, standing: FormStanding): Reply {
  const consequences = found.gate?.consequences
  // withdrawn already, perhaps by this very form: the record says what became of it
  if (!consequences) return seeOther('/my-record')
  return page({
    title: 'Withdraw your consent',
    section: '/my-record',
    back: { href: '/my-record', text: 'Back to my record' },
    ...statusOf(standing),
    body: <WithdrawMine found={found} consequences={consequences} standing={standing} />,
  })
}

async function withdraw(visit: Visit, trust: Trust): Promise<Reply> {
  const { form } = visit
  const again = async (standing: FormStanding) => drawWithdraw(await read(visit, trust), standing)
  if (form.text(TOLD_FIELD) !== 'yes')
    return again(formWith(form, { [TOLD_FIELD]: 'Read what withdrawing means, then tick the box.' }))
  const input = {
    trust: trust.code,
    idempotencyKey: keysOf(form).key,
    caseId: visit.param('id'),
    consequencesVersion: form.text(CONSEQUENCES_FIELD),
  }
  const { withdrawConsent: answer } = await visit.ask(WITHDRAW, { input })
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  if (answer.__typename === 'ConsentWithdrawn') return seeOther('/my-record', 'consent-withdrawn')
  return again(formAfter(form, answer, WITHDRAWAL_FIELDS))
}

async function showGive(visit: Visit, trust: Trust): Promise<Reply> {
  const own = await read(visit, trust)
  return drawGive(own, newForm(own.found.version))
}

function drawGive({ found, text }: OwnConsent, standing: FormStanding): Reply {
  if (!text || !found.allowedActions.includes('give-consent')) return seeOther('/my-record')
  return page({
    title: 'Give your consent',
    section: '/my-record',
    back: { href: '/my-record', text: 'Back to my record' },
    ...statusOf(standing),
    body: <GiveConsent found={found} text={text} standing={standing} />,
  })
}

async function give(visit: Visit, trust: Trust): Promise<Reply> {
  const { form } = visit
  const again = async (standing: FormStanding) => drawGive(await read(visit, trust), standing)
  if (form.text(AGREE_FIELD) !== 'yes') return again(formWith(form, { [AGREE_FIELD]: 'Tick the box if you agree.' }))
  const { key, version } = keysOf(form)
  const input = {
    trust: trust.code,
    idempotencyKey: key,
    caseId: visit.param('id'),
    expectedVersion: version,
    kind: 'explicit-consent',
    textVersion: form.text(WORDING_FIELD),
  }
  const { recordGate: answer } = await visit.ask(RECORD_GATE, { input })
  if (!answer) throw new AnswerRefused('UNKNOWN', [], true)
  if (answer.__typename === 'GateRecorded') return seeOther('/my-record', 'consent-given')
  return again(formAfter(form, answer, { 'wording-not-in-use': AGREE_FIELD }))
}

/** A worker's own consent: given, and taken back. */
export const ownConsentPages: readonly PageRoute[] = [
  { method: 'GET', path: '/my-record/cases/:id/withdraw', answer: atOwnTrust(showWithdraw) },
  { method: 'POST', path: '/my-record/cases/:id/withdraw', answer: atOwnTrust(withdraw) },
  { method: 'GET', path: '/my-record/cases/:id/consent', answer: atOwnTrust(showGive) },
  { method: 'POST', path: '/my-record/cases/:id/consent', answer: atOwnTrust(give) },
]
