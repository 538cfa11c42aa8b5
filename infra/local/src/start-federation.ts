import { rmSync } from 'node:fs'
import path from 'node:path'
import { instantOf, londonDateOf } from '@oh/kernel'
import { announcement, federationFile } from './announce.ts'
import { bundleServices } from './bundle.ts'
import { type DataFolder, openDataFolder, readJson, writeJson } from './data-folder.ts'
import { openDatabaseServer } from './database-server.ts'
import { enrolledTrusts } from './enrolled-trusts.ts'
import { type FederationPlan, planFederation, portsOf } from './federation-plan.ts'
import type { LocalSettings } from './local-settings.ts'
import type { Persona } from './personas.ts'
import { PlainFault, type Say } from './plain-fault.ts'
import { prepareMembers } from './prepare-members.ts'
import { type FederationRun, personasFile, servicesOf, versionOf } from './service-environment.ts'
import { requireFreePorts } from './supervisor/busy-ports.ts'
import { openControl } from './supervisor/control.ts'
import type { LineSink } from './supervisor/prefixed-lines.ts'
import { endOrphans } from './supervisor/process-record.ts'
import { takeRunLock } from './supervisor/run-lock.ts'
import { type ServiceSpec, type Supervisor, superviseServices } from './supervisor/supervise.ts'

export interface Terminal {
  readonly say: Say
  readonly sink: LineSink
  readonly colours: boolean
}

/** Without these nobody can sign in or see anything. A spoke or pool that is not up is said, and the rest runs. */
const NEEDED = ['identity', 'gateway', 'console']

/** How the parts that were opened are closed again, last first. */
type Closing = (() => void | PromiseLike<void>)[]

/**
 * Brings the local federation up, runs it until `stop` resolves, and takes it down in reverse order. `stop` may come at
 * any time, during start-up too.
 */
export async function runFederation(
  settings: LocalSettings,
  terminal: Terminal,
  stop: Promise<void>,
  askStop: () => void,
): Promise<void> {
  const closing: Closing = []
  let stopping = false
  const stopped = stop.then(() => {
    stopping = true
  })
  const goOn = () => {
    if (stopping) throw new Stopped()
  }
  const up = bringUp(settings, terminal, closing, goOn, askStop)
  try {
    await Promise.race([up, stopped])
    await stopped
  } finally {
    stopping = true
    await up.catch(() => undefined)
    if (closing.length > 1) terminal.say('Stopping…')
    for (const close of closing.toReversed()) await close()
  }
}

class Stopped extends Error {}

async function bringUp(
  settings: LocalSettings,
  terminal: Terminal,
  closing: Closing,
  goOn: () => void,
  askStop: () => void,
): Promise<void> {
  const { say } = terminal
  const data = openDataFolder(settings.dataDir, settings.checkout)
  closing.push(takeRunLock(data))
  rmSync(federationPath(data), { force: true })
  await endOrphans(data, say)
  const plan = planNow(settings, data)
  await requireFreePorts(portsOf(plan))
  goOn()
  const bundling = bundleServices(data.bundles, say)
  bundling.catch(() => undefined)
  const server = await openDatabaseServer(settings, data, say)
  closing.push(() => server[Symbol.asyncDispose]())
  goOn()
  const databases = await prepareMembers(server, data, plan, { say, history: settings.historyMonths })
  const entries = await bundling
  goOn()
  writeJson(personasFile(data), plan.personas)
  const run: FederationRun = { plan, data, databases, entries, softwareVersion: versionOf(settings.checkout) }
  await startServices(run, terminal, closing, goOn, askStop)
  terminal.sink.write(`${announcement(plan)}`)
}

/** Stands there only while a federation runs, or after it was killed outright. */
const federationPath = (data: DataFolder) => path.join(data.path, 'federation.json')

function planNow(settings: LocalSettings, data: DataFolder): FederationPlan {
  const today = londonDateOf(instantOf(Date.now()))
  return planFederation({ ics: settings.ics, portBase: settings.portBase, enrolled: enrolledTrusts(data), today })
}

async function startServices(
  run: FederationRun,
  terminal: Terminal,
  closing: Closing,
  goOn: () => void,
  askStop: () => void,
): Promise<void> {
  const { data } = run
  const file = federationPath(data)
  const write = () => {
    const personas = readJson<Persona[]>(personasFile(data)) ?? run.plan.personas
    writeJson(file, federationFile({ ...run.plan, personas }, supervisor.status()), 0o644)
  }
  const supervisor = superviseServices({ data, ...terminal, onChange: () => write() })
  closing.push(
    () => rmSync(file, { force: true }),
    () => supervisor.stop(),
  )
  for (const tier of servicesOf(run)) {
    goOn()
    terminal.say(`Starting ${tier.map(({ name }) => name).join(', ')}…`)
    await Promise.all(tier.map((spec) => startOne(supervisor, spec, terminal.say, goOn)))
  }
  goOn()
  const control = await openControl(data, supervisor, askStop)
  closing.push(() => control[Symbol.asyncDispose]())
  write()
}

async function startOne(supervisor: Supervisor, spec: ServiceSpec, say: Say, goOn: () => void): Promise<void> {
  if (await supervisor.add(spec)) return
  goOn()
  if (NEEDED.includes(spec.kind))
    throw new PlainFault(`${spec.name} does not start: see its lines above. Nothing else was kept running.`)
  say(`${spec.name} is not ready yet; the others run without it. Look at its lines above.`)
}
