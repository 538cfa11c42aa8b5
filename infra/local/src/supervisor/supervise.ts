import { type ChildProcess, spawn } from 'node:child_process'
import type { DataFolder } from '../data-folder.ts'
import type { Say } from '../plain-fault.ts'
import { until } from '../process-identity.ts'
import { type LineSink, prefixFor, prefixLines } from './prefixed-lines.ts'
import { type RecordedProcess, recordOf, recordProcesses } from './process-record.ts'
import { afterEnd, countFailure, FAST_FAILURES } from './restart-policy.ts'
import { waitUntilReady } from './wait-ready.ts'

export interface ServiceSpec {
  readonly name: string
  readonly kind: string
  /** JavaScript file that node runs. */
  readonly entry: string
  readonly url: string
  readonly environment: Readonly<Record<string, string>>
}

type ServiceState = 'starting' | 'ready' | 'restarting' | 'given-up' | 'stopped'

export interface ServiceStatus {
  readonly name: string
  readonly state: ServiceState
  readonly pid: number | undefined
  readonly url: string
  readonly restarts: number
}

/** Runs services as child processes: restarts those that end by themselves and stops all of them in reverse order. */
export interface Supervisor {
  /** Starts one service. Resolves to true once it is ready; false when it was not within the limit or was given up. */
  add(spec: ServiceSpec): Promise<boolean>
  status(): ServiceStatus[]
  stop(): Promise<void>
}

export interface SuperviseOptions {
  readonly data: DataFolder
  readonly say: Say
  readonly sink: LineSink
  readonly colours: boolean
  readonly readyLimitMs?: number
  /** From the first SIGTERM to the SIGKILL of what is still there. */
  readonly stopLimitMs?: number
  /** Number from 0 to 1 for the jitter; default Math.random. */
  readonly chance?: () => number
  /** Called whenever a process number changed. */
  readonly onChange?: () => void
}

const READY_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000
const LAST_LINES = 5

interface Running {
  readonly spec: ServiceSpec
  readonly prefix: string
  state: ServiceState
  child: ChildProcess | undefined
  record: RecordedProcess | undefined
  startedAt: number
  fastFailures: number
  restarts: number
  waiting: NodeJS.Timeout | undefined
  lastLines: string[]
}

export function superviseServices(options: SuperviseOptions): Supervisor {
  const services: Running[] = []
  const house = { options, services, stopping: false }
  return {
    add: async (spec) => {
      const service = newcomer(spec, prefixFor(spec.name, services.length, options.colours))
      services.push(service)
      launch(house, service)
      await until(
        () => service.state === 'ready' || service.state === 'given-up' || house.stopping,
        options.readyLimitMs ?? READY_LIMIT_MS,
      )
      return service.state === 'ready'
    },
    status: () => services.map(statusOf),
    stop: async () => {
      house.stopping = true
      const deadline = performance.now() + (options.stopLimitMs ?? STOP_LIMIT_MS)
      for (const service of services.toReversed()) await stopOne(house, service, deadline)
    },
  }
}

interface House {
  readonly options: SuperviseOptions
  readonly services: Running[]
  stopping: boolean
}

const newcomer = (spec: ServiceSpec, prefix: string): Running => ({
  spec,
  prefix,
  state: 'starting',
  child: undefined,
  record: undefined,
  startedAt: 0,
  fastFailures: 0,
  restarts: 0,
  waiting: undefined,
  lastLines: [],
})

/** Detached: Ctrl-C in the terminal reaches the supervisor alone, which then stops its services in order. */
function launch(house: House, service: Running): void {
  const { spec } = service
  const words = [process.execPath, '--enable-source-maps', spec.entry]
  const child = spawn(process.execPath, words.slice(1), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { TZ: 'UTC', ...spec.environment },
  })
  service.child = child
  service.startedAt = performance.now()
  service.lastLines = []
  const keep = (line: string) => {
    service.lastLines = [...service.lastLines, line].slice(-LAST_LINES)
  }
  prefixLines(child.stdout, service.prefix, house.options.sink, keep)
  prefixLines(child.stderr, service.prefix, house.options.sink, keep)
  if (child.pid !== undefined) service.record = recordOf(spec.name, child.pid, words)
  writeRecord(house)
  watchReadiness(house, service, child)
  child.once('error', () => ended(house, service, child, 'could not be started'))
  child.once('exit', (code, signal) => {
    const wasKilled = signal !== null && service.state === 'ready'
    ended(house, service, child, signal ? `was ended by ${signal}` : `ended with code ${code}`, wasKilled)
  })
}

function watchReadiness(house: House, service: Running, child: ChildProcess): void {
  const gone = () => service.child !== child || house.stopping
  void waitUntilReady(service.spec.url, gone).then((ready) => {
    if (ready && !gone()) service.state = 'ready'
  })
}

function ended(house: House, service: Running, child: ChildProcess, how: string, wasKilled = false): void {
  if (service.child !== child) return
  service.child = undefined
  service.record = undefined
  writeRecord(house)
  if (house.stopping) {
    service.state = 'stopped'
    return
  }
  // killed from outside after it had shown that it starts: that says nothing against the service
  const ranForMs = wasKilled ? Number.POSITIVE_INFINITY : performance.now() - service.startedAt
  service.fastFailures = countFailure(service.fastFailures, ranForMs)
  const next = afterEnd(service.fastFailures, (house.options.chance ?? Math.random)())
  if (next.kind === 'give-up') {
    service.state = 'given-up'
    house.options.say(
      `${service.spec.name} ${how} ${FAST_FAILURES} times in a row and is given up; everything else runs on. Its last lines:`,
    )
    for (const line of service.lastLines) house.options.say(`  ${line}`)
    return
  }
  service.state = 'restarting'
  house.options.say(`${service.spec.name} ${how}; starting it again in ${(next.afterMs / 1000).toFixed(1)} s.`)
  service.waiting = setTimeout(() => {
    service.restarts++
    launch(house, service)
  }, next.afterMs)
}

async function stopOne(house: House, service: Running, deadline: number): Promise<void> {
  clearTimeout(service.waiting)
  const { child } = service
  if (child) {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const impatient = setTimeout(
      () => {
        house.options.say(`${service.spec.name} did not stop in time and was killed.`)
        child.kill('SIGKILL')
      },
      Math.max(0, deadline - performance.now()),
    )
    await gone
    clearTimeout(impatient)
  }
  if (service.state !== 'given-up') service.state = 'stopped'
}

function writeRecord({ options, services }: House): void {
  recordProcesses(
    options.data,
    services.flatMap(({ record }) => record ?? []),
  )
  options.onChange?.()
}

const statusOf = ({ spec, state, child, restarts }: Running): ServiceStatus => ({
  name: spec.name,
  state,
  pid: child?.pid,
  url: spec.url,
  restarts,
})
