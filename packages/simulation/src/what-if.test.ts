import type { SpecialistId, TrustCode } from '@oh/kernel'
import { allocate } from '@oh/routing'
import { describe, expect, it } from 'vitest'
import { hoursOf } from './clinic-hours.ts'
import { predict } from './predict.ts'
import { aWorld } from './samples.ts'
import { simulate } from './simulate.ts'
import { applyChanges, type Change, compareWorlds } from './what-if.ts'
import type { World } from './world.ts'

const [bell, shah] = ['bell' as SpecialistId, 'shah' as SpecialistId]
const changed = (changes: readonly Change[], world = aWorld()): World => {
  const outcome = applyChanges(world, changes)
  if (outcome.kind === 'refused') throw new Error(outcome.reasons.join())
  return outcome.world
}
const hoursIn = (world: World) => Object.fromEntries(world.specialists.map((each) => [each.specialistId, hoursOf(each)]))
const added: Change = {
  kind: 'add-specialist',
  specialistId: 'new' as SpecialistId,
  employer: 'RHA' as TrustCode,
  site: 'north',
  skills: ['blood-borne-virus'],
  hours: 20,
  caseloadCap: 12,
}

describe('a changed world', () => {
  it('is the world itself without changes', () => {
    const world = aWorld()
    expect(changed([], world)).toBe(world)
  })

  it('moves clinic hours from one to another, and leaves the sessions before them alone', () => {
    const world = changed([{ kind: 'move-hours', hours: 8, from: bell, to: shah }])
    expect(hoursIn(world)).toEqual({ bell: 4, shah: 20 })
    expect(world.specialists[1]?.sessions.slice(0, 3)).toEqual(aWorld().specialists[1]?.sessions)
    expect(world.specialists[1]?.sessions.slice(3).map(({ weekday }) => weekday)).toEqual([1, 5])
  })

  it('turns other work into clinics, adds and loses people, and surges', () => {
    expect(hoursIn(changed([{ kind: 'more-clinic', hours: 6, specialistId: bell }]))).toEqual({ bell: 18, shah: 12 })
    expect(hoursIn(changed([{ kind: 'more-clinic', hours: -2, specialistId: bell }]))).toEqual({ bell: 10, shah: 12 })
    expect(hoursIn(changed([added, { kind: 'lose-specialist', specialistId: shah }]))).toEqual({ bell: 12, new: 20 })
    const surge = { fromWeek: 1, untilWeek: 5, factor: 1.7 }
    expect(changed([{ kind: 'surge', fromWeek: 1, weeks: 4, factor: 1.7 }]).arrivals.surge).toEqual(surge)
  })

  it.each<[Change, string]>([
    [{ kind: 'move-hours', hours: 8, from: bell, to: bell }, 'same-specialist-twice'],
    [{ kind: 'move-hours', hours: 13, from: bell, to: shah }, 'not-so-many-hours'],
    [{ kind: 'move-hours', hours: -1, from: bell, to: shah }, 'hours-out-of-range'],
    [{ kind: 'more-clinic', hours: 40, specialistId: bell }, 'no-half-day-left'],
    [{ kind: 'more-clinic', hours: Number.NaN, specialistId: bell }, 'hours-out-of-range'],
    [{ kind: 'lose-specialist', specialistId: 'nobody' as SpecialistId }, 'specialist-not-in-this-world'],
    [{ ...added, skills: [] }, 'skills-missing'],
    [{ ...added, specialistId: bell }, 'specialist-known-already'],
    [{ kind: 'surge', factor: 1.7, fromWeek: 4, weeks: 4 }, 'surge-out-of-range'],
    [{ kind: 'surge', factor: Number.NaN, fromWeek: 0, weeks: 1 }, 'surge-out-of-range'],
  ])('is refused: %j, %s', (change, reason) => {
    expect(applyChanges(aWorld(), [change])).toEqual({ kind: 'refused', reasons: [reason] })
  })
})

describe('two worlds compared', () => {
  it('do not differ when nothing is changed, and by seeds in pairs when something is', () => {
    const world = aWorld({ weeks: 4 })
    const same = compareWorlds(world, world, allocate, [1, 2, 3])
    expect(same.difference).toEqual({ ok: zero, meanWait: zero, use: zero })
    const less = compareWorlds(world, changed([{ kind: 'lose-specialist', specialistId: shah }], world), allocate, [1, 2, 3])
    expect(less.difference.meanWait.low).toBeGreaterThan(0)
    expect(less.changed.meanWait.mean - less.base.meanWait.mean).toBeCloseTo(less.difference.meanWait.mean, 9)
    expect([less.base.breaches, less.changed.breaches]).toEqual([0, 0])
  })
})
const zero = { mean: 0, low: 0, high: 0 }

