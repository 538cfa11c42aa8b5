import type { Instant } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { RIGHT_RULES } from './accreditation.ts'
import { BOOKING_RULES } from './booking-rules.ts'
import { CONFLICT_WORDS } from './conflicts.ts'
import { HARD_RULES } from './hard-rules.ts'
import { offer } from './offer.ts'
import { OFFER_RULES } from './offer-rules.ts'
import { aNeed, aSpecialist } from './samples.ts'
import { defaultSettings } from './settings.ts'

const wordsOf = (kind: 'offers' | 'bookings') => HARD_RULES.filter((rule) => rule[kind]).map(({ word }) => word)
const refusals = (rules: readonly { readonly refuses: string }[]) => rules.map(({ refuses }) => refuses)

describe('the table of hard rules', () => {
  it('lists every rule of an offer and of a booking, each once', () => {
    expect(wordsOf('offers').sort()).toEqual([...refusals(RIGHT_RULES), ...CONFLICT_WORDS, ...refusals(OFFER_RULES)].sort())
    const ofBookings = new Set([...refusals(RIGHT_RULES), ...refusals(BOOKING_RULES), 'caseload-full'])
    expect(wordsOf('bookings').sort()).toEqual([...ofBookings].sort())
    expect(new Set(HARD_RULES.map(({ word }) => word)).size).toBe(HARD_RULES.length)
  })

  it('has no preference among them: the same employer bars nobody', () => {
    expect(HARD_RULES.map(({ word }) => word as string)).not.toContain('same-employer')
  })

  it('names a source and has a sentence for every rule', () => {
    for (const { source, sentence } of HARD_RULES) expect([source.length > 10, sentence.length > 10]).toEqual([true, true])
  })
})

describe('a gate that is not alive', () => {
  const ask = (gateAlive: boolean | undefined) =>
    offer({
      now: '2026-10-12T09:00:00.000Z' as Instant,
      escalation: aNeed({ gateAlive }),
      specialists: [aSpecialist('a'), aSpecialist('b')],
      workloads: [],
      settings: defaultSettings,
    })

  it('has nobody asked, whoever could', () => {
    expect(ask(true).offeredTo).toBe('a')
    expect(ask(undefined).offeredTo).toBe('a')
    expect(ask(false).offeredTo).toBeUndefined()
    expect(ask(false).candidates.map(({ reasons }) => reasons)).toEqual([['gate-not-alive'], ['gate-not-alive']])
  })
})
