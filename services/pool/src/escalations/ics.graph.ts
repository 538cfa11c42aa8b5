import { cursorOf, pageOf, readPage } from '@oh/graph'
import { orThrow } from '../answers.ts'
import { builder } from '../builder.ts'
import { PoolCapacityRef } from '../capacity/capacity.graph.ts'
import { readCapacity } from '../capacity/read-capacity.ts'
import { requireServed } from '../context.ts'
import { readMomentPage } from '../cursors.ts'
import { studyIdIn } from '../ids.ts'
import { callerProvedBy } from '../memberships/proved-caller.ts'
import { PolicyRef } from '../policy/policy.graph.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { readWhatIfBase } from '../studies/what-if/ask-what-if.ts'
import { listWhatIfs, readWhatIf } from '../studies/what-if/read-what-if.ts'
import { WhatIfBaseRef, WhatIfPage, WhatIfStudyRef } from '../studies/what-if/what-if.graph.ts'
import { readUse } from '../use/read-use.ts'
import { PoolUseRef } from '../use/use.graph.ts'

interface IcsKey {
  readonly code: string
  /** What the directory says of the caller's regional and national roles. */
  readonly poolRolesProof?: string
}

const requires = builder.selection<{ poolRolesProof?: string }>('poolRolesProof')

/** An ICS as this pool knows it. Every field is nullable: a pool that is down must cost its own answers only. */
export const Ics = builder
  .externalRef('Ics', builder.selection<{ code: string }>('code'), (ics, context): IcsKey => {
    requireServed(context, { ics: ics.code })
    return ics
  })
  .implement({
    externalFields: (t) => ({ code: t.id({ nullable: false }), poolRolesProof: t.string() }),
    fields: (t) => ({
      poolCapacity: t.field({
        type: PoolCapacityRef,
        description:
          'Specialists and free sessions of its pool now. For whoever leads the ICS; null when the pool did not answer.',
        requires,
        resolve: async (ics, _args, context) =>
          orThrow(await readCapacity(context.pool, await callerProvedBy(context, (ics as IcsKey).poolRolesProof))),
      }),
      poolUse: t.field({
        type: PoolUseRef,
        description:
          'How the time of its pool is used, and what neighbours owe. For its coordinator and for whoever leads the ICS; null when the pool did not answer.',
        requires: builder.selection<{ poolRolesProof?: string }>('poolRolesProof'),
        resolve: async (ics, _args, context) =>
          orThrow(await readUse(context.pool, await callerProvedBy(context, (ics as IcsKey).poolRolesProof))),
      }),
      poolRoutingPolicy: t.field({
        type: PolicyRef,
        description: 'How its pool routes. For its coordinator and for whoever leads the ICS; null when the pool did not answer.',
        args: { first: t.arg.int({ required: true }), before: t.arg.int({ description: 'Earlier versions than this one.' }) },
        requires: builder.selection<{ poolRolesProof?: string }>('poolRolesProof'),
        resolve: async (ics, { first, before }, context) => {
          const caller = await callerProvedBy(context, (ics as IcsKey).poolRolesProof)
          const page = { first: readPage({ first }, 0).first, before: before ?? undefined }
          const read = orThrow(await readPolicy(context.pool, caller, page))
          return { ...read, history: pageOf(read.history, page.first, ({ version }) => String(version)) }
        },
      }),

      whatIfBase: t.field({
        type: WhatIfBaseRef,
        description: 'What a what-if starts from. For the coordinator of its pool and whoever leads the ICS.',
        requires,
        resolve: async (ics, _args, context) =>
          orThrow(await readWhatIfBase(context.pool, await callerProvedBy(context, (ics as IcsKey).poolRolesProof))),
      }),
      whatIf: t.field({
        type: WhatIfStudyRef,
        description: 'One what-if by its id.',
        args: { id: t.arg.id({ required: true }) },
        requires,
        resolve: async (ics, { id }, context) => {
          const caller = await callerProvedBy(context, (ics as IcsKey).poolRolesProof)
          return orThrow(await readWhatIf(context.pool, caller, studyIdIn(id))).whatIf
        },
      }),
      whatIfs: t.field({
        type: WhatIfPage,
        description: 'What was asked before, the newest first.',
        args: { first: t.arg.int({ required: true }), after: t.arg.string() },
        requires,
        resolve: async (ics, args, context) => {
          const page = readMomentPage(args)
          const caller = await callerProvedBy(context, (ics as IcsKey).poolRolesProof)
          const { studies } = orThrow(await listWhatIfs(context.pool, caller, page))
          return pageOf([...studies], page.first, ({ askedAt, id }) => cursorOf(askedAt, id))
        },
      }),
      myRolesProof: t.string({
        description:
          'What the directory says of your own regional and national roles, signed for this pool and good for 60 seconds: send it with a change that needs such a role. Null when you hold none.',
        requires,
        resolve: (ics) => (ics as IcsKey).poolRolesProof ?? null,
      }),
    }),
  })
