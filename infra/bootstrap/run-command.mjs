import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChecks } from './check.mjs'
import { Stop } from './plain-words.mjs'
import { handOver } from './run-process.mjs'
import { setUp } from './set-up.mjs'
import { runTests } from './test.mjs'

const env = process.env
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

const tool = (file, options) => (args) =>
  handOver(process.execPath, ['--import', 'tsx', file, ...args], { cwd: root, env, ...options })
const local = (name, options) => tool(`infra/local/src/${name}.ts`, options)

const commands = {
  start: { does: 'set up and run the local federation', run: local('start', { channel: true }) },
  test: { does: 'every check and every test', run: (args) => runTests(root, args) },
  check: { does: 'types, lint, format, boundaries, unused code, schema drift', run: () => runChecks(root).then(exitCodeOf) },
  reset: { does: 'stop the local federation and delete its data', run: local('reset') },
  migrate: { does: 'bring the databases to the current schema', run: local('migrate-databases') },
  enrol: { does: 'add one more spoke to the running federation: enrol -- <trust code>', run: local('enrol') },
  'close-month': { does: 'close the last month: every service signs off, then it is published', run: local('close-month') },
  token: { does: 'print an access token: token -- <persona id>', run: local('token') },
  schema: { does: 'print the contracts again into schema/', run: local('schema') },
  'db:new': { does: 'the next migration of a service: db:new -- <service> <name>', run: local('new-migration') },
  faults: { does: 'the long run that kills processes at random', run: tool('tests/faults/run.ts') },
  bench: { does: 'what it costs and how long it takes: bench -- [name ...]', run: tool('tests/benchmarks/run.ts') },
}

/** Sets the checkout up when needed, runs one command and leaves its exit code. */
export async function runCommand(name, args) {
  const started = Date.now()
  const say = (line) => process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1)}s] ${line}\n`)
  process.chdir(root)
  try {
    const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined
    if (!command) throw new Stop(unknownCommand(name))
    await setUp(root, env, say)
    process.exitCode = await command.run(args)
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault
    process.stderr.write(`${fault.message}\n`)
    process.exitCode = fault.exitCode
  }
}

function unknownCommand(name) {
  const list = Object.entries(commands).map(([word, { does }]) => `  npm run ${word.padEnd(8)} ${does}`)
  return `${name ? `There is no command "${name}".` : 'Say which command to run.'} The commands are:\n${list.join('\n')}`
}

const exitCodeOf = (steps) => (steps.every((step) => step.ok) ? 0 : 1)
