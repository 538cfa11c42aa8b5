import { setTimeout as wait } from 'node:timers/promises'
import type { IcsCode } from '@oh/kernel'
import { instantOf, londonDateOf } from '@oh/kernel'
import { databasesOf, planFederation, type Say } from '@oh/local'
import type { Caller } from '../network/caller.ts'
import { chanceFrom } from './chance.ts'
import { brokenChains, opinionsAtHome, readLedgers, type Store, undelivered } from './checks.ts'
import { type Finding, judge } from './judge.ts'
import { startKilling, totalOf } from './killer.ts'
import type { Acknowledged, PreparedCase } from './questions.ts'
import { DATABASE_SERVER, type RealFederation, startFederation } from './real-federation.ts'
import { type ClientCounts, stubbornCaller } from './stubborn-caller.ts'
import { answerAll, answersTo, escalateAll, prepareCases } from './traffic.ts'

export interface FaultsAsk {
  readonly escalations: number
  readonly seed: number
  /** A run with fewer kills proves nothing, nor does one in which some process was hardly ever killed. */
  readonly leastKills: number
  readonly leastOfEach: number
  readonly portBase: number
}

export interface ProcessCount {
  readonly name: string
  readonly kills: number
  /** As the supervisor counts them; the database server mends itself. */
  readonly restarts?: number
}

export interface FaultsReport {
  readonly acknowledged: number
  /** What was lost, doubled, altered, disordered or forged. */
  readonly findings: readonly Finding[]
  /** Messages still on their way when time was up, each with why. */
  readonly undelivered: readonly string[]
  readonly broken: readonly string[]
  readonly processes: readonly ProcessCount[]
  readonly messages: { readonly sent: number; readonly sentAgain: number }
  readonly clients: ClientCounts
  /** From the last kill until every opinion was home and every message delivered. */
  readonly drainedAfterMs: number
  readonly underFaultsMs: number
  /** Why the run is no proof, or what it found; empty when all is well. */
  readonly failures: readonly string[]
}

const ICS = 'QK1'
const NURSES: Readonly<Record<string, string>> = { RWE: 'nurse-rwe', RT5: 'nurse-rt5' }
const SPECIALISTS = ['specialist-qk1', 'specialist-2-qk1', 'specialist-3-qk1']
const DRAINED_WITHIN_MS = 300_000
/** Killing goes on until so much of what was escalated is answered: the rest is answered while it heals. */
const ANSWERED_UNDER_FAULTS = 0.9
const LONGEST_RUN_MS = 20 * 60_000
const LOOK_AGAIN_MS = 250
const SAY_EVERY_MS = 15_000

/** The whole run: start, prepare, kill while people work, let it heal, look at everything, stop. Aborting breaks it off. */
export async function runFaults(ask: FaultsAsk, say: Say, abort: AbortSignal): Promise<FaultsReport> {
  await using federation = await startFederation(ask.portBase, ICS)
  say(`The federation runs; preparing ${ask.escalations} cases…`)
  const over = AbortSignal.any([abort, AbortSignal.timeout(LONGEST_RUN_MS)])
  over.throwIfAborted()
  const brokenOff = new Promise<never>((_, reject) => {
    over.addEventListener('abort', () => reject(new Error('it was broken off, or took too long')), { once: true })
  })
  try {
    return await Promise.race([work(federation, ask, say, over), brokenOff])
  } catch (fault) {
    throw new Error(`the run broke off; last lines of the federation:\n${federation.lastLines().join('\n')}`, { cause: fault })
  }
}

