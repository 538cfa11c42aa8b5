import type { IcsCode, LondonDate, TrustCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { editionInForce, findIcs, findTrust, icsList, icsOfTrust, trusts, trustsOfIcs } from './find.ts'
import { EDITIONS } from './ics.ts'
import { isOpen } from './trust.ts'

const date = (text: string) => text as LondonDate
const ics = (text: string) => text as IcsCode
const trust = (text: string) => text as TrustCode
const lastDayOf2022 = date('2026-03-31')
const firstDayOf2026 = date('2026-04-01')
const codesOf = (code: string, on: LondonDate) =>
  trustsOfIcs(ics(code), on)
    ?.map((each) => each.code)
    .sort()

describe('the edition in force', () => {
  it('changes on 1 April 2026 and on no other day', () => {
    const days = ['1999-01-01', '2022-07-01', '2026-03-31', '2026-04-01', '2099-01-01'].map(date)
    expect(days.map(editionInForce)).toEqual(['2022', '2022', '2022', '2026', '2026'])
  })
})

describe('finding an ICS', () => {
  it('gives every ICS of an edition by its code', () => {
    for (const { edition } of EDITIONS) {
      expect(icsList(edition).map(({ code }) => findIcs(code, edition))).toEqual(icsList(edition))
    }
  })

  it('knows an ICS only in the editions that have it', () => {
    expect([findIcs('QMM', '2022')?.name, findIcs('QMM', '2026')]).toEqual(['Norfolk and Waveney', undefined])
    expect([findIcs('T6Y0W', '2022'), findIcs('T6Y0W', '2026')?.name]).toEqual([undefined, 'Norfolk and Suffolk'])
  })

  it('takes the newest edition that has it when none is named', () => {
    expect(findIcs('QMM')).toBe(findIcs('QMM', '2022'))
    expect(findIcs('QRL')).toBe(findIcs('QRL', '2026'))
  })

  it('gives undefined for an unknown code', () => {
    for (const code of ['', 'QQQ', 'qk1', 'QK1 ', 'toString'])
      expect([findIcs(code), findTrust(code)]).toEqual([undefined, undefined])
  })
})

describe('which ICS a trust is in', () => {
  it('answers for every trust in both editions', () => {
    for (const on of [lastDayOf2022, firstDayOf2026]) {
      expect(trusts().filter(({ code }) => icsOfTrust(code, on) === undefined)).toEqual([])
    }
  })

  it('changes on 1 April 2026 exactly', () => {
    expect(icsOfTrust(trust('RM1'), lastDayOf2022)?.code).toBe('QMM')
    expect(icsOfTrust(trust('RM1'), firstDayOf2026)?.code).toBe('T6Y0W')
  })

  it.each([
    ['QNQ', 'RDU', 'S9B9J'],
    ['QNQ', 'RWX', 'S0E4D'],
    ['QM7', 'RQW', 'D7T5G'],
    ['QM7', 'RWG', 'S1Y5D'],
    ['QM7', 'RWH', 'S1Y5D'],
    ['QM7', 'RWR', 'S1Y5D'],
    ['QM7', 'RY4', 'S1Y5D'],
    ['QJG', 'RDE', 'D7T5G'],
    ['QJG', 'RGR', 'T6Y0W'],
  ])('follows the split of %s trust by trust: %s goes to %s', (before, code, after) => {
    expect(icsOfTrust(trust(code), lastDayOf2022)?.code).toBe(before)
    expect(icsOfTrust(trust(code), firstDayOf2026)?.code).toBe(after)
  })

  it('takes the place of work where the address of the headquarters says otherwise', () => {
    expect(icsOfTrust(trust('RPG'), lastDayOf2022)?.code).toBe('QKK')
    expect(icsOfTrust(trust('RXK'), lastDayOf2022)?.code).toBe('QUA')
  })

  it('still answers for a trust that has closed, so that its old cases keep an ICS', () => {
    expect(icsOfTrust(trust('RVJ'), date('2026-12-01'))?.code).toBe('QUY')
  })

  it('gives undefined for an unknown trust', () => {
    expect(icsOfTrust(trust('RQF'), lastDayOf2022)).toBeUndefined()
  })
})

describe('which trusts are in an ICS', () => {
  it('holds the trusts of the local federation in both editions', () => {
    for (const on of [lastDayOf2022, firstDayOf2026]) {
      expect(codesOf('QK1', on)).toEqual(['RT5', 'RWE'])
      expect(codesOf('QT1', on)).toEqual(['RHA', 'RK5', 'RX1', 'RX9'])
    }
  })

  it('shares out every open trust once, with none left over and no ICS empty', () => {
    const open = { '2024-10-31': 204, '2026-03-31': 205, '2026-04-01': 202, '2026-06-30': 202, '2026-07-01': 201 }
    for (const [day, expected] of Object.entries(open)) {
      const held = icsList(editionInForce(date(day))).map(({ code }) => codesOf(code, date(day)) ?? [])
      expect(held.every((codes) => codes.length > 0)).toBe(true)
      expect(held.flat()).toHaveLength(expected)
      expect(new Set(held.flat()).size).toBe(expected)
    }
  })

  it('agrees with the answer for each trust', () => {
    for (const on of [lastDayOf2022, firstDayOf2026]) {
      for (const { code } of icsList(editionInForce(on))) {
        expect(codesOf(code, on)?.every((each) => icsOfTrust(each, on)?.code === code)).toBe(true)
      }
    }
  })

  it('lists them by name', () => {
    const names = trustsOfIcs(ics('QYG'), lastDayOf2022)?.map(({ name }) => name)
    expect(names).toHaveLength(16)
    expect(names).toEqual(names?.toSorted())
  })

  it('gives undefined for a code that the edition in force does not have', () => {
    expect([codesOf('QMM', firstDayOf2026), codesOf('T6Y0W', lastDayOf2022), codesOf('QQQ', lastDayOf2022)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('a trust', () => {
  it('is open from its first day to its last', () => {
    const openOn = (code: string, days: string[]) =>
      days.map((day) => trusts().some((each) => each.code === code && isOpen(each, date(day))))
    expect(openOn('G6V2S', ['2024-10-31', '2024-11-01', '2099-01-01'])).toEqual([false, true, true])
    expect(openOn('RVJ', ['2022-07-01', '2026-06-30', '2026-07-01'])).toEqual([true, true, false])
    expect(openOn('RWE', ['2022-07-01', '2099-01-01'])).toEqual([true, true])
  })
})
