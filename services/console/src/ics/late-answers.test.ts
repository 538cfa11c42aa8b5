import type { PersonId } from '@oh/kernel'
import { describe, expect, it, vi } from 'vitest'
import { type AnswerError, AnswerRefused, GatewaySilent, TokenRefused } from '../gateway-client.ts'
import type { PageEvent, Visit } from '../page.ts'
import { lateAnswers } from './late-answers.ts'

const QUICK = { milliseconds: 5_000, pauseMilliseconds: 1, atOnce: 3 }
type Turn = boolean | Error | AnswerError
const late: AnswerError = { code: 'SPOKE_UNAVAILABLE', reason: 'TIMEOUT', path: 'trust.capacity' }

/** A visit whose members answer as it says, turn by turn; the last turn goes on for ever. */
function visitWith(turns: Readonly<Record<string, readonly Turn[]>>, person = 'lead') {
  const asked: string[] = []
  const askPartly = async (_document: unknown, { code }: { code: string }) => {
    const own = turns[code] ?? [false]
    const turn = own[Math.min(asked.filter((each) => each === code).length, own.length - 1)]
    asked.push(code)
    if (turn instanceof Error) throw turn
    const capacity = turn === true ? { asOf: 'now', openCases: { value: 45 } } : null
    const errors = turn === true ? [] : [turn || late]
    return { data: { trust: { capacity }, ics: { poolCapacity: capacity } }, errors }
  }
  return { asked, visit: { viewer: { person: person as PersonId }, askPartly } as unknown as Visit }
}
async function eventsOf(visit: Visit, waiting: string[], patience = QUICK, over = new AbortController().signal) {
  const sent: PageEvent[] = []
  await lateAnswers(visit, waiting, 'QT1', patience)(async (event) => void sent.push(event), over)
  return sent
}

describe('late answers', () => {
  it('are announced by code as they come, each once, and then it is over', async () => {
    const { visit, asked } = visitWith({ RX9: [false, false, true], RX1: [true], QT1: [false, true] })
    const sent = await eventsOf(visit, ['RX9', 'RX1', 'QT1'])
    expect(sent.map(({ data }) => data)).toEqual(['RX1', 'QT1', 'RX9', ''])
    expect(sent.at(-1)?.event).toBe('over')
    expect(asked.filter((code) => code === 'RX1')).toHaveLength(1)
  })

  it('carry an id and never a figure', async () => {
    const sent = await eventsOf(visitWith({ RX9: [true] }).visit, ['RX9'])
    expect(JSON.stringify(sent)).not.toContain('45')
  })

  it('are no more than three questions at once', async () => {
    let [now, most] = [0, 0]
    const askPartly = async () => {
      now += 1
      most = Math.max(most, now)
      await new Promise((turn) => setImmediate(turn))
      now -= 1
      return { data: { trust: { capacity: {} } }, errors: [] }
    }
    const visit = { viewer: { person: 'three' as PersonId }, askPartly } as unknown as Visit
    await eventsOf(visit, ['A', 'B', 'C', 'D', 'E', 'F', 'G'])
    expect(most).toBe(3)
  })

  it('end when time is up, with those who have not answered unsaid', async () => {
    const sent = await eventsOf(visitWith({}).visit, ['RX9'], { ...QUICK, milliseconds: 20 })
    expect(sent).toEqual([{ event: 'over', data: '' }])
  })

  it('end with their reader, and say nothing more', async () => {
    const gone = new AbortController()
    const { visit, asked } = visitWith({})
    const running = eventsOf(visit, ['RX9'], { ...QUICK, pauseMilliseconds: 60_000 }, gone.signal)
    gone.abort()
    expect(await running).toEqual([])
    expect(asked.length).toBeLessThanOrEqual(1)
  })

  it('go on through a gateway that is away or has enough, and end with the sign-in', async () => {
    const busy = [new GatewaySilent(false, 'x'), new AnswerRefused('TOO_MANY_REQUESTS', [], false), true]
    expect(await eventsOf(visitWith({ RX9: busy }).visit, ['RX9'])).toHaveLength(2)
    await expect(eventsOf(visitWith({ RX9: [new TokenRefused('ended')] }).visit, ['RX9'])).rejects.toThrow('ended')
  })

  it('leave nobody asking once the sign-in has ended', async () => {
    vi.useFakeTimers()
    try {
      const { visit } = visitWith({ RX9: [false], RX1: [new TokenRefused('ended')] })
      await expect(eventsOf(visit, ['RX9', 'RX1'], { ...QUICK, pauseMilliseconds: 60_000 })).rejects.toThrow('ended')
      expect(vi.getTimerCount()).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it.each([
    ['refuses', { ...late, reason: 'REFUSED' }],
    ['hides', { code: 'NOT_FOUND', path: 'trust.capacity' }],
    ['forbids', { code: 'FORBIDDEN', path: 'trust.capacity' }],
    ['is a version behind', { code: 'NOT_YET_AT_TRUST', path: 'trust.capacity' }],
  ])('are not asked for again of a member that %s', async (_what, refusal) => {
    const { visit, asked } = visitWith({ RX9: [false, refusal], RX1: [false, false, true] })
    const sent = await eventsOf(visit, ['RX9', 'RX1'])
    expect(sent.map(({ data }) => data)).toEqual(['RX1', ''])
    expect(asked.filter((code) => code === 'RX9')).toHaveLength(2)
  })

  it('are one stream for a person: a newer one ends the older', async () => {
    const older = eventsOf(visitWith({}, 'one').visit, ['RX9'], { ...QUICK, pauseMilliseconds: 60_000 })
    await eventsOf(visitWith({ RX9: [true] }, 'one').visit, ['RX9'])
    expect(await older).toEqual([{ event: 'over', data: '' }])
  })
})
