import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'
import { cancelAppointment } from './end-appointment.view.tsx'

const CANCEL = graphql(`
  mutation CancelAppointment($input: CancelAppointmentInput!) {
    cancelAppointment(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/appointments/:appointment/cancel'

export const openCancelling: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, { action: 'cancel-appointment', draw: (found) => draw(visit, found, newForm(found.version)) }),
  ),
}

export const sendCancelling: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const { key, version } = keysOf(form)
    const named = { caseId: param('id'), appointmentId: param('appointment') }
    const input = { trust: trust.code, idempotencyKey: key, expectedVersion: version, ...named }
    const answer = answered((await visit.ask(CANCEL, { input })).cancelAppointment)
    if (answer.__typename === 'AppointmentCancelled') return seeOther(`/cases/${param('id')}`, 'appointment-cancelled')
    return draw(visit, await caseForForm(visit, trust), formAfter(form, answer, {}))
  }),
}

function draw({ param }: Visit, found: CaseForForm, standing: FormStanding) {
  const content = cancelAppointment({ found, appointmentId: param('appointment'), standing })
  return page({ ...content, status: statusOf(standing).status })
}
