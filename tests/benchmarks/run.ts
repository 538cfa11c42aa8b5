import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench, Figures } from './bench.ts'
import { gateBench, gateQuickBench } from './gate/gate.bench.ts'
import { gateCrawlBench } from './gate/gate-crawl.bench.ts'
import { gatewayBench } from './gateway/gateway.bench.ts'
import { hungSpokeBench } from './gateway/hung-spoke.bench.ts'
import { pagesBench } from './pages.bench.ts'
import { relayBench } from './relay.bench.ts'
import { routingBench } from './routing/routing.bench.ts'
import { routingDeskBench } from './routing/routing-desk.bench.ts'
import { routingScaleBench } from './routing/routing-scale.bench.ts'
import { startUpBench } from './start-up.bench.ts'

const BENCHES: readonly Bench[] = [
  gatewayBench,
  hungSpokeBench,
  relayBench,
  pagesBench,
  startUpBench,
  routingBench,
  routingScaleBench,
  routingDeskBench,
  gateBench,
  gateQuickBench,
  gateCrawlBench,
]

interface Row {
  readonly bench: string
  readonly figures: Figures
}

const { values, positionals, tokens } = parseArgs({
  options: { json: { type: 'string' }, help: { type: 'boolean' } },
  ...{ allowPositionals: true, strict: false, tokens: true },
})
const json = typeof values.json === 'string' ? values.json : undefined
const print = (text: string) => process.stdout.write(`${text}\n`)
const names = positionals.map(String)
const complaint = complaintOf()

if (values.help === true || complaint !== undefined) {
  const known = BENCHES.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`).join('\n')
  const usage = `npm run bench -- [NAME …] [--json FILE]; without a name, all that are not long. The benches are:\n${known}`
  if (complaint === undefined) print(usage)
  else process.stderr.write(`${complaint}\n${usage}\n`)
  process.exitCode = complaint === undefined ? 0 : 1
} else {
  if (json !== undefined) mkdirSync(path.dirname(json), { recursive: true })
  const wanted = BENCHES.filter(({ name, onlyByName }) => (names.length === 0 ? !onlyByName : names.includes(name)))
  const written = wanted.length === 1 ? await inHere(wanted) : eachInItsOwn(wanted)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(written, null, 2)}\n`)
  process.exitCode = written.length === wanted.length ? 0 : 1
}
// a child that does not want to end must not hold the run open: it goes when the channel to us closes
process.exit()

/** What was asked that there is not, in words. */
function complaintOf(): string | undefined {
  const option = tokens.find((token) => token.kind === 'option' && !['json', 'help'].includes(token.name))
  if (option?.kind === 'option') return `There is no option ${option.rawName}.`
  if (values.json !== undefined && (json === undefined || json === '')) return 'Say which file: --json FILE.'
  const unknown = names.filter((name) => BENCHES.every((bench) => bench.name !== name))
  return unknown.length > 0 ? `There is no bench called ${unknown.join(', ')}.` : undefined
}

async function inHere(benches: readonly Bench[]): Promise<Row[]> {
  const [processor] = os.cpus()
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GiB`
  print(
    `machine  ${processor?.model.trim() ?? os.arch()}, ${os.availableParallelism()} cores, ${memory}, ${os.type()} ${os.release()}`,
  )
  print(`          Node ${process.version}, load before ${os.loadavg()[0]?.toFixed(2)} (a figure counts only on a calm machine)`)
  print(`command  npm run bench -- ${benches.map(({ name }) => name).join(' ')}`)
  const rows: Row[] = []
  for (const bench of benches) {
    const figures = await measured(bench)
    if (figures) rows.push({ bench: bench.name, figures })
  }
  print('')
  for (const row of rows) print(JSON.stringify(row))
  return rows
}

/** A process for each: code that one bench has run in many ways is compiled for all of them, and slows the next one down. */
function eachInItsOwn(benches: readonly Bench[]): Row[] {
  const own = json === undefined ? mkdtempSync(path.join(os.tmpdir(), 'oh-bench-')) : undefined
  const folder = own ?? path.dirname(json ?? '')
  const rows = benches.flatMap(({ name }): Row[] => {
    const file = path.join(folder, `${name}.figures.json`)
    const command = [...process.execArgv, import.meta.filename, name, '--json', file]
    const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' })
    const found: Row[] = status === 0 ? JSON.parse(readFileSync(file, 'utf8')) : []
    rmSync(file, { force: true })
    return found
  })
  if (own !== undefined) rmSync(own, { recursive: true, force: true })
  return rows
}

/** The figures, rounded to what they mean, or undefined when the bench could not be brought to its end. */
async function measured(bench: Bench): Promise<Figures | undefined> {
  const started = performance.now()
  const say = (line: string) => print(`  [${((performance.now() - started) / 1000).toFixed(1)}s] ${line}`)
  print(`\n${bench.name}: ${bench.about}`)
  const signal = AbortSignal.timeout(bench.withinSeconds * 1000)
  try {
    const figures = Object.entries(await unlessOver(signal, bench.run({ say, signal, keep }))).map(
      ([key, value]) => [key, Number(value.toPrecision(4))] as const,
    )
    for (const [key, value] of figures) print(`  ${key.padEnd(28)} ${value}${verdict(bench, key, value)}`)
    return Object.fromEntries(figures)
  } catch (fault) {
    const why = signal.aborted ? `was broken off after ${bench.withinSeconds} s` : fault instanceof Error ? fault.stack : fault
    process.stderr.write(`  ${bench.name} ${why}\n`)
    return undefined
  }
}

function keep(name: string, content: string): void {
  if (json !== undefined) writeFileSync(path.join(path.dirname(json), name), content)
}

function unlessOver<Value>(signal: AbortSignal, working: Promise<Value>): Promise<Value> {
  const over = new Promise<never>((_, rejected) => {
    signal.addEventListener('abort', () => rejected(signal.reason), { once: true })
  })
  return Promise.race([working, over])
}

function verdict({ targets }: Bench, key: string, value: number): string {
  const target = targets.find(({ figure }) => figure === key)
  if (!target) return ''
  const [sign, limit, isMet] =
    'atMost' in target ? ['<=', target.atMost, value <= target.atMost] : ['>=', target.atLeast, value >= target.atLeast]
  return `   target ${sign} ${limit}: ${isMet ? 'met' : 'MISSED'}`
}
