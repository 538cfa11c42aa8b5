import { auditCursor, auditIdIn, auditTypes, chainPartIn, MOST_ENTRIES, readAuditPage } from '@oh/audit'
import { pageOf } from '@oh/graph'
import { orThrow } from '../answers.ts'
import { builder, PageInfo } from '../builder.ts'
import { requireServed } from '../context.ts'
import { listEntries } from './list-entries.ts'
import { readChain } from './read-chain.ts'

const { Page, Chain } = auditTypes(
  { builder, PageInfo },
  {
    prefix: 'Pool',
    entry: 'One access to a record of the pool, or an attempt at one. Ids and stable words; no clinical text.',
    actor: 'A person, a member or a part of the pool.',
    subject: 'Which escalation; null for a list, whose ids stand beside.',
  },
)

builder.queryFields((t) => ({
  poolAuditEntries: t.field({
    type: Page,
    description: 'Who saw what at the pool, the newest first. For its privacy officer, without the own accesses.',
    args: {
      ics: t.arg.id({ required: true }),
      subject: t.arg.id({ description: 'An escalation, or another id that was touched.' }),
      person: t.arg.id({ description: 'Who acted.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { ics, subject, person, ...args }, context) => {
      requireServed(context, { ics })
      const page = readAuditPage(args)
      const ask = { page, subject: auditIdIn(subject), person: auditIdIn(person) }
      const { rows } = orThrow(await listEntries(context.pool, context.caller, ask))
      return pageOf(rows, page.first, auditCursor)
    },
  }),
  poolAuditChain: t.field({
    type: Chain,
    description: 'Whether the audit of the pool is whole, at most 20,000 entries a request. For its privacy officer.',
    args: {
      ics: t.arg.id({ required: true }),
      first: t.arg.int({ required: true, defaultValue: MOST_ENTRIES }),
      after: t.arg.int({ required: true, defaultValue: 0, description: 'The verifiedUpTo of the request before; 0 to begin.' }),
    },
    resolve: async (_root, { ics, ...part }, context) => {
      requireServed(context, { ics })
      return orThrow(await readChain(context.pool, context.caller, chainPartIn(part)))
    },
  }),
}))
