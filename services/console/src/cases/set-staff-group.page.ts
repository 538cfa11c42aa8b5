import { findStaffGroup } from '@oh/kernel'
import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther } from '../page.ts'
import { answered, type FormStanding, formAfter, formWith, keysOf, newForm, statusOf } from '../sent-form.ts'
import { caseForForm, openForm } from './case-for-form.ts'
import type { CaseForForm } from './case-for-form.view.tsx'
import { staffGroupForm } from './set-staff-group.view.tsx'

const SET = graphql(`
  mutation SetStaffGroup($input: SetStaffGroupInput!) {
    setStaffGroup(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

const PATH = '/cases/:id/staff-group'
const FIELD = 'staff-group'

export const openStaffGroup: PageRoute = {
  method: 'GET',
  path: PATH,
  answer: atOwnTrust((visit, trust) =>
    openForm(visit, trust, {
      action: 'set-staff-group',
      draw: (found) => draw(found, found.assignment.staffGroup ?? '', newForm()),
    }),
  ),
}

export const sendStaffGroup: PageRoute = {
  method: 'POST',
  path: PATH,
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param, ask } = visit
    const staffGroup = form.text(FIELD)
    if (!findStaffGroup(staffGroup)) {
      const problems = { [FIELD]: 'Choose the staff group, or say that you do not know.' }
      return draw(await caseForForm(visit, trust), staffGroup, formWith(form, problems))
    }
    const input = { trust: trust.code, idempotencyKey: keysOf(form).key, caseId: param('id'), staffGroup }
    const answer = answered((await ask(SET, { input })).setStaffGroup)
    if (answer.__typename === 'StaffGroupSet') return seeOther(`/cases/${param('id')}`, 'staff-group-set')
    return draw(await caseForForm(visit, trust), staffGroup, formAfter(form, answer, { 'staff-group-unknown': FIELD }))
  }),
}

function draw(found: CaseForForm, staffGroup: string, standing: FormStanding) {
  return page({ ...staffGroupForm({ found, staffGroup, standing }), status: statusOf(standing).status })
}
