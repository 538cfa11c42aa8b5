import { AnswerRefused } from '../../gateway-client.ts'
import { graphql } from '../../graphql.ts'
import type { Visit } from '../../page.ts'

const WHAT_IF = graphql(`
  query WhatIf($code: ID!, $id: ID!) {
    ics(code: $code) {
      whatIf(id: $id) {
        id askedAt finishedAt state stateTitle failure changes baseStable changedStable
        assumptions { id group title value unit origin because }
        figures {
          skill { title } measure method
          base { value low high } changed { value low high } difference { value low high }
        }
      }
    }
  }
`)

type Answered = NonNullable<ReturnType<NonNullable<(typeof WHAT_IF)['__apiType']>>['ics']>
export type WhatIf = NonNullable<Answered['whatIf']>
export type Figure = WhatIf['figures'][number]
export type Between = NonNullable<Figure['base']>

/** One what-if. Throws AnswerRefused where there is none that the viewer may read. */
export async function askStudy(visit: Visit, code: string): Promise<WhatIf> {
  const { ics } = await visit.ask(WHAT_IF, { code, id: visit.param('id') })
  if (!ics?.whatIf) throw new AnswerRefused('NOT_FOUND', [], false)
  return ics.whatIf
}
