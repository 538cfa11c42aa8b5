import type { Sql } from 'postgres'
import type { ExactCounts } from './judge.ts'

interface Row {
  readonly employer: string
  readonly month: string
  readonly measure: string
  readonly numerator: number
  readonly denominator: number
}

/**
 * What stands in the exact store of a rollup, past every rule: for the judge, and for a trust what it knows itself. Of a
 * published month it is what its last publication counted: a correction counts only when its year is refreshed.
 */
export async function exactCountsIn(sql: Sql): Promise<ExactCounts> {
  const rows = await sql<Row[]>`
    select distinct on (s.employer, s.month, c.measure) s.employer, s.month, c.measure, c.numerator, c.denominator
    from submission s join submission_count c on c.submission_id = s.id
    left join lateral (select max(publication) as number from counted_submission where submission = s.id) counted on true
    order by s.employer, s.month, c.measure, counted.number desc nulls last, s.restatement desc`
  const grids = await sql<(Row & { readonly group: string })[]>`
    with newest as (select distinct on (employer, month) id, employer, month from submission s
      left join lateral (select max(publication) as number from counted_submission where submission = s.id) counted on true
      order by employer, month, counted.number desc nulls last, restatement desc)
    select s.employer, s.month, g.measure, of."group", sum(g.numerator)::int as numerator, sum(g.denominator)::int as denominator
    from newest s join submission_grid_count g on g.submission_id = s.id,
      lateral (values (g.staff_group), (g.reason_group)) as of ("group")
    group by s.employer, s.month, g.measure, of."group"`
  const counts = new Map(rows.map((row) => [`${row.employer} ${row.month} ${row.measure}`, row]))
  for (const row of grids) counts.set(`${row.employer} ${row.month} ${row.measure} ${row.group}`, row)
  const nobody = { numerator: 0, denominator: 0 }
  return (...words) => {
    const [trust, month, measure, group] = words
    const found = counts.get([trust, month, measure, ...(group ? [group] : [])].join(' '))
    // a place of a grid at which nothing was counted is not sent
    if (!found && group && counts.has(`${trust} ${month} ${measure}`)) return nobody
    if (!found) throw new Error(`Nothing was sent for ${words.join(' ')}.`)
    return found
  }
}
