import { request } from 'node:http'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { assemble, commonSettings, createHealth, createLog, listen, readConfig } from './index.ts'

const quiet = createLog('test', () => undefined)

describe('settings', () => {
  it('report every fault at once, by variable, and never the value', () => {
    const read = () => readConfig(z.object(commonSettings), { OH_PORT: 'eighty', OH_DATABASE_URL: 'mysql://root:hunter2@db/x' })
    expect(read).toThrow(/OH_PORT.*\n.*OH_DATABASE_URL/s)
    expect(read).not.toThrow(/hunter2/)
  })
})

describe('a log line', () => {
  it('carries a fault by class and code and never by its words', () => {
    const lines: string[] = []
    const fault = new Error('select * from worker where name = Marta Nowak', {
      cause: Object.assign(new Error('x'), { code: '42P01' }),
    })
    createLog('test', (line) => void lines.push(line)).error('masked-fault', { fault, route: '/graphql' })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'masked-fault', fault: 'Error', code: '42P01', route: '/graphql' })
    expect(lines.join()).not.toContain('Marta')
  })
})

describe('a service under construction', () => {
  const part = (name: string, closed: string[]) => ({ [Symbol.asyncDispose]: async () => void closed.push(name) })

  it('closes its parts last first', async () => {
    const closed: string[] = []
    const service = await assemble(async (opened) => {
      opened.use(part('database', closed))
      opened.use(part('server', closed))
      return {}
    })
    await service[Symbol.asyncDispose]()
    expect(closed).toEqual(['server', 'database'])
  })

  it('closes what it had opened when it cannot be finished', async () => {
    const closed: string[] = []
    const building = assemble(async (opened) => {
      opened.use(part('database', closed))
      throw new Error('no key')
    })
    await expect(building).rejects.toThrow('no key')
    expect(closed).toEqual(['database'])
  })

  it('goes on closing when one part fails, and tells of it', async () => {
    const closed: string[] = []
    const service = await assemble(async (opened) => {
      opened.use(part('database', closed))
      opened.onStop(() => Promise.reject(new Error('stuck')))
      return {}
    })
    await expect(service[Symbol.asyncDispose]()).rejects.toThrow('stuck')
    expect(closed).toEqual(['database'])
  })
})

describe('an HTTP service', () => {
  const opened: AsyncDisposable[] = []
  afterEach(async () => {
    for (const each of opened.splice(0)) await each[Symbol.asyncDispose]()
  })
  async function start(app = new Hono().get('/', (c) => c.text('here'))) {
    const server = await listen(app, { host: '127.0.0.1', port: 0, log: quiet, drainMilliseconds: 200 })
    opened.push(server)
    return server
  }
  /** Bytes as they are, which fetch would not send. */
  const raw = (port: number, bytes: string) =>
    new Promise<string>((answered, failed) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
      })
      socket.on('end', () => answered(text))
      socket.on('close', () => answered(text))
      socket.on('error', failed)
    })

  it('answers 405 to a method it cannot take and 400 to two hosts, and lives on', async () => {
    const { port, url } = await start()
    expect(await raw(port, 'TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 405/)
    expect(await raw(port, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
    expect(await (await fetch(url)).text()).toBe('here')
  })

  const closing = 'Connection: close\r\n\r\n'
  it.each([
    ['a method of none', `BREW / HTTP/1.1\r\nHost: a\r\n${closing}`, /^HTTP\/1.1 40[05]/],
    ['CONNECT', `CONNECT a:443 HTTP/1.1\r\nHost: a\r\n${closing}`, /^$/],
    ['a host that is none', `GET / HTTP/1.1\r\nHost: a b\r\n${closing}`, /^HTTP\/1.1 400/],
    ['a host with a path', `GET / HTTP/1.1\r\nHost: a/b?c\r\n${closing}`, /^HTTP\/1.1 400/],
    ['no host', `GET / HTTP/1.1\r\n${closing}`, /^HTTP\/1.1 400/],
    ['an address that is none', `GET http://[ HTTP/1.1\r\nHost: a\r\n${closing}`, /^HTTP\/1.1 400/],
    ['an asterisk', `OPTIONS * HTTP/1.1\r\nHost: a\r\n${closing}`, /^HTTP\/1.1 4\d\d/],
    ['a length twice', `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n${closing}xx`, /^HTTP\/1.1 400/],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n${closing}0\r\n\r\n`,
      /^HTTP\/1.1 400/,
    ],
    ['a header of 20 KiB', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n${closing}`, /^HTTP\/1.1 431/],
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1.1 400/],
  ])('refuses %s and lives on', async (_what, bytes, answered) => {
    const { port, url } = await start()
    expect(await raw(port, bytes)).toMatch(answered)
    expect(await (await fetch(url)).text()).toBe('here')
  })

  it('gives up whoever sends headers for more than 5 s or a request for more than 10 s, and answers others meanwhile', async () => {
    const app = new Hono().get('/', (c) => c.text('here')).post('/', async (c) => c.text(await c.req.text()))
    app.onError((_fault, c) => c.body(null, 400))
    const { port, url } = await start(app)
    const began = performance.now()
    const within = async (bytes: string) => ({ text: await raw(port, bytes), seconds: (performance.now() - began) / 1000 })
    const slow = Promise.all([
      within('GET / HTTP/1.1\r\nHost: a\r\nX: '),
      within('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf'),
    ])
    expect(await (await fetch(url)).text()).toBe('here')
    const [headers, body] = await slow
    expect([headers.text, body.text]).toEqual([expect.stringMatching(/^HTTP\/1.1 408/), expect.stringMatching(/^HTTP\/1.1 408/)])
    expect(headers.seconds).toBeGreaterThan(4.9)
    expect(headers.seconds).toBeLessThan(body.seconds)
    expect(body.seconds).toBeGreaterThan(9.9)
  })

  it('refuses a port that is taken', async () => {
    const { port } = await start()
    await expect(listen(new Hono(), { host: '127.0.0.1', port, log: quiet })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('lets a request in flight finish when it stops', async () => {
    let finish = () => {}
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const app = new Hono().get('/slow', async (c) => {
      await new Promise<void>((done) => {
        finish = done
        begin()
      })
      return c.text('done')
    })
    const server = await listen(app, { host: '127.0.0.1', port: 0, log: quiet, drainMilliseconds: 20_000 })
    const reached = new Promise<string>((answered, failed) => {
      request(`${server.url}/slow`, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString()
        })
        response.on('end', () => answered(text))
      })
        .on('error', failed)
        .end()
    })
    await begun
    const stopped = server[Symbol.asyncDispose]()
    finish()
    expect(await reached).toBe('done')
    await stopped
  })
})

describe('health', () => {
  it('is ready while every check holds, names those that do not, and is not ready once it stops', async () => {
    let holds = true
    const health = createHealth('test', '1', [
      { name: 'database', check: async () => (holds ? undefined : Promise.reject(new Error('away'))) },
    ])
    const ask = async () => health.routes.request('/health/ready')
    expect((await ask()).status).toBe(200)
    holds = false
    expect(await (await ask()).json()).toMatchObject({ waitingFor: ['database'] })
    expect((await health.routes.request('/health/live')).status).toBe(200)
    holds = true
    health.stopping()
    expect((await ask()).status).toBe(503)
  })

  it('is ready though it warns of what will need a person, and says what', async () => {
    const health = createHealth('test', '1', [], () => ['The calendar ends.'])
    const answer = await health.routes.request('/health/ready')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ service: 'test', version: '1', waitingFor: [], warnings: ['The calendar ends.'] })
  })
})
