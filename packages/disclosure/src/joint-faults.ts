import type { JointAsk } from './joint-ask.ts'
import { PARTS } from './joint-table.ts'
import type { DisclosurePolicy } from './policy.ts'
import { roundCount } from './protect.ts'
import { isValue, type Shown } from './shown.ts'

/** What is wrong with an ask, in sentences; none when its counts can be published. */
export function faultsOf({ table, policy, earlier, isInCatalogue }: JointAsk): string[] {
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
  const badLeaves = table.leaves.flatMap(({ owner, isAll, count: { numerator, denominator } }) => {
    const isGood = isCount(numerator) && isCount(denominator) && numerator <= denominator && (!isAll || numerator === denominator)
    return isGood && (table.kind === 'share' || numerator === 0)
      ? []
      : [`${owner} sent what is no count: a part of it is negative, not whole, or more than all of it.`]
  })
  if (badLeaves.length > 0) return badLeaves
  const seen = new Set<string>()
  return table.cells.flatMap((cell) => {
    const reasons: string[] = []
    if (seen.has(cell.id)) reasons.push(`${cell.id} is there twice.`)
    seen.add(cell.id)
    const all = [...cell.leaves, ...(cell.restLeaves ?? [])]
    if (all.some((leaf) => !table.leaves[leaf]) || new Set(all).size !== all.length)
      return [...reasons, `${cell.id} is not a sum of counts that were sent, each once.`]
    if (cell.use === 'published' && !isInCatalogue(cell)) reasons.push(`${cell.id} is not in the catalogue.`)
    const sum = (part: 'numerator' | 'denominator', leaves: readonly number[]) =>
      leaves.reduce((total, leaf) => total + (table.leaves[leaf]?.count[part] ?? 0), 0)
    const [numerator, denominator] = [sum('numerator', cell.leaves), sum('denominator', all)]
    if (cell.total && (cell.total.numerator !== numerator || cell.total.denominator !== denominator))
      reasons.push(`${cell.id} was sent with a total that its parts do not make.`)
    const before = earlier.get(cell.id)
    const isFrom = (shown: Shown, exact: number) => !isValue(shown) || shown.value === roundCount(exact, policy)
    if (before && !(isFrom(before.numerator, numerator) && isFrom(before.denominator, denominator)))
      reasons.push(`${cell.id} was published as something else than these counts give.`)
    // England is rounded alone, whatever a contributor asks for
    const floor =
      cell.level === 'england' ? 0 : all.reduce((most, leaf) => Math.max(most, table.leaves[leaf]?.floor ?? 0), policy.floor)
    const exact = { numerator, rest: denominator - numerator, denominator }
    const told = PARTS.some((part) => !isTruly(cell.told?.[part], exact[part], floor, policy))
    if (told) reasons.push(`${cell.id} is told elsewhere as something else than these counts give.`)
    return reasons
  })
}

/** Whether a live count is told so: nobody as 0, few as confidential, and the others rounded. */
function isTruly(shown: Shown | undefined, exact: number, floor: number, policy: DisclosurePolicy): boolean {
  if (!shown) return true
  const isFew = exact > 0 && exact < floor
  return isValue(shown) ? !isFew && shown.value === roundCount(exact, policy) : isFew || floor === 0
}