describe('the formula of a world', () => {
  const atLoad = (load: number, change: Partial<World> = {}): World => {
    const world = aWorld({ weeks: 20, ...change })
    // 24 hours a week, of which 0.9 x 0.97 are held; two hours a case, with no-shows and follow-ups
    const casesPerWeek = (load * 24 * 0.9 * 0.97) / (2 * 1.23)
    return { ...world, arrivals: { ...world.arrivals, ...change.arrivals, casesPerWeek } }
  }

  it('names the load it was given, and says below 1 that the queue is stable', () => {
    const predicted = predict(atLoad(0.8))
    // one in a hundred cases excludes both specialists and takes no time
    for (const { load } of predicted.bySkill) expect(load).toBeCloseTo(0.8 * 0.99, 9)
    expect([predicted.stable, predict(atLoad(1.1)).stable]).toEqual([true, false])
    expect(predicted.ok.high).toBeCloseTo(0.99, 9)
  })

  it('waits the morning’s plan, the notice and half the gap between sessions where there is hardly any work', () => {
    // 1 + 0.2 x 1 + 0.8 x 3 + half of 5 / (6 x 0.9)
    expect(predict(atLoad(0.001)).meanWait).toBeCloseTo(3.6 + 5 / 5.4 / 2, 2)
  })

  it.each([0.7, 0.85])('stands close to the simulation at load %f: 1.5 days, 3 points', (load) => {
    const world = atLoad(load)
    const [formula, { mean }] = [predict(world), simulate(world, allocate, [1, 2, 3, 4])]
    expect(Math.abs(formula.meanWait - mean.meanWaitWorkingDays)).toBeLessThan(1.5)
    expect(Math.abs(formula.ok.low - mean.ok)).toBeLessThan(0.03)
  })

  it('brackets the share in target of the simulation in a surge, as far as four seeds can tell', () => {
    const world = changed([{ kind: 'surge', factor: 1.7, fromWeek: 8, weeks: 4 }], atLoad(0.95))
    const [{ ok }, { interval }] = [predict(world), simulate(world, allocate, [1, 2, 3, 4])]
    expect(ok.low).toBeLessThan(interval.ok.low)
    expect(ok.high).toBeGreaterThan(interval.ok.low)
    expect(predict(world).meanWait).toBeGreaterThan(predict(atLoad(0.95)).meanWait)
  })

  it('counts as clinic time what cases can fill: three of an hour in a session of three and a half', () => {
    const world = atLoad(0.8)
    const sessions = (hours: number) =>
      world.specialists.map((each) => ({ ...each, sessions: each.sessions.map((session) => ({ ...session, hours })) }))
    const arrivals = { ...world.arrivals, hours: [{ hours: 1, share: 1 }] }
    const [whole, part] = [3, 3.5].map((hours) => predict({ ...world, arrivals, specialists: sessions(hours) }))
    expect(part?.bySkill).toEqual(whole?.bySkill)
    expect((part?.use ?? 0) * 3.5).toBeCloseTo((whole?.use ?? 0) * 3, 9)
  })

  it('gives no wait and nobody in target for a skill that nobody has', () => {
    const world = atLoad(0.5)
    const { bySkill, ok } = predict({ ...world, arrivals: { ...world.arrivals, skills: { general: 0.5, skin: 0.5 } } })
    expect(bySkill.find(({ skill }) => skill === 'skin')).toMatchObject({ meanWait: Infinity, ok: { low: 0, high: 0 } })
    expect(ok.high).toBeCloseTo(0.5 * 0.99, 9)
  })

  it('never waits longer, nor has fewer in target, for one more specialist', () => {
    for (const load of [0.6, 0.9, 0.99, 1.2]) {
      const [less, more] = [
        predict(atLoad(load)),
        predict(changed([{ ...added, skills: ['general', 'mental-health'] }], atLoad(load))),
      ]
      expect(more.meanWait).toBeLessThanOrEqual(less.meanWait)
      expect(more.ok.low).toBeGreaterThanOrEqual(less.ok.low)
    }
  })
})
