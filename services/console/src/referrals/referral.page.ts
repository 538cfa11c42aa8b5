import type { LondonDate } from '@oh/kernel'
import type { Trust } from '@oh/organisations'
import { readDate } from '../form-date.ts'
import { graphql } from '../graphql.ts'
import { hasProblems, type Problems } from '../layout/messages.view.tsx'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { referralPage } from './referral.view.tsx'

const REFERRAL = graphql(`
  query ReferralShown($trust: ID!, $id: ID!) {
    referral(trust: $trust, id: $id) {
      id
      version
      sourceTitle
      reasonTitle
      words
      background
      referredByName
      workerTold
      toldByName
      toldOn
      toldRecordedByName
      absentSince
      receivedOn
      state
      stateTitle
      sentBackBecause
      worker { fullName bornOn staffNumber }
      assignment { jobTitle department employerName isDoctor staffGroupTitle }
      case { id reference stateTitle }
    }
  }
`)
const TRIAGE = graphql(`
  mutation TriageReferral($input: TriageReferralInput!) {
    triageReferral(input: $input) {
      __typename
      ... on ReferralTriaged { case { id } }
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const TOLD = graphql(`
  mutation RecordWorkerTold($input: RecordWorkerToldInput!) {
    recordWorkerTold(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/referrals/:id'
const FIELDS = {
  'decision-unknown': 'decision',
  'worker-not-told': 'decision',
  'worker-has-not-consented': 'decision',
  'send-back-not-explained': 'because',
  'send-back-unreadable': 'because',
}

export const showReferral: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) => draw(visit, trust)),
}

export const triageReferral: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const decision = form.text('decision')
    const problems = problemsOf(decision, form.text('because'))
    if (hasProblems(problems)) return draw(visit, trust, formWith(form, problems))
    const { key, version } = keysOf(form)
    const words = decision === 'send-back' ? form.text('because') : null
    const asked = { trust: trust.code, idempotencyKey: key, referralId: param('id'), expectedVersion: version, decision, words }
    const answer = answered((await visit.ask(TRIAGE, { input: asked })).triageReferral)
    if (answer.__typename !== 'ReferralTriaged') return draw(visit, trust, formAfter(form, answer, FIELDS))
    return answer.case ? seeOther(`/cases/${answer.case.id}`, 'referral-accepted') : seeOther('/referrals', 'referral-sent-back')
  }),
}

const TOLD_FIELDS = { 'told-by-missing': 'told-by', 'told-on-not-possible': 'told-on-day' }

export const recordWorkerTold: PageRoute = {
  method: 'POST',
  path: '/referrals/:id/told',
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const toldOn = readDate(form, 'told-on').date
    const problems = toldProblems(form.text('told-by'), toldOn)
    if (hasProblems(problems) || !toldOn) return draw(visit, trust, formWith(form, problems))
    const { key, version } = keysOf(form)
    const toldByName = form.text('told-by')
    const named = { referralId: param('id'), expectedVersion: version, toldByName, toldOn }
    const answer = answered(
      (await visit.ask(TOLD, { input: { trust: trust.code, idempotencyKey: key, ...named } })).recordWorkerTold,
    )
    if (answer.__typename === 'WorkerTold') return seeOther(`/referrals/${param('id')}`, 'worker-told')
    return draw(visit, trust, formAfter(form, answer, TOLD_FIELDS))
  }),
}

/** A POST opened by its address alone belongs to the referral. */
export const reopenWorkerTold: PageRoute = {
  method: 'GET',
  path: '/referrals/:id/told',
  answer: ({ param }) => seeOther(`/referrals/${param('id')}`),
}

function toldProblems(toldBy: string, toldOn: LondonDate | undefined): Problems {
  return {
    ...(toldBy === '' ? { 'told-by': 'Write who told the worker.' } : {}),
    ...(toldOn ? {} : { 'told-on-day': 'The day the worker was told must be a real date, such as 27 3 2026.' }),
  }
}

function problemsOf(decision: string, because: string): Problems {
  if (decision !== 'accept' && decision !== 'send-back') return { decision: 'Accept the referral or send it back.' }
  return decision === 'send-back' && because === '' ? { because: 'Write to the referrer why you send the referral back.' } : {}
}

const TRIAGES = ['oh-nurse', 'oh-physician'] as const

async function draw({ ask, param, form, viewer, notice }: Visit, trust: Trust, standing?: FormStanding): Promise<Reply> {
  const { referral } = await ask(REFERRAL, { trust: trust.code, id: param('id') })
  if (!referral) throw new Error('A referral that is out of sight comes with an error.')
  const shown = standing ?? newForm(referral.version)
  const content = referralPage({
    referral,
    mayTriage: TRIAGES.some((role) => viewer.roles.includes(role)),
    isOh: [...TRIAGES, 'oh-administrator' as const].some((role) => viewer.roles.includes(role)),
    decision: form.text('decision'),
    because: form.text('because'),
    told: { by: form.text('told-by'), on: readDate(form, 'told-on').typed },
    standing: shown,
    notice,
  })
  return page({ ...content, status: statusOf(shown).status })
}
