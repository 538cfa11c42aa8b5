import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Asset, Assets } from './assets.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * `/assets/<hash>/<name>` may be kept for ever. `/assets/<name>` answers the same bytes but must be asked about each time:
 * it is for pages that cannot know the hash, such as the development identity provider's.
 */
export function serveAssets(assets: Assets): Hono {
  const routes = new Hono()
  routes.get('/assets/:hash/:name', (c) => {
    const asset = assets.byName.get(c.req.param('name'))
    return asset && asset.hash === c.req.param('hash') ? sent(c, asset, FOR_EVER) : c.notFound()
  })
  routes.get('/assets/:name', (c) => {
    const asset = assets.byName.get(c.req.param('name'))
    return asset ? sent(c, asset, 'no-cache') : c.notFound()
  })
  return routes
}

function sent(c: Context, asset: Asset, cacheControl: string): Response {
  c.header('cache-control', cacheControl)
  c.header('etag', `"${asset.hash}"`)
  c.header('vary', 'accept-encoding')
  c.header('cross-origin-resource-policy', 'same-site')
  if (c.req.header('if-none-match')?.includes(`"${asset.hash}"`)) return c.body(null, 304)
  const { body, encoding } = smallest(asset, c.req.header('accept-encoding') ?? '')
  if (encoding) c.header('content-encoding', encoding)
  return c.body(body, 200, { 'content-type': asset.type })
}

function smallest(asset: Asset, accepted: string): { body: Uint8Array<ArrayBuffer>; encoding?: 'br' | 'gzip' } {
  if (/\bbr\b(?!\s*;\s*q=0(?![.\d]*[1-9]))/.test(accepted)) return { body: asset.brotli, encoding: 'br' }
  if (/\bgzip\b(?!\s*;\s*q=0(?![.\d]*[1-9]))/.test(accepted)) return { body: asset.gzip, encoding: 'gzip' }
  return { body: asset.plain }
}
