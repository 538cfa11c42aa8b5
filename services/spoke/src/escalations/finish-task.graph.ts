import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { finishTask } from './finish-task.ts'

const FinishTaskInput = builder.inputType('FinishTaskInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    taskId: t.id({ required: true }),
  }),
})

const TaskFinished = builder.objectRef<CaseChanged>('TaskFinished').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('finishTask', (t) =>
  t.field({
    type: builder.unionType('FinishTaskResult', { types: [TaskFinished, Refused, Stale] }),
    description: 'Ends a task that needs no other record: a withdrawal of consent, or an escalation that found nobody.',
    args: { input: t.arg({ type: FinishTaskInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await finishTask(context.spoke, context.actor, ask))
    },
  }),
)
