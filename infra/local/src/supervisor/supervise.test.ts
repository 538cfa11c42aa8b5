import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DataFolder, openDataFolder } from '../data-folder.ts'
import { freePort } from '../postgres/free-port.ts'
import { isAlive, signal, until } from '../process-identity.ts'
import { requireFreePorts } from './busy-ports.ts'
import { askSupervisor, openControl } from './control.ts'
import { endOrphans, type RecordedProcess } from './process-record.ts'
import { FAST_FAILURES } from './restart-policy.ts'
import { runningSupervisor, takeRunLock } from './run-lock.ts'
import { type ServiceSpec, type Supervisor, superviseServices } from './supervise.ts'

const WELL = `import { createServer } from 'node:http'
console.log('hello from ' + process.env.NAME)
createServer((_, response) => response.end('{}')).listen(Number(process.env.PORT), '127.0.0.1')
process.on('SIGTERM', () => { console.log('goodbye'); process.exit(0) })
process.on('SIGINT', () => console.log('interrupted'))`
const FAILING = `console.error('no settings'); process.exit(3)`
const STUBBORN = `${WELL}\nprocess.removeAllListeners('SIGTERM').on('SIGTERM', () => {})`

let data: DataFolder
let said: string[] = []
let lines = ''
const supervisors: Supervisor[] = []

beforeEach(() => {
  data = openDataFolder(mkdtempSync(path.join(tmpdir(), 'oh-supervise-')), '/nowhere')
  said = []
  lines = ''
})
afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stop()
  rmSync(data.path, { recursive: true, force: true })
})

function supervise(stopLimitMs = 30_000): Supervisor {
  const sink = { write: (text: string) => (lines += text) }
  const say = (line: string) => said.push(line)
  const supervisor = superviseServices({ data, say, sink, colours: false, chance: () => 0, stopLimitMs, readyLimitMs: 60_000 })
  supervisors.push(supervisor)
  return supervisor
}

async function service(name: string, code: string): Promise<ServiceSpec> {
  const entry = path.join(data.path, `${name}.mjs`)
  writeFileSync(entry, code)
  const port = await freePort()
  return { name, kind: 'spoke', entry, url: `http://127.0.0.1:${port}`, environment: { NAME: name, PORT: String(port) } }
}

const stateOf = (supervisor: Supervisor, name: string) => supervisor.status().find((each) => each.name === name)
const recorded = () => JSON.parse(readFileSync(path.join(data.run, 'processes.json'), 'utf8')) as RecordedProcess[]

describe('a supervisor', () => {
  it('runs a service until it is ready, with its name before each line and only the environment it was given', async () => {
    const supervisor = supervise()
    expect(await supervisor.add(await service('one', `${WELL}\nconsole.log('sees ' + Object.keys(process.env).sort())`))).toBe(
      true,
    )
    expect(stateOf(supervisor, 'one')).toMatchObject({ state: 'ready', restarts: 0 })
    expect(lines).toContain('one        | hello from one\n')
    expect(lines).toContain('sees NAME,PORT,TZ\n')
  })

  it('starts a service again that was killed', async () => {
    const supervisor = supervise()
    await supervisor.add(await service('one', WELL))
    const before = stateOf(supervisor, 'one')?.pid ?? 0
    signal(before, 'SIGKILL')
    await until(() => stateOf(supervisor, 'one')?.pid !== before && stateOf(supervisor, 'one')?.state === 'ready', 60_000)
    expect(stateOf(supervisor, 'one')).toMatchObject({ state: 'ready', restarts: 1 })
    expect(said.join()).toContain('one was ended by SIGKILL')
  })

  it('never gives up a service for being killed from outside, however often, once it was ready', async () => {
    const supervisor = supervise()
    await supervisor.add(await service('one', WELL))
    for (let kills = 1; kills <= FAST_FAILURES + 1; kills += 1) {
      signal(stateOf(supervisor, 'one')?.pid ?? 0, 'SIGKILL')
      await until(() => stateOf(supervisor, 'one')?.restarts === kills && stateOf(supervisor, 'one')?.state === 'ready', 60_000)
      expect(stateOf(supervisor, 'one')).toMatchObject({ state: 'ready', restarts: kills })
    }
  })

  it('gives a service up that keeps failing, says so with its last words, and keeps the rest running', async () => {
    const supervisor = supervise()
    await supervisor.add(await service('well', WELL))
    expect(await supervisor.add(await service('ill', FAILING))).toBe(false)
    expect(stateOf(supervisor, 'ill')).toMatchObject({ state: 'given-up', restarts: FAST_FAILURES - 1 })
    expect(stateOf(supervisor, 'well')?.state).toBe('ready')
    expect(said.join('\n')).toContain('ill ended with code 3 6 times in a row and is given up; everything else runs on.')
    expect(said.at(-1)).toContain('no settings')
  })

  it('stops services in reverse order and lets them finish', async () => {
    const supervisor = supervise()
    for (const name of ['one', 'two']) await supervisor.add(await service(name, WELL))
    await supervisor.stop()
    expect(lines.match(/(one|two) +\| goodbye/g)).toEqual([expect.stringContaining('two'), expect.stringContaining('one')])
    expect(recorded()).toEqual([])
  })

  it('kills what does not stop in time', async () => {
    const supervisor = supervise(300)
    await supervisor.add(await service('deaf', STUBBORN))
    const pid = stateOf(supervisor, 'deaf')?.pid ?? 0
    await supervisor.stop()
    expect(isAlive(pid)).toBe(false)
    expect(said.join()).toContain('deaf did not stop in time and was killed')
  })
})

