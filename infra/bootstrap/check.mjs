import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { runProcess } from './run-process.mjs'

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
  const results = []
  for (const step of checkSteps(root)) {
    const started = Date.now()
    const done = await runProcess(step.file, step.args, { cwd: root, output: 'kept' })
    const result = { name: step.name, ok: done.code === 0, seconds: (Date.now() - started) / 1000 }
    results.push(result)
    process.stdout.write(`${row(result)}\n`)
    if (!result.ok) process.stdout.write(`${indented(done.text)}\n`)
  }
  process.stdout.write(`\nChecks\n${results.map(row).join('\n')}\n\n`)
  return results
}

/** Pure packages carry a tsconfig of their own, which knows neither Node nor the browser. */
function packagesWithOwnTypes(root) {
  const folder = path.join(root, 'packages')
  const own = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'tsconfig.json')))
  return own.sort().map((name) => path.join('packages', name))
}

const row = ({ name, ok, seconds }) => `  ${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(32)} ${seconds.toFixed(1).padStart(6)} s`
const indented = (text) => text.trim().replace(/^/gm, '    | ')
