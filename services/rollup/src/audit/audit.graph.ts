import { auditCursor, auditIdIn, auditTypes, chainPartIn, MOST_ENTRIES, readAuditPage } from '@oh/audit'
import { pageOf } from '@oh/graph'
import { orThrow } from '../access.ts'
import { builder, PageInfo } from '../builder.ts'
import { listEntries } from './list-entries.ts'
import { readChain } from './read-chain.ts'

const { Page, Chain } = auditTypes(
  { builder, PageInfo },
  {
    prefix: 'Rollup',
    entry: 'One use of the national figures, or an attempt at one. Ids and stable words; no figure.',
    actor: 'A person, a member or a part of the rollup.',
    subject: 'The series of figures that a message was about; null for all else, whose ids stand beside.',
  },
)

builder.queryFields((t) => ({
  rollupAuditEntries: t.field({
    type: Page,
    description: 'Who used the national figures, the newest first. For their privacy officer, without the own accesses.',
    args: {
      about: t.arg.id({ description: 'A month such as 2026-10, a submission, or another id that was touched.' }),
      person: t.arg.id({ description: 'Who acted: a person, or a member.' }),
      first: t.arg.int({ required: true }),
      after: t.arg.string(),
    },
    resolve: async (_root, { about, person, ...args }, { rollup, caller }) => {
      const page = readAuditPage(args)
      const ask = { page, about: auditIdIn(about), person: auditIdIn(person) }
      const { rows } = orThrow(await listEntries(rollup, caller, ask))
      return pageOf(rows, page.first, auditCursor)
    },
  }),
  rollupAuditChain: t.field({
    type: Chain,
    description:
      'Whether the audit of the national figures is whole, at most 20,000 entries a request. For their privacy officer.',
    args: {
      first: t.arg.int({ required: true, defaultValue: MOST_ENTRIES }),
      after: t.arg.int({ required: true, defaultValue: 0, description: 'The verifiedUpTo of the request before; 0 to begin.' }),
    },
    resolve: async (_root, part, { rollup, caller }) => orThrow(await readChain(rollup, caller, chainPartIn(part))),
  }),
}))
