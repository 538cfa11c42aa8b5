// Packages for this checkout: the pinned pnpm by npm, then everything else by that pnpm from the frozen lock file.
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { explain, Stop } from './plain-words.mjs'
import { runProcess } from './run-process.mjs'

const LITTLE_SPACE = 50 * 2 ** 20

const stampOf = (root) => path.join(root, 'node_modules', '.setup-stamp')

/** Hash of all that decides which packages are installed: lock, workspace, manifest, Node's version and the platform. */
export function wantedStamp(root, node = `${process.version} ${process.platform} ${process.arch}`) {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) hash.update(readFileSync(path.join(root, file)))
  return hash.update(node).digest('hex')
}

export function isSetUp(root) {
  try {
    return readFileSync(stampOf(root), 'utf8') === wantedStamp(root)
  } catch {
    return false
  }
}

/** Installs the packages unless the stamp says that nothing changed. Throws Stop with one sentence. */
export async function setUp(root, env, say) {
  if (isSetUp(root)) return
  checkWritable(root)
  const place = { root }
  const toolEnv = toolEnvironment(root, env, canUseHome)
  try {
    rmSync(stampOf(root), { force: true })
    await fetchPnpm(root, toolEnv, say)
    say('Installing packages (about a minute the first time)…')
    const pnpm = path.join(pnpmFolder(root), 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
    // CI=true for this call alone: without a terminal pnpm otherwise refuses to replace a node_modules that it did not write
    const flags = ['install', '--frozen-lockfile', '--reporter=append-only']
    const done = await runProcess(process.execPath, [pnpm, ...flags], { cwd: root, env: { ...toolEnv, CI: 'true' } })
    // a pnpm that ends without a word was itself written to a full disk: it is fetched again next time
    if (done.code !== 0 && done.text.trim() === '')
      rmSync(path.join(pnpmFolder(root), 'node_modules'), { recursive: true, force: true })
    if (done.code !== 0)
      throw new Stop(
        explainHere(done.text, root) ?? 'Installing the packages failed: see the lines above, then run the command again.',
      )
    writeFileSync(stampOf(root), wantedStamp(root))
  } catch (fault) {
    if (fault instanceof Stop) throw fault
    throw new Stop(explain(String(fault?.code ?? fault), place) ?? `Setting up failed: ${fault?.message ?? fault}.`)
  }
}

/** Throws Stop when the account cannot write where the packages go. */
export function checkWritable(root, access = accessSync) {
  for (const folder of [root, path.join(root, 'node_modules'), pnpmFolder(root)]) {
    try {
      if (existsSync(folder)) access(folder, constants.W_OK)
    } catch (fault) {
      throw new Stop(explain(String(fault.code), { root: folder }) ?? `${folder} cannot be written to (${fault.code}).`)
    }
  }
}

async function fetchPnpm(root, env, say) {
  const folder = pnpmFolder(root)
  const wanted = read(path.join(folder, 'package-lock.json')).packages['node_modules/pnpm'].version
  if (versionOf(folder) === wanted) return
  say(`Fetching pnpm ${wanted}…`)
  const npm = npmCommand(env)
  const args = [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts']
  const done = await runProcess(npm.file, args, { cwd: folder, env, output: 'kept', shell: npm.shell })
  if (done.code === 0) return
  const sentence = explainHere(done.text, root)
  if (!sentence) process.stderr.write(`${done.text.trim()}\n`)
  throw new Stop(sentence ?? 'Fetching pnpm with npm failed: see the lines above, then run the command again.')
}

/** The tools may end without a word when the disk is full, so the disk is asked too. */
function explainHere(text, root) {
  const disk = statfsSync(root)
  const isFull = disk.bavail * disk.bsize < LITTLE_SPACE
  return explain(text, { root }) ?? (isFull ? explain('ENOSPC', { root }) : undefined)
}

/** npm as it was called when it called us, else the npm on the path. */
export function npmCommand(env, platform = process.platform) {
  const own = env.npm_execpath
  if (own && /npm-cli\.c?js$/.test(own) && existsSync(own)) return { file: process.execPath, args: [own], shell: false }
  return { file: 'npm', args: [], shell: platform === 'win32' }
}

/**
 * The environment for npm and pnpm. Both keep a store and caches in the home folder; when it is unset, empty or closed
 * to this account they get one inside the checkout instead.
 */
export function toolEnvironment(root, env, usable) {
  if (process.platform === 'win32' || usable(env.HOME)) return { ...env }
  const home = path.join(root, '.local', 'home')
  mkdirSync(home, { recursive: true })
  const kept = Object.entries(env).filter(([name]) => !/^(XDG_|npm_config_(cache|userconfig|prefix|globalconfig)$)/i.test(name))
  return { ...Object.fromEntries(kept), HOME: home, npm_config_cache: path.join(home, '.npm') }
}

function canUseHome(home) {
  if (!home) return false
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

const pnpmFolder = (root) => path.join(root, 'infra', 'bootstrap', 'pnpm')
const read = (file) => JSON.parse(readFileSync(file, 'utf8'))

function versionOf(folder) {
  try {
    return read(path.join(folder, 'node_modules', 'pnpm', 'package.json')).version
  } catch {
    return undefined
  }
}
