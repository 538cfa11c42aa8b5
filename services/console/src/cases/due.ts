import type { LondonDate } from '@oh/kernel'

/** A clock of a case, as far as the pages speak of it. */
export interface DueDate {
  readonly title: string
  readonly dueOn: LondonDate
  readonly standing: string
  readonly standingTitle: string
}

const OPEN = ['due', 'due-today', 'late']

/** True while the clock still runs. */
export function isOpen({ standing }: Pick<DueDate, 'standing'>): boolean {
  return OPEN.includes(standing)
}

/** The open clock that runs out first; none when nothing is due. */
export function nextDue<Due extends DueDate>(deadlines: readonly Due[]): Due | undefined {
  return deadlines
    .filter(isOpen)
    .reduce<Due | undefined>((first, each) => (first && first.dueOn <= each.dueOn ? first : each), undefined)
}
