import { SEE_WORKER } from '@oh/escalation'
import type { Instant, LondonDate } from '@oh/kernel'
import type { SummaryRow } from '../layout/lists.view.tsx'
import type { TagColour } from '../layout/messages.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { dayInWords, momentInWords, titlesInWords } from '../layout/words.ts'

/** An escalation as a specialist sees it before any clinical word. */
export interface PoolFacts {
  readonly spokeId: string
  readonly id: string
  readonly state: string | null
  readonly stateTitle: string | null
  readonly pseudonym: string | null
  readonly ageBandTitle: string | null
  readonly categoryTitle: string | null
  readonly urgency: string | null
  readonly urgencyTitle: string | null
  readonly skills: readonly { readonly title: string }[] | null
  readonly seeWorker: string | null
  readonly acceptBy: LondonDate | null
  readonly dueOn: LondonDate | null
  readonly receivedAt: Instant | null
}

export const POOL_COLOURS: Readonly<Record<string, TagColour>> = {
  received: 'grey',
  offered: 'blue',
  accepted: 'purple',
  opened: 'purple',
  answered: 'green',
  withdrawn: 'grey',
  'nobody-eligible': 'orange',
}

export const poolPath = ({ spokeId, id }: Pick<PoolFacts, 'spokeId' | 'id'>) => `/pool/${spokeId}/${id}`

/** The facts of the queue: no name, no employer, no clinical word. */
export function factRows(facts: PoolFacts): SummaryRow[] {
  return [
    { key: 'About', value: facts.categoryTitle },
    { key: 'Age', value: facts.ageBandTitle },
    { key: 'How soon', value: <Urgency word={facts.urgency} title={facts.urgencyTitle} /> },
    { key: 'Calls for', value: titlesInWords((facts.skills ?? []).map(({ title }) => title)) },
    { key: 'See the worker', value: SEE_WORKER.find(({ id }) => id === facts.seeWorker)?.title ?? 'Not said' },
    { key: 'Answer due', value: facts.dueOn ? dayInWords(facts.dueOn) : 'Not known' },
    ...(facts.receivedAt ? [{ key: 'Reached the pool', value: momentInWords(facts.receivedAt) }] : []),
  ]
}
