import type { PersonId } from '@oh/kernel'
import { AnswerRefused, GatewaySilent } from '../gateway-client.ts'
import { graphql } from '../graphql.ts'
import type { RunEvents, Visit } from '../page.ts'
import { mayAnswerLate } from './silence-words.ts'

const TRUST_ANSWERS = graphql(`query TrustAnswers($code: ID!) { trust(odsCode: $code) { capacity { asOf } } }`)
const POOL_ANSWERS = graphql(`query PoolAnswers($code: ID!) { ics(code: $code) { poolCapacity { asOf } } }`)

/** How long a page waits for late answers, how long between two questions to one member, and how many are asked at once. */
export interface Patience {
  readonly milliseconds: number
  readonly pauseMilliseconds: number
  readonly atOnce: number
}
const PATIENCE: Patience = { milliseconds: 60_000, pauseMilliseconds: 1_500, atOnce: 3 }

/** One stream for a person: a newer one ends the older. */
const streams = new Map<PersonId, AbortController>()

/**
 * Asks members that were silent again, each until it answers or refuses, and sends its code as it answers: no figure passes
 * here. Ends with `over` when nobody is waited for or time is up. `pool` is the code by which the pool of the system is meant.
 */
export function lateAnswers(visit: Visit, waiting: readonly string[], pool: string, patience = PATIENCE): RunEvents {
  return async (send, over) => {
    const { person } = visit.viewer
    streams.get(person)?.abort()
    const own = new AbortController()
    streams.set(person, own)
    const end = AbortSignal.any([over, own.signal, AbortSignal.timeout(patience.milliseconds)])
    const queue = [...waiting]
    const askInTurn = async () => {
      for (let code = queue.shift(); code !== undefined && !end.aborted; code = queue.shift()) {
        const answer = await answerOf(visit, code, code === pool)
        if (answer === 'answered') await send({ event: 'answered', data: code })
        if (answer === 'not-yet') {
          await pause(patience.pauseMilliseconds, end)
          queue.push(code)
        }
      }
    }
    try {
      await Promise.all(Array.from({ length: patience.atOnce }, askInTurn))
      if (!over.aborted) await send({ event: 'over', data: '' })
    } finally {
      // one worker may have thrown while the others still ask
      own.abort()
      if (streams.get(person) === own) streams.delete(person)
    }
  }
}

/** A gateway that is away or has been asked too often counts as no answer yet; an ended sign-in ends the stream. */
async function answerOf(visit: Visit, code: string, isPool: boolean): Promise<'answered' | 'not-yet' | 'refused'> {
  try {
    const { capacity, errors } = await (isPool ? askPool(visit, code) : askTrust(visit, code))
    if (capacity) return 'answered'
    return mayAnswerLate(errors[0]?.reason) ? 'not-yet' : 'refused'
  } catch (fault) {
    if (fault instanceof GatewaySilent || fault instanceof AnswerRefused) return 'not-yet'
    throw fault
  }
}

async function askTrust(visit: Visit, code: string) {
  const { data, errors } = await visit.askPartly(TRUST_ANSWERS, { code })
  return { capacity: data?.trust?.capacity, errors }
}

async function askPool(visit: Visit, code: string) {
  const { data, errors } = await visit.askPartly(POOL_ANSWERS, { code })
  return { capacity: data?.ics?.poolCapacity, errors }
}

function pause(milliseconds: number, end: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const stop = () => {
      clearTimeout(timer)
      end.removeEventListener('abort', stop)
      done()
    }
    const timer = setTimeout(stop, milliseconds)
    if (end.aborted) stop()
    else end.addEventListener('abort', stop, { once: true })
  })
}
