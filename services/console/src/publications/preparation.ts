import { CATALOGUE, LEVELS, type Level, type Suppression } from '@oh/disclosure'
import { type Instant, type Month, millisecondsOf, type PeriodKind, periodOf } from '@oh/kernel'
import { graphql } from '../graphql.ts'
import { monthInWords } from '../submissions/month-words.ts'

/** How a preparation stands, as the list and its own page read it. */
export const PREPARATION = graphql(`
  fragment PreparationStanding on Preparation @_unmask {
    id kind month state preparedByName askedAt finishedAt isCurrent isOwn reasons publishedAs
  }
`)

/** A dry run of a month: who had it made, and how far it has come. */
export interface PreparedShown {
  readonly id: string
  /** `month`, or `refresh` of the year that the month ends. */
  readonly kind: string
  readonly month: string
  readonly state: 'pending' | 'running' | 'ready' | 'refused'
  readonly preparedByName: string
  readonly askedAt: Instant
  readonly finishedAt: Instant | null
  /** Ready, and nothing was sent or published since. */
  readonly isCurrent: boolean
  readonly isOwn: boolean
  readonly reasons: readonly string[]
  readonly publishedAs: number | null
}

/** What was done for people who are counted once. */
export interface ReportShown {
  readonly population: string
  readonly title: string
  readonly attacked: number
  readonly open: number
  readonly suppressed: number
  /** Of these, for what one contributor would learn of the others; null where it was not counted. */
  readonly forContributors: number | null
  readonly atLeast: number
  /** Figures by staff group and reason that are not published, as they could not be proved safe. */
  readonly leftOut: number
  readonly seconds: number
}

/** How many figures of a measure are shown and hidden at a level and for a length of period. */
export interface TallyShown {
  readonly measure: string
  readonly level: Level
  readonly kind: PeriodKind
  readonly cells: number
  readonly shown: number
  readonly primary: number
  readonly secondary: number
}

/** From when it was asked for until it came to an end, its waiting included; undefined while it has not. */
export function secondsTaken({ askedAt, finishedAt }: PreparedShown): number | undefined {
  return finishedAt === null ? undefined : (millisecondsOf(finishedAt) - millisecondsOf(askedAt)) / 1_000
}

/** What is prepared and published: in words, and where its page is. */
export interface Subject {
  readonly kind: string
  readonly month: string
}

export function subjectInWords({ kind, month }: Subject): string {
  return kind === 'refresh' ? `the refresh of ${periodOf('year', month as Month)}` : monthInWords(month)
}

export const subjectPath = ({ kind, month }: Subject): string =>
  kind === 'refresh' ? `/publications/refresh/${month}` : `/publications/${month}`

/** The last preparation, when it is of this. */
export function preparedOf(subject: Subject, [last]: readonly PreparedShown[]): PreparedShown | undefined {
  return last?.month === subject.month && last.kind === subject.kind ? last : undefined
}

/** Where a preparation is looked at. */
export const preparationPath = (id: string): string => `/publications/preparation/${encodeURIComponent(id)}`

/** Where its figures of a measure are looked at. */
export function preparedFiguresPath(id: string, choice: Readonly<Record<string, string>>): string {
  return `${preparationPath(id)}/figures?${new URLSearchParams(choice)}`
}

/** Levels as the national pages call them. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  trust: 'Trusts',
  ics: 'Systems',
  region: 'Regions',
  england: 'England',
}

/**
 * Levels of areas at which the catalogue has the measure, the finest first; systems are among them for every measure. Of
 * single trusts no figure is looked at, only how many are shown and hidden.
 */
export function areaLevelsOf(measure: string): readonly Level[] {
  const row = CATALOGUE.find((each) => each.measure === measure)
  return LEVELS.filter((level) => isArea(level) && row !== undefined && row.periods[level].length > 0)
}

export const isArea = (level: Level): boolean => level !== 'trust'

export const WHY_WORDS: Readonly<Record<Suppression, string>> = {
  primary: 'Primary: by a rule about the figure itself',
  secondary: 'Secondary: so that no other can be worked out from it',
}

/** Tallies taken together. */
export function sumOf(rows: readonly TallyShown[]): Pick<TallyShown, 'cells' | 'shown' | 'primary' | 'secondary'> {
  const sum = (key: 'cells' | 'shown' | 'primary' | 'secondary') => rows.reduce((total, row) => total + row[key], 0)
  return { cells: sum('cells'), shown: sum('shown'), primary: sum('primary'), secondary: sum('secondary') }
}
