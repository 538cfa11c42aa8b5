import { allocate } from '@oh/routing'
import { drawFuture, type Future, type Outcome, outcomeOf, type Plan, runPlan, summed } from '@oh/simulation'
import type { Bench, BenchRun, Figures } from '../bench.ts'
import { earliestDue, earliestDueInTime, firstCome, firstComeWithSkill, rollingProgram, silo } from './baselines.ts'
import { clairvoyant, type Highs, loadHighs } from './bound.ts'
import { withOptimiser } from './optimiser.ts'
import { type Stress, stressWorld } from './stress-world.ts'

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
const OURS = 'ours'

interface Setting {
  /** Begins the keys of its figures; empty for the row of the goal. */
  readonly key: string
  readonly name: string
  readonly stress: Stress
  readonly policies: 'all' | 'few'
  /** Follow-ups depend on the plan, so that no one bound holds for all plans. */
  readonly isBounded: boolean
}

const calm = (load: number): Stress => ({ load, mentalHealth: 0.22, surgeWeeks: 0 })
const stress: Stress = { load: 0.95, mentalHealth: 0.35, surgeWeeks: 4 }
const SETTINGS: readonly Setting[] = [
  { key: '', name: 'load .95, surge 1.7 for 4 weeks, mental health 35 %', stress, policies: 'all', isBounded: true },
  { key: 'longer', name: 'the same for 5 weeks', stress: { ...stress, surgeWeeks: 5 }, policies: 'few', isBounded: true },
  {
    key: 'mh22',
    name: 'surge for 4 weeks, mental health 22 %',
    stress: { ...stress, mentalHealth: 0.22 },
    policies: 'few',
    isBounded: true,
  },
  { key: 'steady85', name: 'load .85', stress: calm(0.85), policies: 'few', isBounded: true },
  { key: 'steady95', name: 'load .95', stress: calm(0.95), policies: 'few', isBounded: true },
  { key: 'steady100', name: 'load 1.00', stress: calm(1), policies: 'few', isBounded: true },
  {
    key: 'untidy',
    name: 'surge, with no-shows, leave at short notice and follow-ups',
    stress: { ...stress, untidy: true },
    policies: 'few',
    isBounded: false,
  },
  {
    key: 'lent',
    name: 'the same, with two sessions a week lent by a neighbour',
    stress: { ...stress, untidy: true, lent: true },
    policies: 'few',
    isBounded: false,
  },
]

/** Policies in a simulated region, beside the best that anyone could do who knows the future. */
export const routingBench: Bench = {
  name: 'routing',
  about: 'share seen in time in a simulated ICS of 9 services and 8 specialists, ten seeds a row, beside the clairvoyant bound',
  withinSeconds: 2400,
  targets: [
    { figure: 'ofBoundMean', atLeast: 0.92 },
    { figure: 'ofBoundWorst', atLeast: 0.88 },
    { figure: 'gini', atMost: 0.02 },
    { figure: 'worstService', atLeast: 0.8 },
    { figure: 'breaches', atMost: 0 },
    { figure: 'longerOfBoundMean', atLeast: 0.92 },
    { figure: 'longerOfBoundWorst', atLeast: 0.88 },
    ...['steady85', 'steady95', 'steady100'].map((key) => ({ figure: `${key}OfBoundMean`, atLeast: 0.99 })),
  ],
  async run(run) {
    const highs = await loadHighs()
    let figures: Figures = {}
    for (const setting of SETTINGS) figures = { ...figures, ...(await measured(setting, highs, run)) }
    return figures
  },
}

function policiesOf(setting: Setting, highs: Highs): readonly (readonly [string, Plan])[] {
  const few: [string, Plan][] = [
    ['first come, with skill', firstComeWithSkill],
    ['earliest due', earliestDue],
    ['earliest due, late ones last', earliestDueInTime],
    [OURS, allocate],
  ]
  if (setting.policies === 'few') return few
  const others: [string, Plan][] = [
    ['ours, late cases first', (ask) => allocate({ ...ask, policy: { ...ask.policy, lateCases: 'first' } })],
    ['ours with the optimiser', withOptimiser(highs)],
    ['rolling LP and fill', rollingProgram(highs)],
  ]
  return [['silo', silo], ['first come, no skills', firstCome], ...few, ...others]
}

