import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLog } from '@oh/chassis'
import { readConsoleConfig, startConsole } from '@oh/console'
import { testDatabase } from '@oh/postgres/testing'
import { newKeyringFile } from '@oh/vault'
import { testBrowser } from '../../services/console/src/testing/browser.ts'
import { startTestIdentity } from '../../services/console/src/testing/identity.ts'
import { freePorts } from '../network/free-ports.ts'
import type { Network } from '../network/start-network.ts'

/** The console in front of a test network: pages and downloads as somebody signed in is sent them. */
export interface ConsoleOf extends AsyncDisposable {
  /** Signs somebody in, of that organisation; what opens resolves to the text of a page or a download. */
  as(person: string, organisation: string): Promise<(address: string) => Promise<string>>
}

const unhurried = { perSecond: 10_000, burst: 10_000 }

/**
 * Starts the console as it ships. Its people sign in with a provider of its own, so what it sends to the gateway goes by a
 * bridge that puts in the token that the network knows the same person by.
 */
export async function openConsole(net: Pick<Network, 'gatewayUrl' | 'identity'>): Promise<ConsoleOf> {
  const opened: (() => PromiseLike<void> | void)[] = []
  const folder = mkdtempSync(path.join(tmpdir(), 'oh-console-'))
  opened.push(() => rmSync(folder, { recursive: true }))
  const keyFile = path.join(folder, 'field-key.json')
  writeFileSync(keyFile, JSON.stringify(newKeyringFile()), { mode: 0o600 })
  const database = await testDatabase('console')
  opened.push(() => database[Symbol.asyncDispose]())
  const identity = await startTestIdentity()
  opened.push(() => identity[Symbol.asyncDispose]())
  const bridge = await openBridge(net)
  opened.push(() => bridge[Symbol.asyncDispose]())
  const port = await freePorts(1)
  const origin = `http://localhost:${port}`
  const service = await startConsole(
    readConsoleConfig({
      OH_HOST: '127.0.0.1',
      OH_PORT: String(port),
      OH_PROFILE: 'local',
      OH_DATABASE_URL: database.serviceUrl,
      OH_CONSOLE_URL: origin,
      OH_GATEWAY_URL: bridge.url,
      OH_IDENTITY_ISSUER: identity.issuer,
      OH_FIELD_KEY_FILE: keyFile,
    }),
    { pace: unhurried, log: createLog('console', () => undefined) },
  )
  opened.push(() => service[Symbol.asyncDispose]())
  return {
    as: async (person, organisation) => {
      identity.person = { sub: person, name: person, organisation }
      const browser = testBrowser(() => origin)
      await browser.open('/')
      return async (address) => {
        const { status, html } = await browser.open(address)
        if (status !== 200) throw new Error(`${address} answers ${person} with ${status}.`)
        return html
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const close of opened.toReversed()) await close()
    },
  }
}

async function openBridge({ gatewayUrl, identity }: Pick<Network, 'gatewayUrl' | 'identity'>) {
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [, person = ''] = (request.headers.authorization ?? '').split('.')
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await identity.token(person)}` }
    const answer = await fetch(`${gatewayUrl}${request.url}`, { method: 'POST', headers, body: Buffer.concat(chunks) })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}
