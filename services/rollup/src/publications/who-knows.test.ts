import { type Month, monthsOf, type Period, type TrustCode } from '@oh/kernel'
import { trusts } from '@oh/organisations'
import { describe, expect, it } from 'vitest'
import { knowledgeOf, type Sender } from './who-knows.ts'

const YEAR = monthsOf('2026/27' as Period)
const [A, H] = ['RWE', 'RX1'] as [TrustCode, TrustCode]
const sent = (service: string, employer: TrustCode, from: number, to: number): Sender[] =>
  YEAR.slice(from, to).map((month) => ({ service, employer, month }))
const [APRIL, OCTOBER] = [YEAR[0], YEAR[6]] as [Month, Month]
const groups = (senders: readonly Sender[]) =>
  new Map(knowledgeOf(senders, YEAR).insiders.map(({ name, owners }) => [name, owners]))

describe('who knows what employers count', () => {
  it('is the employer alone, as one, where one service sent all of its months', () => {
    const { ownerOf, insiders } = knowledgeOf(sent('one', A, 0, 12), YEAR)
    expect([ownerOf(A, APRIL), ownerOf(A, OCTOBER), ownerOf(H, APRIL)]).toEqual([A, A, H])
    expect(insiders.filter(({ owners }) => owners.some((owner) => owner.startsWith(A)))).toEqual([])
  })

  it('is a service for the months that it sent, and the employer for all, after another service took over', () => {
    const senders = [...sent('one', A, 0, 6), ...sent('one', H, 0, 12), ...sent('two', A, 6, 12)]
    const { ownerOf } = knowledgeOf(senders, YEAR)
    expect([ownerOf(A, APRIL), ownerOf(A, OCTOBER)]).toEqual([`${A} by one`, `${A} by two`])
    expect(groups(senders).get('one')).toEqual([`${A} by one`, H])
    // it knows no more than its own part, which is an owner by itself
    expect(groups(senders).get('two')).toBeUndefined()
    expect(groups(senders).get(A)).toEqual([`${A} by one`, `${A} by two`])
  })

  it('is both services for a month that both have sent, and neither for one that was made up', () => {
    const senders = [...sent('one', A, 0, 2), ...sent('two', A, 1, 3)]
    const { ownerOf } = knowledgeOf(senders, YEAR)
    expect(YEAR.slice(0, 4).map((month) => ownerOf(A, month))).toEqual([
      `${A} by one`,
      `${A} by one and two`,
      `${A} by two`,
      `${A} by nobody`,
    ])
    expect(groups(senders).get('one')).toEqual([`${A} by one`, `${A} by one and two`])
  })

  it('is a trust that took another in, for the counts of both', () => {
    const taken = trusts().find(({ followedBy }) => followedBy)
    if (!taken?.followedBy) throw new Error('no trust was taken in')
    expect(groups([]).get(`${taken.followedBy} after ${taken.code}`)).toEqual([taken.followedBy, taken.code])
  })

  it('has each service tell live of the employers whose month it sent, where they are several', () => {
    const { servicesOfMany } = knowledgeOf([...sent('one', A, 0, 6), ...sent('one', H, 0, 12), ...sent('two', A, 6, 12)], YEAR)
    expect(servicesOfMany(APRIL)).toEqual([[A, H]])
    expect(servicesOfMany(OCTOBER)).toEqual([])
  })
})
