import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hiddenFields } from '../testing/browser.ts'
import { startTestConsole, type TestConsole } from '../testing/start-test-console.tsx'

const MINUTE = 60_000
const asha = { sub: 'nurse-rx1', name: 'Asha Mistry', organisation: 'RX1' }
const ben = { sub: 'nurse-rk5', name: 'Ben Okafor', organisation: 'RK5' }
// everything a form may carry: quotes, markup, line ends, letters beyond ASCII, a field twice
const note = 'Sleep "poor" & <b>worse</b>\r\nsince Łódź 👩‍⚕️'

let console: TestConsole
beforeAll(async () => {
  console = await startTestConsole()
})
afterAll(() => console[Symbol.asyncDispose]())

describe('after 15 minutes without activity', () => {
  it('nothing happens a moment earlier', async () => {
    const browser = await console.signedIn(asha)
    console.later(15 * MINUTE - 1)
    expect((await browser.open('/worklist')).heading).toBe('Note')
    console.later(15 * MINUTE - 1)
    expect((await browser.open('/worklist')).heading).toBe('Note')
  })

  it('the page locks, and the same person goes on where he was, under a new id', async () => {
    const browser = await console.signedIn(asha)
    const before = browser.cookies.get('oh_sign_in')
    console.later(15 * MINUTE)
    const locked = await browser.open('/worklist?show=late')
    expect(locked).toMatchObject({ heading: 'This page is locked' })
    expect(locked.html).not.toContain('Asha')
    const again = /href="(\/sign-in\?flight=[^"]+)"/.exec(locked.html)?.[1] ?? ''
    expect((await browser.open(again)).url).toBe('/worklist?show=late')
    expect(console.identity.asked[0]?.get('login_hint')).toBe('nurse-rx1')
    expect(browser.cookies.get('oh_sign_in')).not.toBe(before)
    expect(await console.admin`select 1 from sign_in where locked_at is not null`).toHaveLength(0)
  })
})

it('after 8 hours the page locks, however active the person was', async () => {
  const browser = await console.signedIn(asha)
  for (let minutes = 0; minutes < 479; minutes += 10) {
    expect((await browser.send('/still-here', { form: {} })).status).toBe(403)
    console.later(10 * MINUTE)
  }
  expect((await browser.open('/worklist')).heading).toBe('This page is locked')
})

describe('a form sent after the page had locked', () => {
  const sendLate = async () => {
    const browser = await console.signedIn(asha)
    const page = await browser.open('/worklist')
    console.later(20 * MINUTE)
    const locked = await browser.submit(page, '/worklist', { note })
    return { browser, page, locked, again: /href="(\/sign-in\?flight=[^"]+)"/.exec(locked.html)?.[1] ?? '' }
  }

  it('is kept sealed and sent by the same person after signing in, to the letter and once', async () => {
    console.saved.length = 0
    const { browser, locked, again } = await sendLate()
    expect(locked).toMatchObject({ heading: 'This page is locked' })
    expect(locked.html).toContain('it is not lost')
    expect(console.saved).toEqual([])
    const rows = await console.admin`select encode(contents, 'escape') as contents from sign_in_flight`
    expect(JSON.stringify(rows)).not.toMatch(/Sleep|worse/)

    const back = await browser.open(again)
    expect(back.heading).toBe('You are signed in again')
    const done = await browser.submit(back, '/worklist')
    expect(done).toMatchObject({ url: '/worklist' })
    expect(done.html).toContain('Your note was saved')
    expect(console.saved).toEqual([`nurse-rx1: ${note.replace('\r\n', '\n')}`])
    expect((await browser.open(back.url)).url).toBe('/worklist')
  })

  it('is not shown to another person, who gets a new sign-in and nothing of the old', async () => {
    console.saved.length = 0
    const { browser, page, again } = await sendLate()
    console.identity.person = ben
    const home = await browser.open(again)
    expect(home.heading).toBe('Note')
    expect(home.html).toContain('Ben Okafor')
    const flight = new URL(again, console.origin).searchParams.get('flight') ?? ''
    expect((await browser.open(`/carry-on?flight=${flight}`)).html).not.toContain('Sleep')
    expect((await browser.submit(page, '/worklist', { note })).status).toBe(403)
    expect(console.saved).toEqual([])
  })

  it('is not kept when it came from elsewhere', async () => {
    const browser = await console.signedIn(asha)
    await browser.open('/worklist')
    console.later(20 * MINUTE)
    const before = await console.admin`select id_hash from sign_in_flight`
    const forged = await browser.send('/worklist', { form: { note: 'x', 'form-token': 'x' } })
    expect(forged.status).toBe(403)
    const after = await console.admin`select id_hash from sign_in_flight`
    expect(after).toEqual(before)
  })
})

