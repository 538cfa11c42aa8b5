import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { PageAssets } from '../layout/page.view.tsx'

/** One file that browsers load, kept in memory with its compressed forms. */
export interface Asset {
  readonly name: string
  readonly type: string
  readonly hash: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer>
}

export interface Assets {
  /** By name, without hash. */
  readonly byName: ReadonlyMap<string, Asset>
  /** The address that carries the content hash: it never changes what it answers. */
  href(name: string): string
  readonly page: PageAssets
}

/** Where the files lie: our own, and those of nhsuk-frontend. */
export interface AssetFolders {
  readonly own: string
  readonly nhsuk: string
  readonly icons: string
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}
const ICON = /^nhsuk-icon-(arrow-[a-z-]+|cross)\.svg$/

/** Beside the bundle when there is one (`assets/`, with `nhsuk/` in it), else in the source tree. */
export function assetFolders(): AssetFolders {
  const bundled = fileURLToPath(new URL('./assets/', import.meta.url))
  if (existsSync(`${bundled}nhsuk`)) return { own: bundled, nhsuk: `${bundled}nhsuk/`, icons: `${bundled}nhsuk/images/` }
  const css = createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css')
  const nhsuk = css.slice(0, -'nhsuk-frontend.min.css'.length)
  return { own: fileURLToPath(new URL('../../assets/', import.meta.url)), nhsuk, icons: `${nhsuk}assets/images/` }
}

/** Reads, rewrites, hashes and compresses every asset. Files that others point to come first, because a hash changes a name. */
export function loadAssets(folders: AssetFolders = assetFolders()): Assets {
  const byName = new Map<string, Asset>()
  const href = (name: string) => {
    const asset = byName.get(name)
    if (!asset) throw new Error(`There is no asset ${name}.`)
    return `/assets/${asset.hash}/${name}`
  }
  const add = (name: string, text: string) => byName.set(name, assetOf(name, text))
  const own = (name: string) => readFileSync(`${folders.own}${name}`, 'utf8')
  const nhsuk = (name: string) => readFileSync(`${folders.nhsuk}${name}`, 'utf8')

  for (const file of readdirSync(folders.icons).filter((name) => ICON.test(name)))
    add(file, readFileSync(`${folders.icons}${file}`, 'utf8'))
  add(
    'nhsuk-frontend.css',
    withOurFonts(nhsuk('nhsuk-frontend.min.css')).replace(/url\(\/assets\/images\/([^)]+)\)/g, (_, icon) => `url(${href(icon)})`),
  )
  add('nhsuk-frontend.js', withoutSourceMap(nhsuk('nhsuk-frontend.min.js')))
  add('oh.css', own('oh.css'))
  add('oh.js', own('oh.js').replace('./nhsuk-frontend.js', href('nhsuk-frontend.js')))
  add('icon.svg', own('icon.svg'))
  return {
    byName,
    href,
    page: { styles: [href('nhsuk-frontend.css'), href('oh.css')], script: href('oh.js'), icon: href('icon.svg') },
  }
}

/** Frutiger is licensed to the NHS alone: the web font goes, and Arial stands first. */
function withOurFonts(css: string): string {
  return withoutSourceMap(css.replace(/@font-face\{[^}]*\}/g, '').replaceAll('Frutiger W01,', ''))
}

function withoutSourceMap(text: string): string {
  return text.replace(/\/\*# sourceMappingURL=.*?\*\/|\/\/# sourceMappingURL=.*$/gm, '')
}

function assetOf(name: string, text: string): Asset {
  const plain = new Uint8Array(Buffer.from(text))
  return {
    name,
    type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    hash: createHash('sha256').update(plain).digest('base64url').slice(0, 16),
    plain,
    gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
    brotli: new Uint8Array(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })),
  }
}
