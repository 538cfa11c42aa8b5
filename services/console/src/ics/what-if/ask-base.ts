import { AnswerRefused } from '../../gateway-client.ts'
import { graphql } from '../../graphql.ts'
import type { Visit } from '../../page.ts'

const BASE = graphql(`
  query WhatIfBase($code: ID!, $after: String) {
    ics(code: $code) {
      whatIfBase {
        specialists { id fullName clinicHours skills { skill title } }
        trusts { code name }
        skills { skill title }
        assumptions { id group title value unit least most origin because }
      }
      whatIfs(first: 10, after: $after) {
        rows { id askedAt state stateTitle changes }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`)

type Answered = NonNullable<ReturnType<NonNullable<(typeof BASE)['__apiType']>>['ics']>
export type WhatIfBase = NonNullable<Answered['whatIfBase']>
export type Assumption = WhatIfBase['assumptions'][number]
export type AskedBefore = NonNullable<Answered['whatIfs']>

/** What a question starts from, and what was asked before. Throws AnswerRefused for whoever may not ask here. */
export async function askBase(visit: Visit, code: string): Promise<{ readonly base: WhatIfBase; readonly before: AskedBefore }> {
  const { ics } = await visit.ask(BASE, { code, after: visit.query('after') ?? null })
  if (!ics?.whatIfBase || !ics.whatIfs) throw new AnswerRefused('NOT_FOUND', [], false)
  return { base: ics.whatIfBase, before: ics.whatIfs }
}
