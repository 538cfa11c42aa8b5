import { asIcsCode, asLondonDate, asTrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { ATTRIBUTION, EDITIONS, type Edition, icsList, REGIONS, trusts } from './index.ts'

const editions = EDITIONS.map(({ edition }) => edition)
const regionOrder = REGIONS.map(({ code }) => code)
const countBy = (values: readonly string[]) =>
  Object.fromEntries([...new Set(values)].sort().map((value) => [value, values.filter((each) => each === value).length]))
const repeated = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at)

describe('regions', () => {
  it('are seven, each once', () => {
    expect(regionOrder).toHaveLength(7)
    expect(repeated(regionOrder)).toEqual([])
    expect(repeated(REGIONS.map(({ name }) => name))).toEqual([])
  })

  it('hold as many ICSs as NHS England counts in each edition', () => {
    const counts = editions.map((edition) => countBy(icsList(edition).map(({ region }) => region)))
    expect(counts).toEqual([
      { Y56: 5, Y58: 7, Y59: 6, Y60: 11, Y61: 6, Y62: 3, Y63: 4 },
      { Y56: 4, Y58: 7, Y59: 4, Y60: 11, Y61: 3, Y62: 3, Y63: 4 },
    ])
  })

  it('hold as many trusts as NHS England counts', () => {
    expect(countBy(trusts().map(({ region }) => region))).toEqual({
      Y56: 32,
      Y58: 19,
      Y59: 28,
      Y60: 40,
      Y61: 22,
      Y62: 31,
      Y63: 33,
    })
  })
})

describe.each(editions)('edition %s', (edition: Edition) => {
  const list = icsList(edition)

  it('has the right number of ICSs', () => {
    expect(list).toHaveLength({ '2022': 42, '2026': 36 }[edition])
  })

  it('gives each ICS a code, a name and an abbreviation of its own', () => {
    expect(list.filter(({ code }) => asIcsCode(code) === undefined)).toEqual([])
    expect(list.filter(({ abbreviation }) => !/^[A-Z&]{2,5}$/.test(abbreviation))).toEqual([])
    expect(repeated(list.map(({ code }) => code))).toEqual([])
    expect(repeated(list.map(({ name }) => name))).toEqual([])
    expect(repeated(list.map(({ abbreviation }) => abbreviation))).toEqual([])
  })

  it('says the name as people do and the legal name in full', () => {
    expect(list.filter(({ name }) => /^NHS|Integrated|Care|Board|\s$/.test(name))).toEqual([])
    expect(list.filter(({ legalName }) => !/^NHS [A-Z].* Integrated Care Board$/.test(legalName))).toEqual([])
  })

  it('stands in region order, then by name', () => {
    const inOrder = list.toSorted(
      (a, b) => regionOrder.indexOf(a.region) - regionOrder.indexOf(b.region) || (a.name < b.name ? -1 : 1),
    )
    expect(list).toEqual(inOrder)
  })

  it('has one tile for each ICS, in one piece and without a hole', () => {
    const at = (column: number, row: number) => `${column},${row}`
    const land = new Set(list.map(({ tile }) => at(tile.column, tile.row)))
    const reached = (from: [number, number], through: (place: string) => boolean) => {
      const seen = new Set<string>()
      const ahead = [from]
      for (let next = ahead.pop(); next; next = ahead.pop()) {
        const [column, row] = next
        if (column < -1 || row < -1 || column > 9 || row > 11 || seen.has(at(column, row)) || !through(at(column, row))) continue
        seen.add(at(column, row))
        ahead.push([column + 1, row], [column - 1, row], [column, row + 1], [column, row - 1])
      }
      return seen.size
    }
    expect(land.size).toBe(list.length)
    expect(reached([4, 4], (place) => land.has(place))).toBe(list.length)
    expect(reached([-1, -1], (place) => !land.has(place))).toBe(11 * 13 - list.length)
  })
})

describe('trusts', () => {
  it('are 205, by code, each code and name once', () => {
    const codes = trusts().map(({ code }) => code)
    expect(codes).toHaveLength(205)
    expect(codes.filter((code) => asTrustCode(code) === undefined)).toEqual([])
    expect(codes).toEqual([...new Set(codes)].sort())
    expect(repeated(trusts().map(({ name }) => name))).toEqual([])
  })

  it('have the types that the NHS counts', () => {
    expect(countBy(trusts().map(({ type }) => type))).toEqual({
      acute: 118,
      ambulance: 10,
      community: 13,
      'mental-health': 48,
      specialist: 16,
    })
  })

  it('lie in the region of their ICS in both editions', () => {
    const regionOf = new Map(editions.flatMap((edition) => icsList(edition).map((ics) => [`${edition} ${ics.code}`, ics.region])))
    const astray = trusts().filter(({ ics, region }) =>
      editions.some((edition) => regionOf.get(`${edition} ${ics[edition]}`) !== region),
    )
    expect(astray).toEqual([])
  })

  it('employ as many people as the seven regions of December 2025 together, to the rounding', () => {
    const total = trusts().reduce((sum, { staffFte }) => sum + staffFte, 0)
    const regions = 248_505 + 135_045 + 188_471 + 264_625 + 130_062 + 216_094 + 225_003
    expect(Math.abs(total - regions)).toBeLessThan(205)
    expect(trusts().every(({ staffFte }) => Number.isInteger(staffFte) && staffFte > 300)).toBe(true)
  })

  it('carry only dates that exist, and no former name that is the present one', () => {
    const dates = trusts().flatMap(({ openedOn, closedOn }) => [openedOn, closedOn].filter((day) => day !== undefined))
    expect(dates).toHaveLength(5)
    expect(dates.filter((day) => asLondonDate(day) === undefined)).toEqual([])
    expect(trusts().filter(({ name, formerly }) => name === formerly)).toEqual([])
  })

  it('include the care trusts and the five-character codes that other lists leave out', () => {
    const codes: string[] = trusts().map(({ code }) => code)
    expect(['TAD', 'TAH', 'TAJ', 'G6V2S'].filter((code) => !codes.includes(code))).toEqual([])
  })
})

describe('the licence', () => {
  it('is named in the words it asks for', () => {
    expect(ATTRIBUTION).toBe('Contains public sector information licensed under the Open Government Licence v3.0')
  })
})