describe('after a supervisor was killed', () => {
  it('its processes are ended at the next start, and only those', async () => {
    const supervisor = supervise()
    for (const name of ['one', 'two']) await supervisor.add(await service(name, WELL))
    const [one, two] = recorded()
    if (!one || !two) throw new Error('nothing was recorded')
    const stranger = { ...two, command: 'the number was used again by a stranger' }
    writeFileSync(path.join(data.run, 'processes.json'), JSON.stringify([one, stranger]))
    expect(await endOrphans(data, (line) => said.push(line))).toEqual(['one'])
    expect(isAlive(two.pid)).toBe(true)
    expect(said).toContain('Ending 1 process left by an earlier run…')
  })
})

describe('one data folder', () => {
  it('has one supervisor: the second is told which process runs, and a lock of a dead one does not count', () => {
    const giveBack = takeRunLock(data)
    expect(runningSupervisor(data)).toBe(process.pid)
    const lock = path.join(data.run, 'supervisor.json')
    const mine = JSON.parse(readFileSync(lock, 'utf8')) as { pid: number; command: string }
    giveBack()
    expect(runningSupervisor(data)).toBeUndefined()
    writeFileSync(lock, JSON.stringify({ ...mine, command: 'another program by now' }))
    takeRunLock(data)()
    expect(runningSupervisor(data)).toBeUndefined()
  })
})

describe('busy ports', () => {
  it('are named with what to do about them', async () => {
    const port = await freePort()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    await expect(requireFreePorts([{ name: 'console', port }])).rejects.toThrow(
      `Port ${port} (for console) is in use by another program: end it, or set OH_PORT_BASE`,
    )
    await new Promise((resolve) => other.close(resolve))
    await expect(requireFreePorts([{ name: 'console', port }])).resolves.toBeUndefined()
  })
})

describe('the supervisor’s door', () => {
  it('adds a service and says how all are, to whoever may read its token only', async () => {
    const supervisor = supervise()
    let stops = 0
    await using _door = await openControl(data, supervisor, () => stops++)
    const place = JSON.parse(readFileSync(path.join(data.run, 'control.json'), 'utf8')) as { url: string }
    expect((await fetch(`${place.url}/status`)).status).toBe(401)
    expect((await fetch(`${place.url}/stop`, { method: 'POST', headers: { authorization: 'Bearer x' } })).status).toBe(401)
    expect(await askSupervisor(data, 'POST', '/services', await service('late', WELL))).toEqual({ ready: true })
    expect(await askSupervisor(data, 'GET', '/status')).toMatchObject([{ name: 'late', state: 'ready' }])
    await askSupervisor(data, 'POST', '/stop')
    expect(stops).toBe(1)
  })

  it('says in one sentence that nothing is running', async () => {
    await expect(askSupervisor(data, 'GET', '/status')).rejects.toThrow('No federation is running from')
  })
})
