import type { Trust } from '@oh/organisations'
import { graphql } from '../graphql.ts'
import { page, type Reply, type Visit } from '../page.ts'
import { type CaseForForm, notNow } from './case-for-form.view.tsx'

const CASE_FOR_FORM = graphql(`
  query CaseForForm($trust: ID!, $id: ID!) {
    case(trust: $trust, id: $id) {
      id
      version
      reference
      stateTitle
      openedOn
      worker { fullName }
      assignment { jobTitle department staffGroup }
      bookedAppointment { id startsAt minutes kindTitle clinicianName }
      allowedActions
    }
  }
`)

/** The case that the address names, as far as a form about it needs it. */
export async function caseForForm({ ask, param }: Visit, trust: Trust): Promise<CaseForForm> {
  const { case: found } = await ask(CASE_FOR_FORM, { trust: trust.code, id: param('id') })
  if (!found) throw new Error('A case that is out of sight comes with an error.')
  return found
}

/** A form that is opened for a case, or a page that says why it cannot be used now. */
export async function openForm(
  visit: Visit,
  trust: Trust,
  { action, draw }: { readonly action: string; readonly draw: (found: CaseForForm) => Reply | Promise<Reply> },
): Promise<Reply> {
  const found = await caseForForm(visit, trust)
  return found.allowedActions.includes(action) ? draw(found) : page({ ...notNow(found), status: 409 })
}