async function work(federation: RealFederation, ask: FaultsAsk, say: Say, over: AbortSignal): Promise<FaultsReport> {
  const clients: ClientCounts = { requests: 0, retried: 0, sentTwice: 0 }
  const chance = chanceFrom(ask.seed)
  const callerOf = (person: string) =>
    stubbornCaller(federation, person, clients, chanceFrom(Math.floor(chance() * 2 ** 32)), over)
  const callers = new Map(Object.entries(NURSES).map(([trust, person]) => [trust, callerOf(person)]))
  const prepared = await prepareAll(callers, ask.escalations)
  say(`Prepared. Killing with seed ${ask.seed}…`)
  const began = performance.now()
  const names = [...(await federation.services()).map(({ name }) => name), DATABASE_SERVER]
  const traffic = startTraffic(callers, callerOf, prepared)
  const killer = startKilling(federation, chance, () => 2 * ask.escalations - traffic.kept.length - traffic.answered.size)
  const killsOf = (name: string) => killer.kills.get(name) ?? 0
  const isEnough = () => names.every((name) => killsOf(name) >= ask.leastOfEach) && totalOf(killer.kills) >= ask.leastKills
  const progress = () => `${totalOf(killer.kills)} kills, ${traffic.kept.length} acknowledged, ${traffic.answered.size} answered`
  const teller = setInterval(() => say(progress()), SAY_EVERY_MS)
  const broken = killer.running.then(() => new Promise<never>(() => undefined))
  try {
    await Promise.race([traffic.mostIsDone(isEnough, over), broken])
  } finally {
    clearInterval(teller)
    await killer.stop()
  }
  const stopped = performance.now()
  say(`${progress()}; healing…`)
  const stores = storesOf(ask.portBase)
  await drained(federation, stores, traffic.kept.length)
  const drainedAfterMs = performance.now() - stopped
  await traffic.stop()
  say(`Drained after ${(drainedAfterMs / 1000).toFixed(1)} s; looking at everything…`)
  const answers = await readAnswers(callers, traffic.kept)
  const ledgers = await readLedgers(federation, stores)
  const sent = ledgers.flatMap((ledger) => ledger.sent)
  const found = {
    acknowledged: traffic.kept.length,
    findings: judge({ acknowledged: traffic.kept, answers, ledgers }),
    undelivered: await undelivered(federation, stores),
    broken: await sealedChains(federation, stores),
    processes: (await federation.services())
      .map(({ name, restarts }): ProcessCount => ({ name, kills: killsOf(name), restarts }))
      .concat({ name: DATABASE_SERVER, kills: killsOf(DATABASE_SERVER) }),
    messages: { sent: sent.length, sentAgain: sent.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0) },
    clients,
    drainedAfterMs,
    underFaultsMs: stopped - began,
  }
  return { ...found, failures: failuresIn(ask, found) }
}

/** A case with consent for every escalation, shared out among the trusts. */
async function prepareAll(callers: ReadonlyMap<string, Caller>, escalations: number): Promise<PreparedCase[][]> {
  const numbers = Array.from({ length: escalations }, (_, number) => number)
  const shares = [...callers].map(([trust, caller], at) =>
    prepareCases(
      caller,
      trust,
      numbers.filter((number) => number % callers.size === at),
    ),
  )
  return Promise.all(shares)
}

interface Traffic {
  readonly kept: readonly Acknowledged[]
  readonly answered: ReadonlySet<string>
  /** Resolves when every case is acknowledged, most are answered, and enough was killed. */
  mostIsDone(isEnough: () => boolean, over: AbortSignal): Promise<void>
  stop(): Promise<void>
}

/** Nurses escalate and specialists answer, until told to stop. */
function startTraffic(
  callers: ReadonlyMap<string, Caller>,
  callerOf: (person: string) => Caller,
  prepared: readonly (readonly PreparedCase[])[],
): Traffic {
  const kept: Acknowledged[] = []
  const answered = new Set<string>()
  let isOver = false
  const answering = Promise.all(SPECIALISTS.map((person) => answerAll(callerOf(person), ICS, person, answered, () => isOver)))
  const escalating = Promise.all(
    prepared.map((cases) => {
      const caller = callers.get(cases[0]?.trust ?? '')
      return caller ? escalateAll(caller, cases, kept) : undefined
    }),
  )
  const most = async (isEnough: () => boolean, over: AbortSignal) => {
    await escalating
    while (!isEnough() || answered.size < ANSWERED_UNDER_FAULTS * kept.length)
      await wait(LOOK_AGAIN_MS, undefined, { signal: over })
  }
  return {
    kept,
    answered,
    mostIsDone: (isEnough, over) => Promise.race([most(isEnough, over), answering.then(() => undefined)]),
    stop: async () => {
      isOver = true
      await answering
    },
  }
}

