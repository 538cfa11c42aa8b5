import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Loader, OnLoadResult, Plugin } from 'esbuild'
import { checkout } from './local-settings.ts'

/** Two copies of graphql in one bundle (its CommonJS and its ES form) refuse each other's schemas, so every import gets the ES form. */
export const oneGraphql: Plugin = {
  name: 'one-graphql',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^graphql($|\/)/ }, async ({ path: wanted, pluginData, resolveDir, kind }) => {
      if (pluginData === oneGraphql || kind === 'entry-point') return undefined
      const found = await resolve(wanted, { kind: 'import-statement', resolveDir, pluginData: oneGraphql })
      const esForm = found.path.replace(/\.js$/, '.mjs')
      return found.errors.length === 0 && existsSync(esForm) ? { ...found, path: esForm } : found
    })
  },
}

/** The planner asks for its native file by a name beside itself, in words esbuild leaves alone, so this platform's are laid there. */
export function nativePlanner(folder: string): Plugin {
  const platform = `${process.platform}-${process.arch}`
  return {
    name: 'native-planner',
    setup({ onLoad }) {
      onLoad({ filter: /router-query-planner[/\\]dist[/\\]index\.(c?js)$/ }, ({ path: file }) => {
        const from = path.dirname(file)
        const mine = readdirSync(from).filter((name) => name.endsWith('.node') && name.includes(platform))
        for (const name of mine) cpSync(path.join(from, name), path.join(folder, name))
        return undefined
      })
    },
  }
}

/** The gateway's runtime imports the planner by a computed name, which no bundler sees, so the name is written out. */
export const plannerByName: Plugin = {
  name: 'planner-by-name',
  setup({ onLoad }) {
    onLoad({ filter: /router-runtime[/\\]dist[/\\]index\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8')
      const contents = text.replace('await import(moduleName)', "await import('@graphql-hive/router-query-planner')")
      if (contents === text) throw new Error('router-runtime no longer imports the planner by the name moduleName')
      return { contents, loader: 'js' }
    })
  },
}

const OWN_SOURCE = /[/\\](services|packages|infra)[/\\][^/\\]+[/\\]src[/\\].*\.tsx?$/
const BY_URL = /new URL\(\s*(['"`])(\.{1,2}\/[^'"`$]+)\1\s*,\s*import\.meta\.url\s*\)/g
const BY_RESOLVE = /import\.meta\.resolve\(\s*(['"])([^'"]+)\1\s*\)/g

/**
 * Files that our code names from where it stands, by `new URL('./…', import.meta.url)` or `import.meta.resolve('package/…')`,
 * are copied beside the bundle and the name is changed to the copy's, since a bundle stands elsewhere. A program named so (the
 * worker of a service) becomes a bundle of its own, by `bundleProgram`, which resolves to the name of its file. What was copied
 * is added to `copied`, by path in the checkout. A name that leads nowhere fails the bundle rather than the running service.
 */
export function assetsByUrl(folder: string, copied: Set<string>, bundleProgram: (program: string) => Promise<string>): Plugin {
  const copyAsset = (asset: string): string => {
    if (!existsSync(asset)) throw new Error(`there is no ${path.relative(checkout, asset)}`)
    copied.add(path.relative(checkout, asset))
    const mark = createHash('sha256').update(path.relative(checkout, asset)).digest('hex').slice(0, 8)
    const copy = `files/${mark}-${path.basename(asset)}`
    cpSync(asset, path.join(folder, copy), { recursive: true, dereference: true })
    return copy
  }
  return {
    name: 'assets-by-url',
    setup({ onLoad }) {
      onLoad({ filter: OWN_SOURCE }, async ({ path: file }): Promise<OnLoadResult | undefined> => {
        const text = await readFile(file, 'utf8')
        if (!text.includes('import.meta.')) return undefined
        const programs = new Map<string, string>()
        for (const [, , name = ''] of text.matchAll(BY_URL)) {
          const program = path.resolve(path.dirname(file), name)
          if (program.endsWith('.ts')) programs.set(program, await bundleProgram(program))
        }
        const contents = text
          .replaceAll(BY_URL, (_whole, _quote: string, name: string) => {
            const asset = path.resolve(path.dirname(file), name)
            return `new URL('./${programs.get(asset) ?? copyAsset(asset)}${name.endsWith('/') ? '/' : ''}', import.meta.url)`
          })
          .replaceAll(BY_RESOLVE, (_whole, _quote: string, name: string) => {
            return `new URL('./${copyAsset(createRequire(file).resolve(name))}', import.meta.url).href`
          })
        return { contents, loader: path.extname(file).slice(1) as Loader, resolveDir: path.dirname(file) }
      })
    },
  }
}
