import type { Trust } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, type Reply, seeOther, type Visit } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { bookAppointment } from './book-appointment.view.tsx'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'

const SLOTS = graphql(`
  query FreeSlots($trust: ID!, $from: LondonDate!, $after: String) {
    slots(trust: $trust, from: $from, first: 12, after: $after) {
      rows { id startsAt minutes kindTitle clinicianName }
      pageInfo { hasNextPage endCursor }
    }
  }
`)
const BOOK = graphql(`
  mutation BookAppointment($input: BookAppointmentInput!) {
    bookAppointment(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/appointments/new'
const FIELDS = {
  'no-such-slot': 'slot',
  'slot-in-past': 'slot',
  'slot-taken': 'slot',
  'kind-not-offered': 'slot',
  'worker-busy-then': 'slot',
}

export const openBooking: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, { action: 'book-appointment', draw: (found) => draw(visit, trust, found, newForm(found.version)) }),
  ),
}

export const sendBooking: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param } = visit
    const slotId = form.text('slot')
    if (slotId === '') return again(visit, trust, formWith(form, { slot: 'Choose a time.' }))
    const { key, version } = keysOf(form)
    const input = { trust: trust.code, idempotencyKey: key, caseId: param('id'), expectedVersion: version, slotId }
    const answer = answered((await visit.ask(BOOK, { input })).bookAppointment)
    if (answer.__typename === 'AppointmentBooked') return seeOther(`/cases/${param('id')}`, 'appointment-booked')
    return again(visit, trust, formAfter(form, answer, FIELDS))
  }),
}

async function again(visit: Visit, trust: Trust, standing: FormStanding): Promise<Reply> {
  return draw(visit, trust, await caseForForm(visit, trust), standing)
}

async function draw({ ask, query, form }: Visit, trust: Trust, found: CaseForForm, standing: FormStanding): Promise<Reply> {
  const after = query('after') ?? null
  // the service offers no time that has gone, so a day in the past asks for the soonest
  const { slots } = await ask(SLOTS, { trust: trust.code, from: found.openedOn, after })
  const content = bookAppointment({
    found,
    slots: slots?.rows ?? [],
    later: slots?.pageInfo.hasNextPage ? (slots.pageInfo.endCursor ?? undefined) : undefined,
    isFirstPage: after === null,
    slot: form.text('slot'),
    standing,
  })
  return page({ ...content, status: statusOf(standing).status })
}
