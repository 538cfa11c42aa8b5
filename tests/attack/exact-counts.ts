import type { Sql } from 'postgres'
import type { ExactCounts } from './judge.ts'

interface Row {
  readonly employer: string
  readonly month: string
  readonly measure: string
  readonly numerator: number
  readonly denominator: number
}

/** What stands in the exact store of a rollup, past every rule: for the judge, and for a trust what it knows itself. */
export async function exactCountsIn(sql: Sql): Promise<ExactCounts> {
  const rows = await sql<Row[]>`
    select distinct on (s.employer, s.month, c.measure) s.employer, s.month, c.measure, c.numerator, c.denominator
    from submission s join submission_count c on c.submission_id = s.id
    order by s.employer, s.month, c.measure, s.restatement desc`
  const counts = new Map(rows.map((row) => [`${row.employer} ${row.month} ${row.measure}`, row]))
  return (...words) => {
    const found = counts.get(words.join(' '))
    if (!found) throw new Error(`Nothing was sent for ${words.join(' ')}.`)
    return found
  }
}
