import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { System } from './system.ts'
import { Trial } from './trial.ts'

const SYSTEM: System = {
  unknowns: 4,
  rows: [
    { unknowns: [0, 1], least: 8, most: 12 },
    { unknowns: [1, 2, 3], least: 0, most: 9 },
    { unknowns: [0, 3], least: 5, most: 5 },
  ],
  protectedRows: [],
}
const TRUTH = Int32Array.of(3, 6, 1, 2)
const changes = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(1, -1)), { maxLength: 30 })

const brokenIn = ({ value }: Trial): number[] =>
  SYSTEM.rows.flatMap(({ unknowns, least, most }, at) => {
    const sum = unknowns.reduce((total, unknown) => total + (value[unknown] ?? 0), 0)
    return sum < least || sum > most ? [at] : []
  })

describe('a trial of values', () => {
  it('knows after every change which rows are out of their bounds', () => {
    fc.assert(
      fc.property(changes, (some) => {
        const trial = new Trial(SYSTEM, TRUTH)
        for (const [unknown, by] of some) {
          trial.change(unknown, by)
          expect(trial.broken.toSorted()).toEqual(brokenIn(trial))
        }
      }),
    )
  })

  it('takes back what came after, and says what is left as the difference from the truth', () => {
    fc.assert(
      fc.property(changes, changes, (kept, takenBack) => {
        const [trial, other] = [new Trial(SYSTEM, TRUTH), new Trial(SYSTEM, TRUTH)]
        for (const [unknown, by] of kept) for (const each of [trial, other]) each.change(unknown, by)
        const { length } = trial
        for (const [unknown, by] of takenBack) trial.change(unknown, by)
        trial.rewind(length)
        expect([trial.value, trial.sum, trial.broken.toSorted()]).toEqual([other.value, other.sum, other.broken.toSorted()])
        const told = trial.changes()
        const values = TRUTH.slice()
        for (let at = 0; at < told.length; at += 2) values[told[at] ?? 0] = (values[told[at] ?? 0] ?? 0) + (told[at + 1] ?? 0)
        expect(values).toEqual(trial.value)
      }),
    )
  })

  it('holds a row to other bounds once it is marked', () => {
    const trial = new Trial(SYSTEM, TRUTH)
    trial.bound(0, 10, 10)
    trial.mark(0)
    expect(trial.isBroken(0)).toBe(true)
    trial.change(1, 1)
    expect(trial.isBroken(0)).toBe(false)
  })
})
