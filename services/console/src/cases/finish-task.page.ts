import { graphql } from '../graphql.ts'
import { atOwnTrust } from '../own-trust.ts'
import { type PageRoute, page, seeOther } from '../page.ts'
import { answered, keysOf } from '../sent-form.ts'
import { caseForForm } from './case-for-form.ts'
import { taskNotFinished } from './tasks.view.tsx'

const FINISH = graphql(`
  mutation FinishTask($input: FinishTaskInput!) {
    finishTask(input: $input) {
      __typename
      ... on Refused { reasons { word sentence } }
      ... on Stale { currentVersion changes }
    }
  }
`)

export const finishTask: PageRoute = {
  method: 'POST',
  path: '/cases/:id/tasks/:task',
  answer: atOwnTrust(async (visit, trust) => {
    const { form, param, ask } = visit
    const named = { caseId: param('id'), taskId: param('task') }
    const input = { trust: trust.code, idempotencyKey: keysOf(form).key, ...named }
    const answer = answered((await ask(FINISH, { input })).finishTask)
    if (answer.__typename === 'TaskFinished') return seeOther(`/cases/${param('id')}`, 'task-finished')
    const sentences = answer.__typename === 'Stale' ? answer.changes : answer.reasons.map(({ sentence }) => sentence)
    return page({ ...taskNotFinished(await caseForForm(visit, trust), sentences), status: 409 })
  }),
}
