import { setTimeout as wait } from 'node:timers/promises'
import type { IcsCode } from '@oh/kernel'
import { instantOf, londonDateOf } from '@oh/kernel'
import { databasesOf, type FederationPlan, planFederation, type Say } from '@oh/local'
import type { Caller } from '../network/caller.ts'
import { chanceFrom } from './chance.ts'
import { brokenChains, compareStores, judge, type Store, undelivered } from './checks.ts'
import { startKilling, totalOf } from './killer.ts'
import { type RealFederation, startFederation } from './real-federation.ts'
import { type ClientCounts, stubbornCaller } from './stubborn-caller.ts'
import { type Acknowledged, answerAll, answersTo, escalateAll, type PreparedCase, prepareCases } from './traffic.ts'

export interface FaultsAsk {
  readonly escalations: number
  readonly seed: number
  /** A run with fewer kills proves nothing. */
  readonly leastKills: number
  readonly portBase: number
}

export interface FaultsReport {
  readonly acknowledged: number
  /** Acknowledged and read back at the trust with exactly one opinion whose signature holds. */
  readonly answered: number
  readonly lost: number
  readonly doubled: number
  readonly altered: number
  /** Messages still on their way when time was up, each with why. */
  readonly undelivered: readonly string[]
  readonly broken: readonly string[]
  readonly kills: ReadonlyMap<string, number>
  readonly clients: ClientCounts
  /** From the last kill until everything was answered and delivered. */
  readonly healedAfterMs: number
  readonly underFaultsMs: number
  /** Why the run is no proof, or what it found; empty when all is well. */
  readonly failures: readonly string[]
}

const ICS = 'QK1'
const NURSES: Readonly<Record<string, string>> = { RWE: 'nurse-rwe', RT5: 'nurse-rt5' }
const SPECIALISTS = ['specialist-qk1', 'specialist-2-qk1', 'specialist-3-qk1']
const HEALED_WITHIN_MS = 120_000
/** Killing goes on until so much of what was escalated is answered: the rest is answered while it heals. */
const ANSWERED_UNDER_FAULTS = 0.9
const LONGEST_RUN_MS = 30 * 60_000
const LOOK_AGAIN_MS = 250

/** The whole run: start, prepare, kill while people work, heal, look at everything, stop. */
export async function runFaults(ask: FaultsAsk, say: Say): Promise<FaultsReport> {
  await using federation = await startFederation(ask.portBase, ICS)
  say(`The federation runs; preparing ${ask.escalations} cases…`)
  const over = new AbortController()
  const limit = setTimeout(() => over.abort(), LONGEST_RUN_MS)
  try {
    return await work(federation, ask, say, over.signal)
  } catch (fault) {
    throw new Error(`the run broke off; last lines of the federation:\n${federation.lastLines().join('\n')}`, { cause: fault })
  } finally {
    clearTimeout(limit)
    over.abort()
  }
}

async function work(federation: RealFederation, ask: FaultsAsk, say: Say, over: AbortSignal): Promise<FaultsReport> {
  const clients: ClientCounts = { requests: 0, retried: 0, sentTwice: 0 }
  const chance = chanceFrom(ask.seed)
  const callerOf = (person: string) =>
    stubbornCaller(federation, person, clients, chanceFrom(Math.floor(chance() * 2 ** 32)), over)
  const callers = new Map(Object.entries(NURSES).map(([trust, person]) => [trust, callerOf(person)]))
  const numbers = Array.from({ length: ask.escalations }, (_, number) => number)
  const shares = [...callers].map(([trust, caller], at) =>
    prepareCases(
      caller,
      trust,
      numbers.filter((number) => number % callers.size === at),
    ),
  )
  const prepared = await Promise.all(shares)
  say(`Prepared. Killing with seed ${ask.seed}…`)
  const began = performance.now()
  const killer = startKilling(federation, chance)
  const isEnough = () => totalOf(killer.kills) >= ask.leastKills
  const broken = killer.running.then(() => new Promise<never>(() => undefined))
  const acknowledged = await Promise.race([underFaults(callers, callerOf, prepared, isEnough), broken])
  await killer.stop()
  const stopped = performance.now()
  say(`${totalOf(killer.kills)} kills, ${acknowledged.kept.length} acknowledged; healing…`)
  const stores = storesOf(planOf(ask.portBase))
  const answers = await healed(federation, stores, callers, acknowledged.kept)
  const healedAfterMs = performance.now() - stopped
  acknowledged.stop()
  await acknowledged.running
  const { answered, twice, altered } = judge(answers)
  const stored = await compareStores(federation, stores, acknowledged.kept)
  const found = {
    acknowledged: acknowledged.kept.length,
    answered,
    lost: Math.max(stored.lost, acknowledged.kept.length - answered - twice),
    doubled: Math.max(stored.doubled, twice),
    altered,
    undelivered: await undelivered(federation, stores),
    broken: await sealedChains(federation, stores),
    kills: killer.kills,
    clients,
    healedAfterMs,
    underFaultsMs: stopped - began,
  }
  return { ...found, failures: failuresIn(ask, found) }
}

