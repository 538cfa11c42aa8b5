import type { MiddlewareHandler } from 'hono'

/**
 * The content security policy of every page: nothing inline, nothing from elsewhere. Signing out is a form that ends at
 * the identity provider, so its origin is the one other place a form may lead to.
 */
function contentSecurityPolicy(identityOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'none'",
    "connect-src 'self'",
    "object-src 'none'",
    `form-action 'self' ${identityOrigin}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Sets the response headers on everything; pages are never kept by a cache. */
export function securityHeaders({
  identityOrigin,
  https,
}: {
  readonly identityOrigin: string
  readonly https: boolean
}): MiddlewareHandler {
  const always: readonly (readonly [string, string])[] = [
    ['content-security-policy', contentSecurityPolicy(identityOrigin)],
    ['x-content-type-options', 'nosniff'],
    // addresses hold case ids; our own origin alone sees where a request came from, and forms still say their origin
    ['referrer-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'],
    ...(https ? ([['strict-transport-security', 'max-age=63072000; includeSubDomains']] as const) : []),
  ]
  return async (c, next) => {
    await next()
    for (const [name, value] of always) c.header(name, value)
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    if (!c.res.headers.has('cross-origin-resource-policy')) c.header('cross-origin-resource-policy', 'same-origin')
  }
}
