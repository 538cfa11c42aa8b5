import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'

const PLANNER = '@graphql-hive/router-query-planner'
const run = promisify(execFile)

/** A federation and its gateway in one process; asks one question, prints what came of it. */
const PROGRAM = `
  import { startFederation } from './shards/samples/federation.ts'
  const net = await startFederation()
  const answer = await net.ask('{ icsList { code } ics(code: "QT1") { trusts { odsCode openCases } escalations(first: 2) { id content { question } } } }')
  console.log(JSON.stringify({ data: answer.data, errors: answer.errors, warnings: net.warnings }))
  await net[Symbol.asyncDispose]()
`

async function bundleInto(folder: string, external: string[]): Promise<string> {
  await build({
    stdin: { contents: PROGRAM, resolveDir: dirname(fileURLToPath(import.meta.url)), loader: 'ts' },
    outfile: join(folder, 'gateway.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external,
    // CommonJS dependencies call require() for Node's own modules
    banner: {
      js: "import { createRequire as ohCreateRequire } from 'node:module'; const require = ohCreateRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  return folder
}

let folder: string
beforeAll(async () => {
  folder = await bundleInto(await mkdtemp(join(tmpdir(), 'oh-bundle-')), [PLANNER])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const planner = dirname(createRequire(import.meta.url).resolve(`${PLANNER}/package.json`))
const answered = async (from: string) =>
  JSON.parse((await run(process.execPath, [join(from, 'gateway.mjs')], { cwd: from })).stdout)

it('answers from a bundle by the stitching runtime when the planner is not beside it', async () => {
  const { data, warnings } = await answered(folder)
  expect(data.icsList.map(({ code }: { code: string }) => code)).toEqual(['QK1', 'QT1'])
  expect(warnings).toHaveLength(1)
})

it('answers from a bundle by the native planner laid beside it', async () => {
  await cp(planner, join(folder, 'node_modules', PLANNER), { recursive: true, dereference: true })
  const { data, errors, warnings } = await answered(folder)
  expect(warnings).toEqual([])
  expect(errors).toEqual([])
  expect(data.ics.trusts).toHaveLength(5)
  expect(data.ics.escalations[0]).toEqual({ id: 'E1', content: { question: 'Question 1 to QT1' } })
})

it('answers by stitching when the planner is bundled, since the runtime looks for it by a name that no bundler sees', async () => {
  const inside = await bundleInto(await mkdtemp(join(tmpdir(), 'oh-bundle-')), [])
  await cp(join(planner, 'dist'), inside, { recursive: true, dereference: true, filter: (file) => !/index\./.test(file) })
  const { data, warnings } = await answered(inside)
  await rm(inside, { recursive: true, force: true })
  expect(data.icsList).toHaveLength(2)
  expect(warnings).toHaveLength(1)
})
