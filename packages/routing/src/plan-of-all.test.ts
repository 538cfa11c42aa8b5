import type { Instant, LondonDate, SpecialistId } from '@oh/kernel'
import highs from 'highs'
import { describe, expect, it } from 'vitest'
import { type AllocateAsk, allocate } from './allocate.ts'
import { faultsOf } from './checker.ts'
import { LARGEST_PROGRAM, type Solve } from './plan-of-all.ts'
import { aPolicy, aSession, aSpecialist, aWaitingCase } from './samples.ts'

const program = await (highs as unknown as typeof highs.default)()
const solve: Solve = (model) => {
  const solved = program.solve(model, { output_flag: false })
  if (solved.Status !== 'Optimal') return undefined
  return {
    columns: Object.fromEntries(
      Object.entries(solved.Columns).map(([name, column]) => [name, 'Primal' in column ? column.Primal : 0]),
    ),
  }
}

/** Monday: both sessions of Thursday close now. */
const now = '2026-10-12T08:00:00.000Z' as Instant

/**
 * Two sessions of four hours, and cases of 1, 1, 3 and 3 hours due in this order. By turns the two short ones fill half of
 * one session, and only one long one finds room; together, a short one with a long one in each, all four are in time.
 */
function aPuzzle(given: Partial<AllocateAsk> = {}): AllocateAsk {
  const due = (day: number) => `2026-10-${day}` as LondonDate
  return {
    now,
    cases: [
      aWaitingCase('short-1', { dueOn: due(16) }),
      aWaitingCase('short-2', { dueOn: due(17) }),
      aWaitingCase('long-1', { hours: 3, dueOn: due(18) }),
      aWaitingCase('long-2', { hours: 3, dueOn: due(19) }),
    ],
    sessions: [aSession('session-1', 'bell'), aSession('session-2', 'bell')],
    specialists: [aSpecialist('bell')],
    policy: aPolicy(),
    ...given,
  }
}
const placesOf = (ask: AllocateAsk) => Object.fromEntries(allocate(ask).bookings.map((row) => [row.caseId, row.sessionId]))

describe('a plan of all cases at once', () => {
  it('is taken where it sees more in time than turns do', () => {
    expect(allocate(aPuzzle()).bookings).toHaveLength(3)
    const { bookings } = allocate(aPuzzle({ solve }))
    expect(bookings).toHaveLength(4)
    expect(faultsOf(aPuzzle(), bookings)).toEqual([])
  })

  it('says that it decided, wherever a case takes another session than by itself', () => {
    const ask = aPuzzle({ solve })
    const placed = allocate(ask).reasons.filter(({ outcome }) => outcome === 'placed')
    expect(placed.map(({ reasons }) => reasons[0])).toContain('chosen-by-plan-of-all')
    const others = allocate(ask).reasons.filter(({ outcome }) => outcome === 'eligible-not-chosen')
    expect(others.flatMap(({ reasons }) => reasons)).toContain('planned-otherwise')
    expect(JSON.stringify(allocate(aPuzzle()).reasons)).not.toContain('chosen-by-plan-of-all')
  })

  it('is not taken where turns do as well', () => {
    const room = [...aPuzzle().sessions, aSession('session-3', 'bell')]
    const asked: string[] = []
    const ask = aPuzzle({ sessions: room, solve: (model) => solve(asked[asked.push(model) - 1] ?? '') })
    expect(allocate(ask)).toEqual(allocate(aPuzzle({ sessions: room })))
    expect(asked).toEqual([])
  })

  it.each<[string, Solve]>([
    ['without an answer', () => undefined],
    ['with an answer of nothing', () => ({ columns: {} })],
    ['with more in a session than it has', () => ({ columns: { x0_0: 1, x1_0: 1, x2_0: 1, x3_0: 1 } })],
    ['with more of a case than there is', () => ({ columns: { x0_0: 2 } })],
  ])('leaves the turns as they are %s', (_how, answer) => {
    expect(allocate(aPuzzle({ solve: answer }))).toEqual(allocate(aPuzzle()))
  })

  it('keeps to the caseload cap', () => {
    const specialists = [aSpecialist('bell', { caseloadCap: 3 })]
    const ask = aPuzzle({ specialists, solve })
    expect(allocate(ask).bookings).toHaveLength(3)
    expect(faultsOf(ask, allocate(ask).bookings)).toEqual([])
  })

  it('never lets an urgent case go for more that are not', () => {
    // two hours in all: the urgent case alone, or two others without it
    const cases = [
      aWaitingCase('urgent', { urgency: 'urgent', hours: 2, dueOn: '2026-10-15' as LondonDate }),
      aWaitingCase('other-1', { dueOn: '2026-10-16' as LondonDate }),
      aWaitingCase('other-2', { dueOn: '2026-10-16' as LondonDate }),
    ]
    const sessions = [aSession('session', 'bell', { hours: 2 })]
    expect(placesOf(aPuzzle({ cases, sessions, solve }))).toEqual({ urgent: 'session' })
  })

  it('leaves whom the starvation guard puts first where they are', () => {
    const starved = aWaitingCase('starved', { hours: 2, dueOn: '2026-08-03' as LondonDate })
    const ask = aPuzzle({ cases: [starved, ...aPuzzle().cases], solve })
    expect(placesOf(ask).starved).toBe(placesOf({ ...ask, solve: undefined }).starved)
    expect(placesOf(ask).starved).toBeDefined()
  })

  it('is not asked for where late cases come first, nor above its largest size', () => {
    const never: Solve = () => expect.fail('asked')
    allocate(aPuzzle({ policy: aPolicy({ lateCases: 'first' }), solve: never }))
    const many = Array.from({ length: LARGEST_PROGRAM.cases }, (_, at) => aWaitingCase(`more-${at}`))
    allocate(aPuzzle({ cases: [...aPuzzle().cases, ...many], solve: never }))
    const doctors = Array.from({ length: 100 }, (_, at) => `doctor-${at}`)
    const cases = Array.from({ length: 100 }, (_, at) =>
      aWaitingCase(`more-${at}`, { hours: 4, excluded: [`doctor-${at}` as SpecialistId] }),
    )
    const sessions = doctors.map((doctor, at) => aSession(`session-${at}`, doctor))
    allocate(
      aPuzzle({
        cases: [...cases, aWaitingCase('last')],
        sessions,
        specialists: doctors.map((d) => aSpecialist(d)),
        solve: never,
      }),
    )
  })
})