/** Nurses escalate and specialists answer; resolves when every case is acknowledged, most are answered, and enough was killed. */
async function underFaults(
  callers: ReadonlyMap<string, Caller>,
  callerOf: (person: string) => Caller,
  prepared: readonly (readonly PreparedCase[])[],
  isEnough: () => boolean,
) {
  const kept: Acknowledged[] = []
  const answered = new Set<string>()
  let isOver = false
  const running = Promise.all(SPECIALISTS.map((person) => answerAll(callerOf(person), ICS, person, answered, () => isOver)))
  const escalating = prepared.map((cases) => {
    const caller = callers.get(cases[0]?.trust ?? '')
    return caller ? escalateAll(caller, cases, kept) : undefined
  })
  const isDone = async () => {
    await Promise.all(escalating)
    while (!isEnough() || answered.size < ANSWERED_UNDER_FAULTS * kept.length) await wait(LOOK_AGAIN_MS)
  }
  await Promise.race([isDone(), running])
  return {
    kept,
    running,
    stop: () => {
      isOver = true
    },
  }
}

/** The answers at the trusts, once there is one to everything and nothing is on its way; what there is when time is up. */
async function healed(
  federation: RealFederation,
  stores: readonly Store[],
  callers: ReadonlyMap<string, Caller>,
  acknowledged: readonly Acknowledged[],
) {
  const answers = new Map<Acknowledged, readonly string[]>()
  for (const until = performance.now() + HEALED_WITHIN_MS; ; ) {
    for (const each of acknowledged) {
      const caller = callers.get(each.trust)
      if (caller && (answers.get(each)?.length ?? 0) === 0) answers.set(each, await answersTo(caller, each))
    }
    const isHealed =
      [...answers.values()].every(({ length }) => length > 0) && (await undelivered(federation, stores)).length === 0
    if (isHealed || performance.now() > until) return answers
    await wait(LOOK_AGAIN_MS)
  }
}

const SEALED_WITHIN_MS = 20_000

/** Entries are sealed each second: a chain is looked at again until the last of them are in. */
async function sealedChains(federation: RealFederation, stores: readonly Store[]): Promise<string[]> {
  for (const until = performance.now() + SEALED_WITHIN_MS; ; ) {
    const broken = await brokenChains(federation, stores)
    if (broken.length === 0 || performance.now() > until) return broken
    await wait(1_000)
  }
}

function planOf(portBase: number): FederationPlan {
  return planFederation({ ics: [ICS as IcsCode], enrolled: [], portBase, today: londonDateOf(instantOf(Date.now())) })
}

function storesOf(plan: FederationPlan): Store[] {
  return databasesOf(plan).flatMap(({ service, name, holder }) =>
    service === 'console' ? [] : [{ kind: service, name, holder }],
  )
}

function failuresIn(ask: FaultsAsk, found: Omit<FaultsReport, 'failures'>): string[] {
  const against: readonly [boolean, string][] = [
    [totalOf(found.kills) < ask.leastKills, `only ${totalOf(found.kills)} kills of at least ${ask.leastKills}`],
    [found.acknowledged < ask.escalations, `only ${found.acknowledged} escalations of ${ask.escalations}`],
    [found.answered < found.acknowledged, `${found.acknowledged - found.answered} not answered exactly once`],
    [found.lost > 0, `${found.lost} lost`],
    [found.doubled > 0, `${found.doubled} doubled`],
    [found.altered > 0, `${found.altered} altered`],
    [found.undelivered.length > 0, `not delivered: ${found.undelivered.join('; ')}`],
    [found.broken.length > 0, `audit chains: ${found.broken.join('; ')}`],
    [found.healedAfterMs > HEALED_WITHIN_MS, `not healed within ${HEALED_WITHIN_MS / 1000} s`],
  ]
  return against.flatMap(([applies, words]) => (applies ? [words] : []))
}
