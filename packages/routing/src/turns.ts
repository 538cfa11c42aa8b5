import { byNumber, byText, firstDifference } from './compare.ts'
import type { WaitingCase } from './sessions.ts'
import { type Holders, scarcityOf } from './skills.ts'

export interface TurnAsk {
  readonly cases: readonly WaitingCase[]
  readonly holders: Holders
  /** What comes before any date: lower goes first. */
  readonly stageOf: (waiting: WaitingCase) => number
  /** Share of each employer in the accepted need, by trust code. */
  readonly needByEmployer: Readonly<Record<string, number>>
  /** Minutes booked so far for an employer; asked again before each turn. */
  readonly minutesFor: (employer: string) => number
}

/**
 * The cases in the order in which they are booked: stage, earliest due date, scarcest skill.
 * Cases equal in all three take turns by employer, the one with the fewest minutes booked for its need first; then first
 * received, then id. Lazy, since each turn depends on what the turns before it have booked.
 */
export function* takeTurns(ask: TurnAsk): Generator<WaitingCase> {
  const rank = rankBy(ask)
  const sorted = [...ask.cases].sort((one, other) => rank(one, other) || byReceipt(one, other))
  for (let from = 0, until = 0; from < sorted.length; from = until) {
    const first = sorted[from]
    while (until < sorted.length && sameRank(rank, first, sorted[until])) until += 1
    yield* byEmployer(sorted.slice(from, until), ask)
  }
}

function rankBy({ holders, stageOf }: TurnAsk) {
  return (one: WaitingCase, other: WaitingCase) =>
    firstDifference(
      stageOf(one) - stageOf(other),
      byText(one.dueOn, other.dueOn),
      byNumber(scarcityOf([one.skill], holders), scarcityOf([other.skill], holders)),
    )
}

function sameRank(
  rank: (one: WaitingCase, other: WaitingCase) => number,
  one: WaitingCase | undefined,
  other: WaitingCase | undefined,
): boolean {
  return one !== undefined && other !== undefined && rank(one, other) === 0
}

function byReceipt(one: WaitingCase, other: WaitingCase): number {
  return firstDifference(byText(one.receivedOn, other.receivedOn), byText(one.caseId, other.caseId))
}

/** Takes cases already in order of receipt; each employer keeps its own order. */
function* byEmployer(cases: readonly WaitingCase[], { needByEmployer, minutesFor }: TurnAsk): Generator<WaitingCase> {
  const queues = [...new Set(cases.map(({ employer }) => employer))].map((employer) => ({
    queue: cases.filter((waiting) => waiting.employer === employer),
    next: 0,
  }))
  const share = ({ employer }: WaitingCase) => {
    const need = needByEmployer[employer] ?? 0
    return need > 0 ? minutesFor(employer) / need : Number.POSITIVE_INFINITY
  }
  for (let turn = 0; turn < cases.length; turn += 1) {
    const heads = queues.flatMap((line) => {
      const head = line.queue[line.next]
      return head === undefined ? [] : [{ line, head, share: share(head) }]
    })
    const [chosen] = heads.sort((one, other) => byNumber(one.share, other.share) || byReceipt(one.head, other.head))
    if (chosen === undefined) return
    chosen.line.next += 1
    yield chosen.head
  }
}
