import { builder } from '../builder.ts'
import { requireServed } from '../context.ts'

const key = builder.selection<{ odsCode: string }>('odsCode')

/** A trust as this spoke knows it. Every field is nullable: a spoke that is down must cost its own figures only. */
export const Trust = builder
  .externalRef('Trust', key, (trust, context) => {
    requireServed(context, { trust: trust.odsCode })
    return trust
  })
  .implement({ externalFields: (t) => ({ odsCode: t.id({ nullable: false }) }) })
