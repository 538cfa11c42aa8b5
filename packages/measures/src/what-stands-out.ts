import { type Funnel, type FunnelPoint, type FunnelUnit, funnel } from './funnel.ts'

/** What a comparison of areas says, once chance is allowed for. Ids only: whoever shows it has the names. */
export interface StandingOut {
  readonly funnel: Funnel
  /** Beyond the 99.8% limits, in the order given; never ranked. */
  readonly higher: readonly FunnelPoint[]
  readonly lower: readonly FunnelPoint[]
  /** Between the 95% and the 99.8% limits: worth a look, no evidence. */
  readonly between: readonly FunnelPoint[]
  /** How many of the areas compared would lie beyond the 99.8% limits by chance alone. */
  readonly byChance: number
}

/** Share of a normal variable beyond ± 3.090232. */
const BEYOND_998 = 0.002

/** Compares areas as a funnel of proportions, or of rates per person, and sorts out what is more than noise. */
export function whatStandsOut(kind: 'proportion' | 'rate', units: readonly FunnelUnit[]): StandingOut {
  const compared = funnel(kind, units)
  const of = (...standings: FunnelPoint['standing'][]) => compared.points.filter(({ standing }) => standings.includes(standing))
  return {
    funnel: compared,
    higher: of('high'),
    lower: of('low'),
    between: of('between-high', 'between-low'),
    byChance: compared.points.length * BEYOND_998,
  }
}

/**
 * The sentence above the comparison: how many stand out, who they are, and that the rest is no evidence of a difference.
 * Names come from the caller; the list of names is cut after five, with how many more there are.
 */
export function standingOutSentence(
  { funnel: { points }, higher, lower }: StandingOut,
  nameOf: (id: string) => string,
  plural: string,
): string {
  if (points.length === 0) return `There is no published figure to compare ${plural} by.`
  const many = `the ${points.length} ${plural} with a published figure`
  if (higher.length + lower.length === 0)
    return `None of ${many} differs from all of them together by more than chance and the usual spread explain.`
  const parts = [
    ...(higher.length > 0 ? [`${namesIn(higher, nameOf)} ${verb(higher)} higher`] : []),
    ...(lower.length > 0 ? [`${namesIn(lower, nameOf)} ${verb(lower)} lower`] : []),
  ]
  return `Of ${many}, ${parts.join(', and ')} than chance and the usual spread explain. The others do not differ by more than that.`
}

const NAMES_SHOWN = 5
const verb = (points: readonly FunnelPoint[]) => (points.length === 1 ? 'is' : 'are')

function namesIn(points: readonly FunnelPoint[], nameOf: (id: string) => string): string {
  const names = points.slice(0, NAMES_SHOWN).map(({ id }) => nameOf(id))
  const more = points.length - names.length
  const all = more > 0 ? [...names, `${more} more`] : names
  return all.length === 1 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}