async function measured(setting: Setting, highs: Highs, { say, signal }: BenchRun): Promise<Figures> {
  const world = stressWorld(setting.stress)
  const futures = SEEDS.map((seed) => drawFuture(world, seed))
  say('')
  say(`${setting.name}: ${Math.round(average(futures.map(({ cases }) => cases.length)))} cases, ${SEEDS.length} seeds`)
  const bounds: number[] = []
  for (const future of futures) {
    await breath(signal)
    bounds.push(setting.isBounded ? clairvoyant(highs, future) / future.cases.length : 1)
  }
  say(
    'policy                         ok    of bound: mean worst  wait: mean  p95  longest  use   gini  worst service  urgent  breaches',
  )
  let ours: Figures = {}
  for (const [name, plan] of policiesOf(setting, highs)) {
    const outcomes: Outcome[] = []
    for (const future of futures) {
      await breath(signal)
      outcomes.push(played(future, plan))
    }
    const shares = outcomes.map(({ ok }, seed) => ok / (bounds[seed] ?? 1))
    say(rowOf(name, outcomes, setting.isBounded ? shares : undefined))
    if (name === OURS) ours = figuresOf(setting, outcomes, shares)
  }
  if (setting.isBounded) say(`${'clairvoyant bound'.padEnd(29)} ${of(average(bounds))}`)
  return ours
}

/** A bench is broken off between two seeds. */
async function breath(signal: AbortSignal): Promise<void> {
  await new Promise((next) => setImmediate(next))
  signal.throwIfAborted()
}

const played = (future: Future, plan: Plan) => outcomeOf(future, runPlan(future, plan))

function rowOf(name: string, outcomes: readonly Outcome[], shares: readonly number[] | undefined): string {
  const { mean } = summed(outcomes)
  const ofBound = shares ? `${of(average(shares))}  ${of(Math.min(...shares))}` : '   -     - '
  const waits = [mean.meanWaitWorkingDays, mean.p95WaitWorkingDays].map((days) => days.toFixed(1).padStart(6))
  const longest = Math.max(...outcomes.map((each) => each.worstWaitWorkingDays))
  const worst = Math.min(...outcomes.map(({ worstService }) => worstService))
  return [
    name.padEnd(29),
    of(mean.ok),
    `          ${ofBound}    ${waits.join(' ')}  ${String(longest).padStart(6)}`,
    `  ${mean.use.toFixed(2)}  ${of(mean.gini)}  ${of(mean.worstService)} (${of(worst)})  ${of(mean.urgentOk)}`,
    ` ${mean.breaches.toFixed(0).padStart(6)}`,
  ].join(' ')
}

function figuresOf({ key, isBounded }: Setting, outcomes: readonly Outcome[], shares: readonly number[]): Figures {
  const { mean } = summed(outcomes)
  const figures = {
    ...(isBounded ? { ofBoundMean: average(shares), ofBoundWorst: Math.min(...shares) } : {}),
    ok: mean.ok,
    gini: mean.gini,
    breaches: outcomes.reduce((sum, { breaches }) => sum + breaches, 0),
    worstService: mean.worstService,
    worstServiceOfAnySeed: Math.min(...outcomes.map(({ worstService }) => worstService)),
    meanWaitWorkingDays: mean.meanWaitWorkingDays,
    p95WaitWorkingDays: mean.p95WaitWorkingDays,
    longestWaitWorkingDays: Math.max(...outcomes.map((each) => each.worstWaitWorkingDays)),
  }
  const keyed = (name: string) => (key === '' ? name : `${key}${name.charAt(0).toUpperCase()}${name.slice(1)}`)
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [keyed(name), value]))
}

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const of = (share: number) => share.toFixed(3)
