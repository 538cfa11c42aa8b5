import { builder } from '../builder.ts'

/** A trust by its code; who it is, the directory and the trust itself say. */
export const Trust = builder
  .externalRef('Trust', builder.selection<{ odsCode: string }>('odsCode'))
  .implement({ externalFields: (t) => ({ odsCode: t.id({ nullable: false }) }) })
