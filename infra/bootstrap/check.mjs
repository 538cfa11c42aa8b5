import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { runProcess } from './run-process.mjs'

/** Most steps keep one processor busy and leave the next one idle. */
const AT_ONCE = 2

/** The steps of `npm run check`, in order. A step is one row of the table and counts as one test. */
function checkSteps(root) {
  const node = (name, ...args) => ({ name, file: process.execPath, args })
  const compiler = path.join('node_modules', 'typescript', 'bin', 'tsc')
  return [
    node('types', compiler, '-p', 'tsconfig.json'),
    ...packagesWithOwnTypes(root).map((folder) => node(`types of ${path.basename(folder)} (pure)`, compiler, '-p', folder)),
    node('lint and format', path.join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'ci', '--colors=off'),
    node('boundaries', '--import', 'tsx', path.join('tests', 'architecture', 'boundaries.ts')),
    node('unused code', path.join('node_modules', 'knip', 'bin', 'knip.js'), '--no-progress'),
    node('schema drift', '--import', 'tsx', path.join('infra', 'local', 'src', 'schema.ts'), '--check'),
  ]
}

/** Runs every step whether or not one failed, shows what the failed ones said, then the table. */
export async function runChecks(root) {
  const left = [...checkSteps(root).entries()]
  const results = []
  const runOnes = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [at, step] = next
      results[at] = await runStep(root, step)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, runOnes))
  process.stdout.write(`\nChecks\n${results.map(row).join('\n')}\n\n`)
  return results
}

async function runStep(root, { name, file, args }) {
  const started = Date.now()
  const done = await runProcess(file, args, { cwd: root, output: 'kept' })
  const result = { name, ok: done.code === 0, seconds: (Date.now() - started) / 1000 }
  process.stdout.write(`${row(result)}\n`)
  if (!result.ok) process.stdout.write(`${indented(done.text)}\n`)
  return result
}

/** Pure packages carry a tsconfig of their own, which knows neither Node nor the browser. */
function packagesWithOwnTypes(root) {
  const folder = path.join(root, 'packages')
  const own = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'tsconfig.json')))
  return own.sort().map((name) => path.join('packages', name))
}

const row = ({ name, ok, seconds }) => `  ${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(32)} ${seconds.toFixed(1).padStart(6)} s`
const indented = (text) => text.trim().replace(/^/gm, '    | ')
