import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'
import { recordAttendance } from './end-appointment.view.tsx'

const RECORD = graphql(`
  mutation RecordAttendance($input: RecordAttendanceInput!) {
    recordAttendance(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/appointments/:appointment/attendance'
const FIELDS = { 'attendance-unknown': 'attendance', 'appointment-not-begun': 'attendance' }
const ATTENDANCES = ['attended', 'did-not-attend']

export const openAttendance: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, { action: 'record-attendance', draw: (found) => draw(visit, found, newForm(found.version)) }),
  ),
}

export const sendAttendance: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const attendance = form.text('attendance')
    if (!ATTENDANCES.includes(attendance))
      return draw(visit, await caseForForm(visit, trust), formWith(form, { attendance: 'Say whether the worker attended.' }))
    const { key, version } = keysOf(form)
    const named = { caseId: param('id'), appointmentId: param('appointment') }
    const input = { trust: trust.code, idempotencyKey: key, expectedVersion: version, ...named, attendance }
    const answer = answered((await visit.ask(RECORD, { input })).recordAttendance)
    if (answer.__typename === 'AttendanceRecorded') return seeOther(`/cases/${param('id')}`, attendance)
    return draw(visit, await caseForForm(visit, trust), formAfter(form, answer, FIELDS))
  }),
}

function draw({ param, form }: Visit, found: CaseForForm, standing: FormStanding) {
  const about = { found, appointmentId: param('appointment'), standing }
  const content = recordAttendance({ ...about, attendance: form.text('attendance') })
  return page({ ...content, status: statusOf(standing).status })
}
