import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from './local-settings.ts'
import { printDatabases } from './schema/print-databases.ts'
import { printGraph } from './schema/print-graph.ts'
import { printMessages } from './schema/print-messages.ts'

/** Folders that hold nothing but prints: a file in them that is no longer printed goes. */
const OWNED = ['schema/graphql', 'schema/messages', 'schema/database']

const isCheck = process.argv.includes('--check')
// printing the databases needs a server; their drift is held by a test that has one
const prints = new Map([...(await printGraph()), ...printMessages(), ...(isCheck ? [] : await printDatabases())])
const changed = [...prints].filter(([file, text]) => readOr(file) !== text).map(([file]) => file)
const left = OWNED.filter((folder) => !isCheck || folder !== 'schema/database')
  .flatMap(filesBelow)
  .filter((file) => !prints.has(file))

if (!isCheck) {
  for (const file of changed) write(file, prints.get(file) ?? '')
  for (const file of left) rmSync(path.join(checkout, file))
}
const differing = [...changed, ...left]
const words = isCheck ? 'differs from the code: run "npm run schema" and look at the change' : 'printed'
process.stdout.write(
  differing.length === 0 ? 'The prints agree with the code.\n' : differing.map((file) => `${file} ${words}\n`).join(''),
)
process.exitCode = isCheck && differing.length > 0 ? 1 : 0

function readOr(file: string): string | undefined {
  const place = path.join(checkout, file)
  return existsSync(place) ? readFileSync(place, 'utf8') : undefined
}

/** Written beside and renamed, so that nobody reads half a file. */
function write(file: string, text: string): void {
  const place = path.join(checkout, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(`${place}.new`, text)
  renameSync(`${place}.new`, place)
}

function filesBelow(folder: string): string[] {
  const place = path.join(checkout, folder)
  if (!existsSync(place)) return []
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(checkout, path.join(entry.parentPath, entry.name)))
}
