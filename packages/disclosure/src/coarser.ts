import { FIGURE_PARTS, type JointAsk } from './joint-ask.ts'
import { protectJointly } from './protect-jointly.ts'
import { isValue } from './shown.ts'

/** Parts of figures that are shown with all grains and not with a coarser one, and the other way round. */
export interface Grain {
  readonly lost: number
  readonly gained: number
}

/**
 * What would be gained, and lost, if some cells were not published at all: so that an analyst sees whether a coarser grain
 * serves readers better. Nobody may learn what is left out. Undefined when either is refused.
 */
export function coarser(ask: JointAsk, isLeftOut: (id: string) => boolean): Grain | undefined {
  const cells = ask.table.cells.map((cell) =>
    cell.use === 'published' && isLeftOut(cell.id) ? { ...cell, use: 'watched' as const } : cell,
  )
  const [fine, coarse] = [shownParts(ask), shownParts({ ...ask, table: { ...ask.table, cells } })]
  if (!fine || !coarse) return undefined
  const less = (all: ReadonlySet<string>, others: ReadonlySet<string>) => [...all].filter((each) => !others.has(each)).length
  return { lost: less(fine, coarse), gained: less(coarse, fine) }
}

function shownParts(ask: JointAsk): Set<string> | undefined {
  const done = protectJointly(ask)
  if (done.kind === 'refused') return undefined
  return new Set(
    done.figures.flatMap(({ id, ...figure }) =>
      FIGURE_PARTS.filter((part) => isValue(figure[part])).map((part) => `${id} ${part}`),
    ),
  )
}
