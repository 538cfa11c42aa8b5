import { builder, Refused } from '../builder.ts'
import { Case } from '../cases/case.graph.ts'
import type { CaseChanged } from '../cases/change-case.ts'
import { isDone, Stale } from '../cases/stale.graph.ts'
import { requireServed } from '../context.ts'
import { shown } from '../memberships/denied.ts'
import { recordReportReady } from './record-report-ready.ts'

const RecordReportReadyInput = builder.inputType('RecordReportReadyInput', {
  fields: (t) => ({
    trust: t.id({ required: true }),
    idempotencyKey: t.id({ required: true }),
    caseId: t.id({ required: true }),
    expectedVersion: t.int({ required: true }),
  }),
})

const ReportReady = builder.objectRef<CaseChanged>('ReportReady').implement({
  isTypeOf: isDone,
  fields: (t) => ({ case: t.expose('case', { type: Case, nullable: false }) }),
})

builder.mutationField('recordReportReady', (t) =>
  t.field({
    type: builder.unionType('RecordReportReadyResult', { types: [ReportReady, Refused, Stale] }),
    description:
      'Records that the report of the latest assessment is ready for the worker to read. It releases nothing. For nurses and physicians.',
    args: { input: t.arg({ type: RecordReportReadyInput, required: true }) },
    resolve: async (_root, { input: { trust, ...ask } }, context) => {
      requireServed(context, { trust })
      return shown(await recordReportReady(context.spoke, context.actor, ask))
    },
  }),
)
