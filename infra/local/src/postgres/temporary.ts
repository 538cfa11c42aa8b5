import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDataFolder } from '../data-folder.ts'
import { checkout } from '../local-settings.ts'
import { isAlive } from '../process-identity.ts'
import { launchPostgres, type RunningPostgres } from './launch.ts'
import { clearLeftover } from './postmaster-pid.ts'

const ENOUGH = 2 ** 30
const MEMORY = '/dev/shm'

/**
 * A PostgreSQL for tests: without durability, in memory when there is more than 1 GiB of it, gone after `stop`.
 * What a killed test run left behind is cleared first. With `durable: true` it keeps every promise, for durability tests.
 */
export async function temporaryPostgres(options: { readonly durable?: boolean } = {}): Promise<RunningPostgres> {
  const place = hasRoom(MEMORY) ? MEMORY : tmpdir()
  await clearAbandoned(place)
  const folder = mkdtempSync(path.join(place, `oh-test-${process.pid}-`))
  chmodSync(folder, 0o755)
  const data = openDataFolder(folder, checkout)
  const server = await launchPostgres({ data, durable: options.durable ?? false })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...server, stop, [Symbol.asyncDispose]: stop }
}

/** A small memory disk (64 MB in many containers) fills up and connections die, so it is used only with room to spare. */
function hasRoom(folder: string): boolean {
  try {
    const disk = statfsSync(folder)
    return disk.bavail * disk.bsize > ENOUGH
  } catch {
    return false
  }
}

async function clearAbandoned(place: string): Promise<void> {
  for (const name of readdirSync(place)) {
    const pid = Number(/^oh-test-(\d+)-/.exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    const folder = path.join(place, name)
    try {
      await clearLeftover(path.join(folder, 'postgres'), () => undefined)
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // another account's leftovers are not ours to clear
    }
  }
}
