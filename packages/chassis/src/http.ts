import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Log } from './log.ts'

export interface Listening extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

export interface ListenOptions {
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  readonly log: Log
  /** How long requests in flight may take to finish when the service stops. Default 20 s. */
  readonly drainMilliseconds?: number
}

/**
 * Serves a hono app with the limits every service keeps: headers within 5 s, whole request within 10 s, no second Host
 * header. Disposing stops accepting, lets requests in flight finish, then closes. Rejects with EADDRINUSE when the port
 * is taken.
 */
export async function listen(app: Hono, options: ListenOptions): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      requireHostHeader: true,
    },
    guarded(getRequestListener((request, env) => app.fetch(request, env))),
  )
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(options.port, options.host, () => {
      server.off('error', failed)
      ready()
    })
  })
  server.on('error', (fault) => options.log.error('server-fault', { fault }))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    url: `http://${options.host}:${port}`,
    port,
    [Symbol.asyncDispose]: () => drain(server, options.drainMilliseconds ?? 20_000),
  }
}

const IDLE_CHECK_MS = 20
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])

/** Refused before a Request is built: methods that it cannot be built from, and a doubled Host header. */
function guarded(handle: ReturnType<typeof getRequestListener>): ReturnType<typeof getRequestListener> {
  return async (request, response) => {
    const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
    if (!METHODS.has(request.method ?? '') || hosts > 1) {
      response.writeHead(hosts > 1 ? 400 : 405, { 'content-type': 'text/plain' }).end()
      return
    }
    await handle(request, response)
  }
}

function drain(server: Server, milliseconds: number): Promise<void> {
  return new Promise((closed) => {
    const cut = setTimeout(() => server.closeAllConnections(), milliseconds)
    // a connection kept alive becomes idle when its last answer is out, and would then hold the server open
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(idle)
      closed()
    })
    server.closeIdleConnections()
  })
}
