import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { setStaffGroup } from './set-staff-group.ts'

const SetStaffGroupInput = builder.inputType('SetStaffGroupInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    staffGroup: t.string({ required: true, description: 'The stable word of the group; not-recorded where nobody knows.' }),
  }),
})

const StaffGroupSet = builder.objectRef<CaseChanged>('StaffGroupSet').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('setStaffGroup', (t) =>
  t.field({
    type: builder.unionType('SetStaffGroupResult', { types: [StaffGroupSet, Refused, Stale] }),
    description:
      'Puts right under which staff group the job of a case is counted, on a closed case too. For nurses, physicians and administrators.',
    args: { input: t.arg({ type: SetStaffGroupInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await setStaffGroup(context.spoke, context.actor, ask))
    },
  }),
)
