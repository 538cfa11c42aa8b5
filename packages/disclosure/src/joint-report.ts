import {
  FIGURE_PARTS,
  type FigurePart,
  type JointAsk,
  type JointFigure,
  type JointReport,
  type SuppressedPart,
  type Suppression,
} from './joint-ask.ts'
import type { Goal, Proofs } from './joint-proofs.ts'
import type { Repair } from './joint-repair.ts'
import { type JointSystem, PARTS, rowOf } from './joint-table.ts'
import { confidential, isValue, type Shown } from './shown.ts'
import { FEWEST_VALUES } from './system.ts'
import { PUBLIC } from './witness.ts'

/** Every published cell as it may be shown after the repair; what was published before as it stood. */
export function figuresOf({ table, earlier }: JointAsk, joint: JointSystem, { secondary }: Repair): JointFigure[] {
  return table.cells.flatMap((cell, at): JointFigure[] => {
    if (cell.use !== 'published') return []
    const before = earlier.get(cell.id)
    if (before) return [{ id: cell.id, numerator: before.numerator, denominator: before.denominator, why: {} }]
    const primary = joint.figures[at]
    if (!primary) return []
    const isSecondary = (part: FigurePart) => secondary.has(rowOf(at, part))
    const shown = (part: FigurePart): Shown => (isSecondary(part) ? confidential : primary[part])
    const why = (part: FigurePart): Suppression | undefined =>
      primary.hidden[part] ? 'primary' : isSecondary(part) ? 'secondary' : undefined
    const [numerator, denominator] = [why('numerator'), why('denominator')]
    return [
      {
        id: cell.id,
        numerator: shown('numerator'),
        denominator: shown('denominator'),
        why: { ...(numerator && { numerator }), ...(denominator && { denominator }) },
      },
    ]
  })
}

/** What the repair did, told part by part. */
export function reportOf({ table: { cells }, earlier }: JointAsk, joint: JointSystem, repair: Repair): JointReport {
  const { proofs, secondary, openedFor } = repair
  const none = () => ({ open: 0, primary: 0, secondary: 0 })
  const byLevel = { trust: none(), ics: none(), region: none(), england: none() }
  const suppressions: SuppressedPart[] = []
  let forContributors = 0
  for (const [at, { id, level, use }] of cells.entries())
    for (const part of FIGURE_PARTS) {
      const [row, figure] = [rowOf(at, part), joint.figures[at]]
      if (use !== 'published' || !figure || earlier.has(id)) continue
      const isSecondary = secondary.has(row)
      if (isValue(figure[part])) byLevel[level].open += 1
      if (!figure.hidden[part] && !isSecondary) continue
      byLevel[level][isSecondary ? 'secondary' : 'primary'] += 1
      const keeps = isSecondary ? (openedFor.get(row) ?? row) : undefined
      if (keeps !== undefined && (proofs.goals.get(keeps)?.owners ?? []).length > 0) forContributors += 1
      suppressions.push({
        id,
        part,
        why: isSecondary ? 'secondary' : 'primary',
        proved: provedOf(proofs, row),
        keeps: keeps === undefined ? undefined : cells[Math.floor(keeps / PARTS.length)]?.id,
      })
    }
  const open = Object.values(byLevel).reduce((sum, each) => sum + each.open, 0)
  return { attacked: proofs.pairs(), open, suppressed: secondary.size, forContributors, atLeast: 0, byLevel, suppressions }
}

/** Names neither the area nor a count: that a sum is protected may already say that it is of few. */
export function sentenceOf({ table }: JointAsk, { proofs }: Repair, goal: Goal): string {
  const { row } = goal
  const [attacker = PUBLIC] = proofs.attackersLeft(goal)
  const { level, use } = table.cells[Math.floor(row / PARTS.length)] ?? {}
  const figure = use === 'watched' ? `a ${level} figure that is never shown` : `a ${level} figure`
  const by = attacker === PUBLIC ? 'a reader' : 'a contributor, who knows his own figures,'
  return `The ${PARTS[row % PARTS.length]} of ${figure} is not proved safe: ${by} might hold it to fewer than ${FEWEST_VALUES} values.`
}

/** What the public's witnesses let a protected sum be. */
function provedOf(proofs: Proofs, row: number): SuppressedPart['proved'] {
  if (!proofs.goals.get(row)?.isPublic) return undefined
  const values = proofs.of(row).flatMap(({ value, only }) => (only === undefined ? [value] : []))
  const all = [proofs.truthOf(row), ...values]
  return { least: Math.min(...all), most: Math.max(...all) }
}
