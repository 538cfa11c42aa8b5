import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther } from '../page.ts'
import { answered, type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'
import { reportReady } from './record-report-ready.view.tsx'

const RECORD = graphql(`
  mutation RecordReportReady($input: RecordReportReadyInput!) {
    recordReportReady(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/report-ready'

export const openReportReady: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, { action: 'record-report-ready', draw: (found) => draw(found, newForm(found.version)) }),
  ),
}

export const sendReportReady: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param, ask } = visit
    const { key, version } = keysOf(form)
    const input = { trust: trust.code, idempotencyKey: key, caseId: param('id'), expectedVersion: version }
    const answer = answered((await ask(RECORD, { input })).recordReportReady)
    if (answer.__typename === 'ReportReady') return seeOther(`/cases/${param('id')}`, 'report-ready')
    return draw(await caseForForm(visit, trust), formAfter(form, answer, {}))
  }),
}

function draw(found: CaseForForm, standing: FormStanding) {
  return page({ ...reportReady({ found, standing }), status: statusOf(standing).status })
}
