import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type BuildOptions, build, version as esbuildVersion, type Metafile } from 'esbuild'
import { assetsByUrl, nativePlanner, oneGraphql, plannerByName } from './bundle-plugins.ts'
import { readJson, writeJson } from './data-folder.ts'
import { checkout } from './local-settings.ts'
import { PlainFault, plainly } from './plain-fault.ts'
import type { BundleName } from './service-environment.ts'

const ENTRIES: Readonly<Record<BundleName, string>> = {
  spoke: 'services/spoke/src/start.ts',
  pool: 'services/pool/src/start.ts',
  rollup: 'services/rollup/src/start.ts',
  gateway: 'services/gateway/src/start.ts',
  console: 'services/console/src/start.ts',
  identity: 'infra/local/src/identity/start.ts',
}

export const BUNDLES = Object.keys(ENTRIES) as BundleName[]

/** What a bundle was made from. A file counts as unchanged while its size and its time of change are. */
interface Inputs {
  readonly recipe: string
  readonly files: Readonly<Record<string, string>>
}

/**
 * Makes the bundle of each service that is not up to date and resolves to the files to run, one per service.
 * Throws PlainFault when a service does not bundle.
 */
export async function bundleServices(folder: string, say: (line: string) => void): Promise<Record<BundleName, string>> {
  const stale = BUNDLES.filter((name) => !isUpToDate(path.join(folder, name)))
  if (stale.length > 0) say(`Bundling ${stale.join(', ')}…`)
  const bundled = await Promise.allSettled(stale.map((name) => bundleService(name, path.join(folder, name))))
  const failed = bundled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return Object.fromEntries(BUNDLES.map((name) => [name, entryFile(folder, name)])) as Record<BundleName, string>
}

const entryOf = (folder: string) => path.join(folder, 'start.mjs')

/** The file to run for a service whose bundle stands in this folder of bundles. */
export const entryFile = (folder: string, name: BundleName): string => entryOf(path.join(folder, name))

const inputsOf = (folder: string) => path.join(folder, 'inputs.json')

/** One service in one file, with its source map and whatever files it reads beside it. */
export async function bundleService(name: BundleName, folder: string): Promise<Metafile> {
  try {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const copied = new Set<string>()
    const { metafile } = await build(optionsFor(ENTRIES[name], entryOf(folder), copied)).catch((fault: unknown) => {
      throw new PlainFault(`The service "${name}" does not bundle: ${firstError(fault)}`, { cause: fault })
    })
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }\n')
    const inputs = [...Object.keys(metafile.inputs), ...[...copied].flatMap(filesIn)]
    const files = Object.fromEntries(inputs.map((file) => [file, sizeAndTime(path.join(checkout, file))]))
    writeJson(inputsOf(folder), { recipe: recipe(), files } satisfies Inputs, 0o644)
    return metafile
  } catch (fault) {
    throw plainly(fault, folder)
  }
}

function optionsFor(entry: string, outfile: string, copied: Set<string>): BuildOptions & { metafile: true } {
  const folder = path.dirname(outfile)
  return {
    absWorkingDir: checkout,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'silent',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    // packages written for `require` look for it as a global
    banner: {
      js: "import { createRequire as requireOfBundle } from 'node:module'\nconst require = requireOfBundle(import.meta.url)",
    },
    plugins: [oneGraphql, assetsByUrl(folder, copied, bundleProgram), nativePlanner(folder), plannerByName],
  }
  /** A program that the entry starts in a thread of its own: one more bundle in the same folder. */
  async function bundleProgram(program: string): Promise<string> {
    const file = `${path.basename(program, '.ts')}.mjs`
    const { metafile } = await build(optionsFor(path.relative(checkout, program), path.join(folder, file), copied))
    for (const input of Object.keys(metafile.inputs)) copied.add(input)
    return file
  }
}

/** The file itself, or the folder and every file in it, so that an addition counts as a change. */
function filesIn(at: string): string[] {
  if (!statSync(path.join(checkout, at)).isDirectory()) return [at]
  const names = readdirSync(path.join(checkout, at), { recursive: true, encoding: 'utf8' })
  return [at, ...names.map((name) => path.join(at, name))]
}

/** Whether the bundle in the folder was made from what is there now. */
export function isUpToDate(folder: string): boolean {
  const made = readJson<Inputs>(inputsOf(folder))
  if (!made || made.recipe !== recipe() || !existsSync(entryOf(folder))) return false
  return Object.entries(made.files).every(([file, was]) => sizeAndTime(path.join(checkout, file)) === was)
}

/** A change to how bundles are made, to the packages or to Node makes all of them anew. */
function recipe(): string {
  const here = import.meta.dirname
  const hash = createHash('sha256').update(`${esbuildVersion} ${process.version} ${process.platform} ${process.arch}`)
  const files = [path.join(here, 'bundle.ts'), path.join(here, 'bundle-plugins.ts'), path.join(checkout, 'pnpm-lock.yaml')]
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}

function sizeAndTime(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.size} ${found.mtimeMs}` : 'gone'
}

function firstError(fault: unknown): string {
  const errors = fault instanceof Error && 'errors' in fault && Array.isArray(fault.errors) ? fault.errors : []
  const [first] = errors as { text: string; location: { file: string; line: number } | null }[]
  if (!first) return fault instanceof Error ? fault.message : String(fault)
  return `${first.text}${first.location ? ` (${first.location.file} line ${first.location.line})` : ''}`
}
