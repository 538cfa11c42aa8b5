import { totalOf } from './killer.ts'
import type { FaultsAsk, FaultsReport } from './run-faults.ts'

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`

/** The run as a table, then one line that says whether it holds. */
export function printReport(ask: FaultsAsk, report: FaultsReport): string {
  const rows: readonly [string, string | number][] = [
    ['seed', ask.seed],
    ['escalations acknowledged', `${report.acknowledged} of ${ask.escalations}`],
    ['answered exactly once', report.answered],
    ['lost', report.lost],
    ['doubled', report.doubled],
    ['altered', report.altered],
    ['messages not delivered', report.undelivered.length],
    ['breaks in audit chains', report.broken.length],
    ['kills', `${totalOf(report.kills)} (at least ${ask.leastKills})`],
    ...[...report.kills].sort().map(([name, count]): [string, number] => [`  ${name}`, count]),
    ['requests', report.clients.requests],
    ['  sent again', report.clients.retried],
    ['  sent twice at once', report.clients.sentTwice],
    ['time under faults', seconds(report.underFaultsMs)],
    ['healed after', seconds(report.healedAfterMs)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const verdict = report.failures.length === 0 ? 'Nothing lost, doubled or altered.' : `FAILED: ${report.failures.join(', ')}.`
  return [...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`), verdict, ''].join('\n')
}
