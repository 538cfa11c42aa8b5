import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'

const key = builder.selection<{ code: string }>('code')

/** An ICS as this pool knows it. Every field is nullable: a pool that is down must cost its own answers only. */
export const Ics = builder
  .externalRef('Ics', key, (ics, context) => {
    requireServed(context, { ics: ics.code })
    return ics
  })
  .implement({ externalFields: (t) => ({ code: t.id({ nullable: false }) }) })
