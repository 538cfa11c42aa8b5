import type { IcsCode } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { findIcs, icsList, succeededBy, trusts } from './find.ts'
import { EDITIONS } from './ics.ts'
import { SUCCESSIONS } from './succession.ts'

const followers = (code: string) => succeededBy(code as IcsCode)?.map(({ successor, kind }) => `${kind} ${successor}`)

describe('succession', () => {
  it('tells a merger from a split and from an acquisition', () => {
    expect(followers('QMM')).toEqual(['merger T6Y0W'])
    expect(followers('QM7')?.toSorted()).toEqual(['split D7T5G', 'split S1Y5D'])
    expect(followers('QJG')?.toSorted()).toEqual(['split D7T5G', 'split T6Y0W'])
    expect(followers('QNQ')?.toSorted()).toEqual(['acquisition QRL', 'split S0E4D', 'split S9B9J'])
  })

  it('has no one after an ICS that goes on, and no answer for a code of no edition', () => {
    expect([followers('QK1'), followers('QRL'), followers('S1Y5D'), followers('QQQ')]).toEqual([[], [], [], undefined])
  })

  it('takes effect on the day edition 2026 comes into force', () => {
    const days = new Set(SUCCESSIONS.map(({ effectiveOn }) => effectiveOn))
    expect([...days]).toEqual([EDITIONS.find(({ edition }) => edition === '2026')?.inForceFrom])
  })

  it('accounts for every ICS that ends and every ICS that begins', () => {
    const ended = icsList('2022').filter(({ code }) => !findIcs(code, '2026'))
    const begun = icsList('2026').filter(({ code }) => !findIcs(code, '2022'))
    expect([ended.length, begun.length]).toEqual([12, 6])
    expect(new Set(SUCCESSIONS.map(({ predecessor }) => predecessor))).toEqual(new Set(ended.map(({ code }) => code)))
    expect(new Set(SUCCESSIONS.map(({ successor }) => successor))).toEqual(new Set([...begun.map(({ code }) => code), 'QRL']))
  })

  it('leads every trust from its ICS of 2022 to its ICS of 2026', () => {
    const lawful = ({ '2022': before, '2026': after }: Readonly<Record<'2022' | '2026', IcsCode>>) =>
      before === after || SUCCESSIONS.some((row) => row.predecessor === before && row.successor === after)
    expect(trusts().filter(({ ics }) => !lawful(ics))).toEqual([])
    expect(trusts().filter(({ ics }) => ics['2022'] !== ics['2026'])).toHaveLength(55)
  })
})
