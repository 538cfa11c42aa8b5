import { setTimeout as wait } from 'node:timers/promises'

const LOOK_EVERY_MS = 100
const ANSWER_WITHIN_MS = 2_000

/** Asks `GET /health/ready` until it answers 200; false once `giveUp` says so. */
export async function waitUntilReady(url: string, giveUp: () => boolean): Promise<boolean> {
  while (!giveUp()) {
    if (await answersReady(url)) return true
    await wait(LOOK_EVERY_MS)
  }
  return false
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS), redirect: 'manual' })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false
  }
}