/** Resolves once every opinion is at home and nothing is on its way, or when time is up. */
async function drained(federation: RealFederation, stores: readonly Store[], escalations: number): Promise<void> {
  const isDrained = async () =>
    (await opinionsAtHome(federation, stores)) >= escalations && (await undelivered(federation, stores)).length === 0
  for (const until = performance.now() + DRAINED_WITHIN_MS; performance.now() < until; await wait(LOOK_AGAIN_MS)) {
    // the database server may still be recovering from its last crash
    if (await isDrained().catch(() => false)) return
  }
}

/** What the nurses of all trusts read as answers, by escalation. */
async function readAnswers(
  callers: ReadonlyMap<string, Caller>,
  acknowledged: readonly Acknowledged[],
): Promise<Map<string, string[]>> {
  const answers = new Map<string, string[]>()
  const readAll = async (trust: string, caller: Caller) => {
    for (const each of acknowledged) if (each.trust === trust) answers.set(each.id, await answersTo(caller, each))
  }
  await Promise.all([...callers].map(([trust, caller]) => readAll(trust, caller)))
  return answers
}

const SEALED_WITHIN_MS = 120_000

/** Entries are sealed each second: a chain is looked at again until the last of them are in. */
async function sealedChains(federation: RealFederation, stores: readonly Store[]): Promise<string[]> {
  for (const until = performance.now() + SEALED_WITHIN_MS; ; ) {
    const broken = await brokenChains(federation, stores)
    if (broken.length === 0 || performance.now() > until) return broken
    await wait(1_000)
  }
}

function storesOf(portBase: number): Store[] {
  const today = londonDateOf(instantOf(Date.now()))
  const plan = planFederation({ ics: [ICS as IcsCode], enrolled: [], portBase, today })
  return databasesOf(plan).flatMap(({ service, name, holder }) =>
    service === 'console' ? [] : [{ kind: service, name, holder }],
  )
}

const FINDINGS_SHOWN = 10

function failuresIn(ask: FaultsAsk, found: Omit<FaultsReport, 'failures'>): string[] {
  const kills = found.processes.reduce((sum, process) => sum + process.kills, 0)
  const spared = found.processes.filter((process) => process.kills < ask.leastOfEach).map(({ name }) => name)
  const shown = found.findings.slice(0, FINDINGS_SHOWN).map(({ kind, what }) => `${kind}: ${what}`)
  const more = found.findings.length - shown.length
  return [
    ...(kills < ask.leastKills ? [`only ${kills} kills of at least ${ask.leastKills}`] : []),
    ...(spared.length > 0 ? [`killed less than ${ask.leastOfEach} times: ${spared.join(', ')}`] : []),
    ...(found.acknowledged < ask.escalations ? [`only ${found.acknowledged} escalations of ${ask.escalations}`] : []),
    ...(found.clients.retried === 0 ? ['no request had to be sent again, so nothing was hit at work'] : []),
    ...shown,
    ...(more > 0 ? [`and ${more} findings more`] : []),
    ...found.undelivered.map((line) => `not delivered: ${line}`),
    ...found.broken.map((line) => `audit chain of ${line}`),
    ...(found.drainedAfterMs > DRAINED_WITHIN_MS ? [`not drained within ${DRAINED_WITHIN_MS / 1000} s`] : []),
  ]
}