describe('a script of a page that is locked or signed out', () => {
  it('is answered 401 and leaves nothing behind, however often it asks', async () => {
    const browser = await console.signedIn(asha)
    const form = { ...hiddenFields((await browser.open('/worklist')).html, '/worklist'), note }
    console.later(20 * MINUTE)
    const kept = () => console.admin`select id_hash from sign_in_flight`
    const before = await kept()
    const script = { headers: { 'sec-fetch-dest': 'empty' } }
    for (let at = 0; at < 3; at += 1) expect((await browser.send('/worklist', { form, ...script })).status).toBe(401)
    expect((await browser.send('/worklist', script)).status).toBe(401)
    browser.cookies.clear()
    expect((await browser.send('/worklist', { form, ...script })).status).toBe(401)
    expect(await kept()).toEqual(before)
  })
})

describe('a page that stayed open through the lock', () => {
  it('still sends its form once the same person has signed in again in another tab', async () => {
    console.saved.length = 0
    const browser = await console.signedIn(asha)
    const open = await browser.open('/worklist')
    console.later(20 * MINUTE)
    expect((await browser.open('/sign-in?to=%2Fsigned-in-again')).heading).toBe('You are signed in again')
    expect((await browser.send('/still-here', { form: hiddenFields(open.html, '/worklist') })).status).toBe(204)
    await browser.submit(open, '/worklist', { note: 'after all' })
    expect(console.saved).toEqual(['nurse-rx1: after all'])
  })

  it('does not open for anybody else', async () => {
    const browser = await console.signedIn(asha)
    const open = await browser.open('/worklist')
    console.later(20 * MINUTE)
    expect((await browser.send('/still-here', { form: hiddenFields(open.html, '/worklist') })).status).toBe(401)
    console.identity.person = ben
    await browser.open('/sign-in?to=%2Fsigned-in-again')
    expect((await browser.send('/still-here', { form: hiddenFields(open.html, '/worklist') })).status).toBe(403)
    console.identity.person = asha
  })
})

describe('the person’s token', () => {
  it('is renewed shortly before it expires, once for requests at the same time', async () => {
    const browser = await console.signedIn(asha)
    console.identity.refreshed.length = 0
    console.gateway.tokens.length = 0
    for (let round = 0; round < 2; round += 1) {
      console.later(7.2 * MINUTE)
      await Promise.all([browser.open('/trusts/RX1'), browser.open('/trusts/RX1'), browser.open('/trusts/RX1')])
    }
    expect(console.identity.refreshed).toHaveLength(1)
    expect(new Set(console.gateway.tokens).size).toBe(2)
  })

  it('no longer honoured means signing in again, with the page kept', async () => {
    const browser = await console.signedIn(asha)
    console.later(14.5 * MINUTE)
    console.identity.revoked = true
    expect((await browser.open('/trusts/RX1')).heading).toBe('This page is locked')
    console.identity.revoked = false
    expect((await browser.open('/worklist')).heading).toBe('This page is locked')
  })

  it('refused by the gateway means signing in again', async () => {
    const browser = await console.signedIn(asha)
    console.gateway.status = 401
    expect((await browser.open('/trusts/RX1')).heading).toBe('This page is locked')
    console.gateway.status = 200
  })
})
