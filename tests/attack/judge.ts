import type { FigureRead, PartRead } from './figures.ts'
import type { Attacker, Finding } from './recover.ts'
import { sumOf } from './recover.ts'
import { FLOOR, type Knowledge, type Told } from './what-is-told.ts'

/** What a trust counted in one month, by measure: for the judge, and the trust itself, and no other attacker. */
export type ExactCounts = (
  trust: string,
  month: string,
  measure: string,
  group?: string,
) => { readonly numerator: number; readonly denominator: number }

/** The true value of each unknown. Throws when what was published is not true of them, as the attack would then prove nothing. */
export function truthOf({ family, unknowns, told }: Knowledge, exact: ExactCounts): readonly number[] {
  const truth = unknowns.map(({ trust, month, kind }) => {
    const only = family.says.filter(({ kinds, part }) => part !== 'denominator' && kinds.length === 1 && kinds[0] === kind)
    const saying = only.find(({ part }) => part === 'numerator') ?? only[0]
    const { numerator, denominator } = exact(trust, month, saying?.measure ?? '', saying?.group)
    return saying?.part === 'numerator' ? numerator : denominator - numerator
  })
  for (const each of told) {
    const sum = sumOf(each, truth)
    if (sum < each.least || sum > each.most)
      throw new Error(`${each.figure} ${each.part} is told as ${each.least} to ${each.most}, and is ${sum}.`)
  }
  return truth
}

/** A trust as an attacker: it knows what it counted itself. */
export function insider(trust: string, { unknowns }: Knowledge, truth: readonly number[]): Attacker {
  const own = unknowns.flatMap((unknown, at) => (unknown.trust === trust ? [[at, truth[at] ?? 0] as const] : []))
  return { name: trust, own: new Map(own) }
}

/** What a sum is of, without the people whom the attacker knows himself. */
export function peopleIn({ unknowns }: Told, truth: readonly number[], { own }: Attacker): number {
  return unknowns.reduce((sum, unknown) => sum + (own.has(unknown) ? 0 : (truth[unknown] ?? 0)), 0)
}

/** The findings by which people are found: those of a sum of 1 to 7 of them. */
export function peopleFound(findings: readonly Finding[], truth: readonly number[], attacker: Attacker): readonly Finding[] {
  return findings.filter(({ told }) => {
    const people = peopleIn(told, truth, attacker)
    return people > 0 && people < FLOOR
  })
}

/** A finding in one line: the sum, and what the attacker holds it to. */
export const inWords = ({ told, verdict, least, most }: Finding): string =>
  `${told.figure} ${told.part}: ${verdict}, ${least} to ${most}`

/**
 * The sums that are worth an attacker's time: of nobody, or of few. A problem of a large table takes a minute and more, and in
 * a sum of many nobody is found by it.
 */
export const isOfFew =
  (truth: readonly number[], attacker: Attacker) =>
  (sum: Told): boolean =>
    peopleIn(sum, truth, attacker) < FLOOR

/**
 * What a reader knows who takes each mark for what it is: that it stands for few people, and so for somebody, where it does.
 * Where those counted and those left are both few, he guesses the former, as one mark stands for both.
 */
export function guessedRight(knowledge: Knowledge, truth: readonly number[]): Knowledge {
  const sums = new Map(knowledge.told.map((each) => [`${each.figure} ${each.part}`, sumOf(each, truth)]))
  const isFew = (each: Told, part: Told['part'] = each.part) => (sums.get(`${each.figure} ${part}`) ?? 0) < FLOOR
  const isNobody = (each: Told) => sums.get(`${each.figure} ${each.part}`) === 0
  const isGuessed = (each: Told) =>
    each.isHidden &&
    each.hasFigure &&
    each.level !== 'england' &&
    (each.level === 'trust' || each.contributors >= FEWEST_CONTRIBUTORS) &&
    isFew(each) &&
    !(each.part === 'rest' && isFew(each, 'numerator') && !isFew(each, 'denominator'))
  // nobody of many would be shown as 0, so that few are somebody
  const isSomebody = (each: Told) =>
    each.part !== 'rest' && !isNobody(each) && (each.part === 'denominator' || !isFew(each, 'denominator'))
  const guessed = knowledge.told.map((each) =>
    isGuessed(each) ? { ...each, least: isSomebody(each) ? 1 : each.least, most: FLOOR - 1 } : each,
  )
  return { ...knowledge, told: withoutNested(guessed) }
}

/** Within a sum of few nobody is hidden too, beside somebody: there a mark is taken for nobody as well. */
function withoutNested(told: readonly Told[]): Told[] {
  const isFew = ({ least, most }: Told) => least === 1 && most === FLOOR - 1
  const wholes = told.filter(isFew).map(({ unknowns }) => new Set(unknowns))
  const isNested = ({ unknowns }: Told) =>
    wholes.some((whole) => whole.size > unknowns.length && unknowns.every((each) => whole.has(each)))
  return told.map((each) => (isFew(each) && isNested(each) ? { ...each, least: 0 } : each))
}

/**
 * What a reader knows beside who asked every service, at the very end of each month, how many wait: nobody is told as 0, 1 to
 * 7 are confidential, and the rest is rounded to 5.
 */
export function askedLive(knowledge: Knowledge, truth: readonly number[]): Knowledge {
  const asked = (each: Told): Told => {
    if (each.level !== 'trust' || each.part !== 'denominator' || each.hasFigure) return each
    const waiting = sumOf(each, truth)
    if (waiting === 0) return { ...each, least: 0, most: 0, isHidden: false }
    if (waiting < FLOOR) return { ...each, least: 1, most: FLOOR - 1 }
    const told = Math.round(waiting / 5) * 5
    return { ...each, least: Math.max(FLOOR, told - 2), most: told + 2, isHidden: false }
  }
  return { ...knowledge, told: knowledge.told.map(asked) }
}

const FEWEST_CONTRIBUTORS = 3

/** The same figures as a gate would show them that looks at each by itself, and hides no other for the sake of one. */
export function shownNaively(
  figures: readonly FigureRead[],
  { told }: Knowledge,
  truth: readonly number[],
): readonly FigureRead[] {
  const sums = new Map(
    told.filter(({ hasFigure }) => hasFigure).map((each) => [`${each.figure} ${each.part}`, sumOf(each, truth)]),
  )
  return figures.flatMap((figure): FigureRead[] => {
    const key = [figure.measure, figure.level, figure.area, figure.period].join(' ')
    const [numerator, rest, denominator] = ['numerator', 'rest', 'denominator'].map((part) => sums.get(`${key} ${part}`))
    if (numerator === undefined) return []
    const isOfTooFew = figure.level !== 'trust' && figure.contributors < FEWEST_CONTRIBUTORS
    const isSmall = (count = 0) => count > 0 && count < FLOOR && figure.level !== 'england'
    if (denominator === 0) return [{ ...figure, numerator: notApplicable, denominator: shown(0) }]
    if (isOfTooFew || isSmall(denominator)) return [{ ...figure, numerator: confidential, denominator: confidential }]
    const isHidden = isSmall(numerator) || isSmall(rest) || (rest === 0 && figure.level !== 'england')
    const whole = denominator === undefined ? figure.denominator : shown(denominator)
    return [{ ...figure, numerator: isHidden ? confidential : shown(numerator), denominator: whole }]
  })
}

const confidential: PartRead = { value: null, mark: 'c' }
const notApplicable: PartRead = { value: null, mark: 'z' }
const shown = (count: number): PartRead => ({ value: Math.round(count / 5) * 5, mark: null })
