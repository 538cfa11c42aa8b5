import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

// Named one by one and in full, so that the bundler finds them and lays them beside the bundle.
const OWN = new URL('../../assets/', import.meta.url)
const NHSUK_STYLE = import.meta.resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css')
const NHSUK_SCRIPT = import.meta.resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.js')
/** The icons that the style sheet of nhsuk-frontend points to. Its logos and favicons stay where they are: they are protected marks. */
const ICONS: readonly (readonly [name: string, url: string])[] = [
  ['nhsuk-icon-arrow-down.svg', import.meta.resolve('nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-arrow-down.svg')],
  ['nhsuk-icon-arrow-up.svg', import.meta.resolve('nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-arrow-up.svg')],
  ['nhsuk-icon-arrow-up-down.svg', import.meta.resolve('nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-arrow-up-down.svg')],
  ['nhsuk-icon-cross.svg', import.meta.resolve('nhsuk-frontend/dist/nhsuk/assets/images/nhsuk-icon-cross.svg')],
]

/** Reads, rewrites, hashes and compresses every asset. Files that others point to come first, because a hash changes a name. */
export function loadAssets(): Assets {
  const byName = new Map<string, Asset>()
  const href = (name: string) => {
    const asset = byName.get(name)
    if (!asset) throw new Error(`There is no asset ${name}.`)
    return `/assets/${asset.hash}/${name}`
  }
  const add = (name: string, text: string) => byName.set(name, assetOf(name, text))
  const read = (url: string | URL) => readFileSync(new URL(url), 'utf8')
  const own = (name: string) => read(new URL(name, OWN))

  for (const [name, url] of ICONS) add(name, read(url))
  add(
    'nhsuk-frontend.css',
    withOurFonts(read(NHSUK_STYLE)).replace(/url\(\/assets\/images\/([^)]+)\)/g, (_, icon) => `url(${href(icon)})`),
  )
  add('nhsuk-frontend.js', withoutSourceMap(read(NHSUK_SCRIPT)))
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
