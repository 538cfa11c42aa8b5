import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { dataFolderAt, emptyDataFolder, isDataFolder, readJson } from './data-folder.ts'
import { readLocalSettings } from './local-settings.ts'
import { PlainFault, runPlainly } from './plain-fault.ts'
import { OPEN_HOME } from './postgres/native-files.ts'
import { clearLeftover } from './postgres/postmaster-pid.ts'
import { until } from './process-identity.ts'
import { askSupervisor } from './supervisor/control.ts'
import { endOrphans } from './supervisor/process-record.ts'
import { runningSupervisor } from './supervisor/run-lock.ts'

const STOP_LIMIT_MS = 40_000
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Stops the federation of this data folder, whatever is left of it, and deletes its data. */
await runPlainly(async () => {
  const { dataDir } = readLocalSettings(process.env)
  if (!existsSync(dataDir) || !isDataFolder(dataDir)) {
    say(`There is nothing to reset in ${dataDir}.`)
    return
  }
  const data = dataFolderAt(dataDir)
  await stopRunning()
  await endOrphans(data, say)
  const cluster = readJson<{ cluster: string }>(path.join(dataDir, 'postgres.json'))?.cluster
  if (cluster) await clearLeftover(cluster, say)
  // only a place of our own making outside the data folder, never whatever path a file may name
  if (cluster && path.dirname(path.dirname(cluster)) === OPEN_HOME)
    rmSync(path.dirname(cluster), { recursive: true, force: true })
  emptyDataFolder(dataDir)
  say(`The data of the local federation in ${dataDir} is deleted.`)

  async function stopRunning(): Promise<void> {
    if (runningSupervisor(data) === undefined) return
    say('Stopping the running federation…')
    await askSupervisor(data, 'POST', '/stop').catch(() => process.kill(runningSupervisor(data) ?? 0, 'SIGTERM'))
    if (!(await until(() => runningSupervisor(data) === undefined, STOP_LIMIT_MS)))
      throw new PlainFault('The running federation does not stop: end it with Ctrl-C in its terminal and run the command again.')
  }
})
