import type { Page } from '@oh/graph'
import type { Compared } from '@oh/simulation'
import type { Denied } from '../../access.ts'
import type { Caller, Pool } from '../../context.ts'
import { readsPeople } from '../../use/reads-people.ts'
import { listStudies, readStudy } from '../read-study.ts'
import type { Study, StudyId } from '../study.ts'
import { standsTo, type WhatIfQuestion } from './ask-what-if.ts'
import { figuresOf, stabilityOf, type WhatIfFigure } from './figures.ts'
import { whatIfKind } from './what-if-kind.ts'

/** A what-if as people read it. */
export interface WhatIfStudy {
  readonly study: Study
  readonly said: WhatIfQuestion['said']
  readonly assumptions: WhatIfQuestion['assumptions']
  readonly figures: readonly WhatIfFigure[]
  /** False when, without a surge, some queue would grow for ever. */
  readonly stable: { readonly base: boolean; readonly changed: boolean }
}

const ASK = { kind: 'what-if', access: { action: 'study.read', resource: 'study', ids: [] }, readsCounts: readsPeople } as const

/** One what-if: by formula at once, by simulation as soon as that is done. */
export async function readWhatIf(
  pool: Pick<Pool, 'db' | 'ics'>,
  caller: Caller,
  id: StudyId | undefined,
): Promise<Denied | { readonly kind: 'read'; readonly whatIf: WhatIfStudy }> {
  const outcome = await readStudy(pool, caller, { ...ASK, holds: standsTo(pool), id })
  return outcome.kind === 'read' ? { kind: 'read', whatIf: asWhatIf(outcome.study) } : outcome
}

/** What was asked before, the newest first; without the figures, which each page of one has. */
export function listWhatIfs(pool: Pick<Pool, 'db' | 'ics'>, caller: Caller, page: Page) {
  return listStudies(pool, caller, { ...ASK, holds: standsTo(pool), page })
}

/** What was asked, in words. */
export const saidIn = ({ input }: Study): readonly string[] => (whatIfKind.parse(input) as WhatIfQuestion | undefined)?.said ?? []

function asWhatIf(study: Study): WhatIfStudy {
  const question = whatIfKind.parse(study.input) as WhatIfQuestion | undefined
  if (!question) return { study, said: [], assumptions: [], figures: [], stable: { base: true, changed: true } }
  const { said, assumptions } = question
  const compared = study.state === 'done' ? (study.result as Compared) : undefined
  return { study, said, assumptions, figures: figuresOf(question, compared), stable: stabilityOf(question) }
}
