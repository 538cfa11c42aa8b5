import type { Level } from '@oh/disclosure'
import type { Branded, Instant, PersonId } from '@oh/kernel'
import type { MeasureId } from '@oh/measures'
import type { ToPublish } from '../publications/publish.ts'
import type { PopulationReport } from '../publications/weigh-years.ts'

export type PreparationId = Branded<string, 'PreparationId'>

/** `pending` until its turn comes; `ready` to be published by a second person; `refused` with the reasons. */
export const PREPARATION_STATES = ['pending', 'running', 'ready', 'refused'] as const
export type PreparationState = (typeof PREPARATION_STATES)[number]

/** A month, or the refresh of a year, made ready to be published, and tried: nothing of it is seen by anybody but statisticians. */
export interface Preparation extends ToPublish {
  readonly id: PreparationId
  readonly state: PreparationState
  readonly preparedBy: PersonId
  readonly preparedByName: string
  readonly askedAt: Instant
  readonly finishedAt: Instant | null
  /** What it was made of: a digest of what stood in the exact store and of what had been published. */
  readonly inputs: string | null
  /** Why it cannot be published, in sentences; none unless it is refused. */
  readonly reasons: readonly string[]
  readonly report: readonly PopulationReport[]
  /** Number of the publication that it became. */
  readonly publishedAs: number | null
}

/** Which figures of a preparation are looked at: of areas, since statisticians read no single trust (matrix, row 21). */
export interface PreparedCellsAsk {
  readonly measure: MeasureId
  readonly level: Exclude<Level, 'trust'>
  readonly hiddenOnly: boolean
  readonly first: number
  readonly after?: readonly [period: string, area: string] | undefined
}

/** For how many days the figures of a preparation that nobody publishes are kept. */
export const FIGURES_KEPT_DAYS = 30

/** How often a preparation is begun before it counts as failed. */
export const MOST_ATTEMPTS = 2

/** What a statistician reads when a preparation came to no result. */
export const FAILURE_SENTENCES = {
  'took-too-long':
    'It was not proved in time that nobody can be found in these figures, so nothing is published. Prepare it again.',
  'needed-too-much-memory':
    'The protection needed more memory than it may have, so nothing is published. Tell whoever runs this.',
  'has-a-fault': 'The protection ended with a fault, which has been reported to whoever runs this. Nothing is published.',
  'inputs-not-read':
    'What the services have sent could not be read, so nothing was prepared. It has been reported to whoever runs this. Prepare it again.',
  'interrupted-twice': 'It was interrupted twice while it ran. Prepare it again.',
} as const
export type PreparationFailure = keyof typeof FAILURE_SENTENCES
