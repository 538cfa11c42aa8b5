import { KINDS } from './judge.ts'
import type { FaultsAsk, FaultsReport } from './run-faults.ts'

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`

/** The run as a table, then what was found, or one line that says that all holds. */
export function printReport(ask: FaultsAsk, report: FaultsReport): string {
  const kills = report.processes.reduce((sum, process) => sum + process.kills, 0)
  const rows: readonly [string, string | number][] = [
    ['seed', ask.seed],
    ['escalations acknowledged', `${report.acknowledged} of ${ask.escalations}`],
    ...KINDS.map((kind): [string, number] => [kind, report.findings.filter((finding) => finding.kind === kind).length]),
    ['messages not delivered', report.undelivered.length],
    ['breaks in audit chains', report.broken.length],
    ['kills', `${kills} (at least ${ask.leastKills}, of each process ${ask.leastOfEach})`],
    ...report.processes.map((process): [string, string] => [`  ${process.name}`, countsOf(process)]),
    ['requests', report.clients.requests],
    ['  sent again', report.clients.retried],
    ['  sent twice at once', report.clients.sentTwice],
    ['messages', report.messages.sent],
    ['  sent again', report.messages.sentAgain],
    ['time under faults', seconds(report.underFaultsMs)],
    ['drained after', seconds(report.drainedAfterMs)],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const isSound = report.failures.length === 0
  const verdict = isSound
    ? ['Nothing lost, doubled, altered, disordered or forged.']
    : report.failures.map((line) => `FAILED: ${line}.`)
  return [...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`), ...verdict, ''].join('\n')
}

const countsOf = ({ kills, restarts }: FaultsReport['processes'][number]) =>
  restarts === undefined ? `${kills}` : `${kills}, started again ${restarts} times`
