import { randomInt } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLog } from '@oh/chassis'
import { addMilliseconds, type Instant, instantOf } from '@oh/kernel'
import { testDatabase } from '@oh/postgres/testing'
import { newKeyringFile } from '@oh/vault'
import { readConsoleConfig } from '../config.ts'
import { type ConsoleOverrides, startConsole } from '../console.ts'
import { csvOf } from '../figures/csv.ts'
import { graphql } from '../graphql.ts'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { download, events, type PageRoute, page, seeOther } from '../page.ts'
import { type TestBrowser, testBrowser } from './browser.ts'
import { startTestIdentity, type TestIdentity } from './identity.ts'

const TRUST_NAME = graphql(`query TestTrustName($code: ID!) { trust(odsCode: $code) { name } }`)

/** Pages of a test: a form for a note, what was saved, and a page that asks the graph. */
function testPages(saved: string[]): PageRoute[] {
  return [
    {
      method: 'GET',
      path: '/worklist',
      answer: ({ notice }) =>
        page({
          title: 'Note',
          section: '/worklist',
          body: (
            <>
              <h1>Note</h1>
              <p>{notice === 'saved' ? 'Your note was saved' : ''}</p>
              <Form action="/worklist">
                <Textarea name="note" label="Note" limit={600} />
                <Button>Save</Button>
              </Form>
            </>
          ),
        }),
    },
    {
      method: 'POST',
      path: '/worklist',
      answer: ({ form, viewer }) => {
        saved.push(`${viewer.person}: ${form.text('note')}`)
        return seeOther('/worklist', 'saved')
      },
    },
    {
      method: 'GET',
      path: '/trusts/:code',
      answer: async ({ ask, param }) => {
        const { trust } = await ask(TRUST_NAME, { code: param('code') })
        return page({ title: 'Trust', body: <h1>{trust?.name}</h1> })
      },
    },
    {
      method: 'POST',
      path: '/trusts/:code',
      answer: async ({ ask, form, param }) => {
        await ask(TRUST_NAME, { code: param('code') })
        saved.push(form.text('note'))
        return seeOther('/worklist', 'saved')
      },
    },
    {
      method: 'GET',
      path: '/where',
      answer: ({ viewer: { organisation, ownOrganisation = 'none' } }) =>
        page({
          title: 'Where',
          body: (
            <>
              <h1>{`${organisation}, own: ${ownOrganisation}`}</h1>
              <Form action="/where">
                <Button>Go</Button>
              </Form>
            </>
          ),
        }),
    },
    {
      method: 'POST',
      path: '/where',
      answer: async ({ form, workAt }) => {
        await workAt(form.text('to') || undefined)
        return seeOther('/where')
      },
    },
    {
      method: 'GET',
      path: '/things/:id',
      answer: ({ param }) => page({ title: 'Thing', body: <h1>Thing {param('id')}</h1> }),
    },
    {
      method: 'GET',
      path: '/table.csv',
      answer: () => download('table.csv', csvOf(['name'], [['=1+1']])),
    },
    {
      method: 'GET',
      path: '/events',
      answer: () =>
        events(async (send, over) => {
          await send({ event: 'answered', data: 'RT5' })
          await new Promise((ended) => over.addEventListener('abort', ended, { once: true }))
          saved.push('the stream is over')
        }),
    },
    {
      method: 'GET',
      path: '/broken',
      answer: () => {
        throw new Error('select text from note where worker = 7')
      },
    },
  ]
}

export interface TestConsole extends AsyncDisposable {
  readonly origin: string
  readonly identity: TestIdentity
  /** What the test page's form saved, oldest first. */
  readonly saved: string[]
  /** Log lines. */
  readonly lines: string[]
  /** What the gateway answers, and the tokens it was asked with. */
  readonly gateway: { answer: unknown; status: number; readonly tokens: string[] }
  readonly admin: Awaited<ReturnType<typeof testDatabase>>['admin']
  later(milliseconds: number): void
  browser(): TestBrowser
  /** A browser in which somebody has signed in. */
  signedIn(person?: TestIdentity['person']): Promise<TestBrowser>
}

/** The console as it ships, on a database of its own, with a provider and a gateway at the far end and a clock of ours. */
export async function startTestConsole(overrides: Pick<ConsoleOverrides, 'pace'> = {}): Promise<TestConsole> {
  let now: Instant = instantOf(Date.now())
  const folder = await mkdtemp(path.join(tmpdir(), 'oh-console-'))
  const keyFile = path.join(folder, 'field-key.json')
  await writeFile(keyFile, JSON.stringify(newKeyringFile()), { mode: 0o600 })
  const database = await testDatabase('console', { clock: () => now })
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const identity = await startTestIdentity()
  const gateway = {
    answer: { data: { me: { roles: [] }, trust: { viewer: { roles: [{ role: 'oh-nurse' }] } } } } as unknown,
    status: 200,
    tokens: [] as string[],
  }
  const gatewayServer = createServer((request, response) => {
    gateway.tokens.push(request.headers.authorization ?? '')
    response.writeHead(gateway.status, { 'content-type': 'application/json' }).end(JSON.stringify(gateway.answer))
  })
  await new Promise<void>((ready) => gatewayServer.listen(0, '127.0.0.1', ready))
  const address = gatewayServer.address()
  const saved: string[] = []
  const lines: string[] = []
  const service = await startConsole(
    readConsoleConfig({
      OH_HOST: '127.0.0.1',
      OH_PORT: String(port),
      OH_PROFILE: 'local',
      OH_DATABASE_URL: database.serviceUrl,
      OH_CONSOLE_URL: origin,
      OH_GATEWAY_URL: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      OH_IDENTITY_ISSUER: identity.issuer,
      OH_FIELD_KEY_FILE: keyFile,
    }),
    { ...overrides, clock: () => now, log: createLog('console', (line) => lines.push(line)), pages: testPages(saved) },
  )
  const browser = () => testBrowser(() => origin)
  return {
    origin,
    identity,
    saved,
    lines,
    gateway,
    admin: database.admin,
    later: (milliseconds) => {
      now = addMilliseconds(now, milliseconds)
    },
    browser,
    signedIn: async (person) => {
      if (person) identity.person = person
      const opened = browser()
      await opened.open('/')
      return opened
    },
    [Symbol.asyncDispose]: async () => {
      await service[Symbol.asyncDispose]()
      await identity[Symbol.asyncDispose]()
      await new Promise((closed) => {
        gatewayServer.close(closed)
        gatewayServer.closeAllConnections()
      })
      await database[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** Below the range from which the system takes ports for outgoing connections, which would take ours before we listen. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
  })
}
