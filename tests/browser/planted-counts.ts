import { firstDayOf, type Month, type TrustCode } from '@oh/kernel'
import { MEASURES, type MeasureId } from '@oh/measures'
import { findTrust, icsList, isOpen } from '@oh/organisations'
import postgres from 'postgres'
import type { FigureRead } from './figures-read.ts'

interface Exact {
  readonly numerator: number
  readonly denominator: number
}

/** What a month really has, in numbers that nothing rounded looks like. */
export interface PlantedCounts {
  /** Every exact count of people of a trust, a system or a region that is not small, as it would be written. */
  readonly exactWords: ReadonlySet<string>
  /** What a system really has, added up here and not by the code under test; undefined for one of fewer than three trusts. */
  readonly exactOf: (measure: MeasureId, ics: string) => Exact | undefined
}

/** The measures that count people, in the order in which they are shown. */
export const OF_PEOPLE = MEASURES.filter(({ counts }) => counts === 'people')
/** Those of which a month of a system is shown; of the others nothing shorter than a quarter is. */
export const BY_MONTH: readonly MeasureId[] = OF_PEOPLE.map(({ id }) => id).filter((id) => !id.startsWith('escalation'))
/** Codes of the integrated care systems in which figures are compared. */
export const SYSTEMS = icsList('2022').map(({ code }) => code as string)

/** What each trust of a system has, so that the whole system has few, all but few, few to count, all, or two ordinary figures. */
const KINDS: readonly ((many: number, few: number, isFirst: boolean) => Exact)[] = [
  (many, few, isFirst) => ({ numerator: isFirst ? few : 0, denominator: many }),
  (many, few, isFirst) => ({ numerator: isFirst ? many - few : many, denominator: many }),
  (_many, few, isFirst) => (isFirst ? { numerator: few - 1, denominator: few } : { numerator: 0, denominator: 0 }),
  (many) => ({ numerator: many, denominator: many }),
  (many) => ({ numerator: many - 9_001, denominator: many }),
  (many) => ({ numerator: 11_003, denominator: many }),
]
const FEWEST_TRUSTS = 3

interface Row extends Exact {
  readonly submission: string
  readonly employer: TrustCode
  readonly measure: MeasureId
}

/** Writes such counts of people over every made-up submission of the month, straight into the exact store. */
export async function plantCounts(rollupUrl: string, month: Month): Promise<PlantedCounts> {
  const sql = postgres(rollupUrl, { max: 1 })
  try {
    const sent = await sql<{ id: string; employer: TrustCode }[]>`
      select id, employer from submission where month = ${month} and synthetic order by employer`
    // whoever opened in the course of a month is in no figure of it
    const rows = rowsFor(sent.filter(({ employer }) => isOpen(trustOf(employer), firstDayOf(month))))
    const { count } = await sql`update submission_count c set numerator = p.numerator, denominator = p.denominator
      from jsonb_to_recordset(${sql.json(rows as never)}) as p (submission uuid, measure text, numerator int, denominator int)
      where c.submission_id = p.submission and c.measure = p.measure`
    if (count !== rows.length || count === 0) throw new Error(`${count} of ${rows.length} counts of ${month} were planted`)
    return plantedOf(rows)
  } finally {
    await sql.end()
  }
}

function rowsFor(sent: readonly { readonly id: string; readonly employer: TrustCode }[]): Row[] {
  const firsts = new Set(SYSTEMS.map((ics) => sent.find(({ employer }) => icsOf(employer) === ics)?.employer))
  return sent.flatMap(({ id: submission, employer }, at) =>
    OF_PEOPLE.map(({ id: measure }, place) => {
      const number = 30_001 + (at * OF_PEOPLE.length + place) * 7
      const system = SYSTEMS.indexOf(icsOf(employer))
      const counts = KINDS[(system + place) % KINDS.length]?.(
        number % 5 === 0 ? number + 1 : number,
        1 + (system % 7),
        firsts.has(employer),
      ) as Exact
      return { submission, employer, measure, ...counts }
    }),
  )
}

function plantedOf(rows: readonly Row[]): PlantedCounts {
  const areas = new Map<string, Row[]>()
  for (const row of rows) {
    for (const area of [icsOf(row.employer), trustOf(row.employer).region]) {
      const key = `${row.measure} ${area}`
      areas.set(key, [...(areas.get(key) ?? []), row])
    }
  }
  const all = [...rows, ...[...areas.values()].map(sumOf)].flatMap(({ numerator, denominator }) => [numerator, denominator])
  return {
    exactWords: new Set(all.filter((count) => count > 9_999 && count % 5 > 0).map(String)),
    exactOf: (measure, ics) => {
      const parts = areas.get(`${measure} ${ics}`) ?? []
      return parts.length < FEWEST_TRUSTS ? undefined : sumOf(parts)
    },
  }
}

const sumOf = (parts: readonly Exact[]): Exact => ({
  numerator: parts.reduce((sum, { numerator }) => sum + numerator, 0),
  denominator: parts.reduce((sum, { denominator }) => sum + denominator, 0),
})

function trustOf(employer: TrustCode) {
  const trust = findTrust(employer)
  if (!trust) throw new Error(`There is no trust ${employer}.`)
  return trust
}

const icsOf = (employer: TrustCode): string => trustOf(employer).ics['2022']

/** What is wrong about a written figure of a system, in a few words; nothing when it shows what may be shown. */
export function faultsOf(written: FigureRead, exact: Exact | undefined): string[] {
  const said = `${written.area} shows ${written.numerator} of ${written.denominator}`
  if (!exact) return / \[[cx]\] of \[[cx]\]$/.test(said) ? [] : [`${said}, of too few trusts`]
  const { numerator, denominator } = exact
  const [hidesNumerator, hidesDenominator] = [
    [numerator, denominator, denominator - numerator].some(isFew) || numerator === denominator,
    isFew(denominator),
  ]
  const isRight =
    agrees(written.numerator, numerator, hidesNumerator) && agrees(written.denominator, denominator, hidesDenominator)
  return isRight ? [] : [`${said}, where it is ${numerator} of ${denominator}`]
}

const isFew = (count: number) => count > 0 && count < 8

/** A multiple of five close by, or the mark: of few the mark alone, and of others where it keeps somebody else's few. */
function agrees(written: string, exact: number, isHidden: boolean): boolean {
  if (written === '[c]') return true
  return !isHidden && /^\d+$/.test(written) && Number(written) % 5 === 0 && Math.abs(Number(written) - exact) <= 2
}
