import { describe, expect, it } from 'vitest'
import { startTestConsole } from './testing/start-test-console.tsx'

describe('a download', () => {
  it('is a file for a spreadsheet that no cache keeps, byte order mark and all', async () => {
    await using console = await startTestConsole()
    const answer = await (await console.signedIn()).send('/table.csv')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="table.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    expect(Buffer.from(await answer.arrayBuffer()).toString('utf8')).toBe("\uFEFFname\r\n'=1+1\r\n")
  })

  it('is for whoever is signed in', async () => {
    await using console = await startTestConsole()
    const { status, headers } = await console.browser().send('/table.csv')
    expect([status, headers.get('location')]).toEqual([303, '/sign-in?to=%2Ftable.csv'])
  })
})

describe('a stream of events', () => {
  const asked = { headers: { accept: 'text/event-stream', 'sec-fetch-dest': 'empty' } }

  it('is for whoever is signed in: a script of anybody else gets nothing to follow', async () => {
    await using console = await startTestConsole()
    expect((await console.browser().send('/events', asked)).status).toBe(401)
  })

  it('sends each event as it comes, in no cache, and ends when the service stops', async () => {
    const console = await startTestConsole()
    const answer = await (await console.signedIn()).send('/events', asked)
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const reader = answer.body?.getReader()
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('event: answered\ndata: RT5\n\n')
    const stopping = console[Symbol.asyncDispose]()
    expect((await reader?.read())?.done).toBe(true)
    await stopping
    expect(console.saved).toEqual(['the stream is over'])
  })

  it('ends with its reader', async () => {
    await using console = await startTestConsole()
    const answer = await (await console.signedIn()).send('/events', asked)
    await answer.body?.cancel()
    await expect.poll(() => console.saved).toEqual(['the stream is over'])
  })
})
