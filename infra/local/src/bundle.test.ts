import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { BUNDLES, bundleService, entryFile, isUpToDate } from './bundle.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'oh-bundles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(BUNDLES)('the bundle of %s', (name) => {
  const home = path.join(folder, name)

  it('holds at most one copy of graphql, since two refuse each other’s schemas', async () => {
    const { inputs } = await bundleService(name, home)
    const graphql = Object.keys(inputs).filter((file) => /\/node_modules\/graphql\//.test(file))
    expect(graphql.filter((file) => !file.endsWith('.mjs'))).toEqual([])
    expect(new Set(graphql.map((file) => /\/graphql@[^/]+/.exec(file)?.[0])).size).toBeLessThanOrEqual(1)
  })

  it('is JavaScript that Node can read', () => {
    execFileSync(process.execPath, ['--check', entryFile(folder, name)])
  })

  it('is up to date until one of its inputs or the bundle itself changes', () => {
    expect(isUpToDate(home)).toBe(true)
    const inputs = path.join(home, 'inputs.json')
    const kept = readFileSync(inputs, 'utf8')
    writeFileSync(inputs, kept.replace(/"(\d+) (\d+)/, '"$1 1'))
    expect(isUpToDate(home)).toBe(false)
    writeFileSync(inputs, kept)
    rmSync(entryFile(folder, name))
    expect(isUpToDate(home)).toBe(false)
  })
})

it('lays the planner’s native file of this platform, and no other, beside the gateway', () => {
  const native = readdirSync(path.join(folder, 'gateway')).filter((name) => name.endsWith('.node'))
  expect(native).toEqual([expect.stringContaining(`${process.platform}-${process.arch}`)])
})

it('copies what a service reads from beside itself', () => {
  expect(readdirSync(path.join(folder, 'identity', 'files'))).toEqual([expect.stringMatching(/-identity\.css$/)])
  for (const name of ['pool', 'rollup'])
    expect(readdirSync(path.join(folder, name, 'files'))).toContainEqual(expect.stringMatching(/-highs\.wasm$/))
})

it('lays the program of a thread beside the service that starts it, as a bundle that runs without the source', async () => {
  const program = path.join(folder, 'pool', 'study-worker.mjs')
  const worker = new Worker(program, { workerData: { kind: 'no-such-kind', input: {} } })
  expect(await new Promise((said, failed) => worker.once('message', said).once('error', failed))).toEqual({
    kind: 'of-another-version',
  })
  await worker.terminate()
  const inputs = readFileSync(path.join(folder, 'pool', 'inputs.json'), 'utf8')
  expect(inputs).toContain('services/pool/src/studies/study-worker.ts')
})

it('lays what weighs figures beside the rollup, with its solver, as a bundle that runs without the source', async () => {
  const worker = new Worker(path.join(folder, 'rollup', 'weigh-worker.mjs'))
  const answer = new Promise((said, failed) => worker.once('message', said).once('error', failed))
  const table = { kind: 'share', leaves: [], cells: [] }
  worker.postMessage({ population: 'reports', table, earlier: new Map(), seeksBest: false })
  expect(await answer).toMatchObject({ kind: 'weighed', figures: [] })
  await worker.terminate()
})
