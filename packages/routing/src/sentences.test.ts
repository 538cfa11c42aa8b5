import type { LondonDate } from '@oh/kernel'
import { describe, expect, it } from 'vitest'
import { RIGHT_RULES } from './accreditation.ts'
import { BOOKING_PREFERENCES, BOOKING_WORDS } from './booking-preferences.ts'
import { BOOKING_RULES } from './booking-rules.ts'
import { CONFLICT_TABLE } from './conflicts.ts'
import { ESCALATION_STATES, MOVE_RULES, MOVES } from './escalation.ts'
import { GRADE_RULES } from './grades.ts'
import { OFFER_PREFERENCES } from './offer-preferences.ts'
import { OFFER_RULES } from './offer-rules.ts'
import { REPLAN_WORDS } from './replan.ts'
import { endingSentenceOf, ROUTING_REASONS, sentenceOf } from './sentences.ts'

/** Words that no table row carries, because they speak of a whole list or of hours given away. */
const besideTheTables = ['only-one-eligible', 'caseload-full', ...BOOKING_WORDS, ...REPLAN_WORDS]

const fromTables = [
  ...[...RIGHT_RULES, ...OFFER_RULES, ...GRADE_RULES, ...BOOKING_RULES, ...MOVE_RULES].map((row) => row.refuses),
  ...CONFLICT_TABLE.filter((row) => row.bars === 'always').map((row) => row.word),
  ...[...OFFER_PREFERENCES, ...BOOKING_PREFERENCES].flatMap((row) => [row.chosen, row.passedOver]),
  ...Object.values(MOVES).flatMap((row) => ESCALATION_STATES.flatMap((state) => ('no' in row[state] ? [row[state].no] : []))),
]

describe('sentences', () => {
  it('exist for every word of every table, and for no other word', () => {
    expect([...ROUTING_REASONS].sort()).toEqual([...new Set([...fromTables, ...besideTheTables])].sort())
  })

  it.each(ROUTING_REASONS)('%s reads as one plain sentence with and without values', (reason) => {
    for (const values of [{}, { on: '2026-12-03' as LondonDate, skills: ['general'] as const }]) {
      expect(sentenceOf(reason, values)).toMatch(/^[A-Z][a-zA-Z0-9 ,:'-]+[a-z0-9]$/)
    }
  })

  it('differ from one another, so that a reader can tell reasons apart', () => {
    expect(new Set(ROUTING_REASONS.map((reason) => sentenceOf(reason))).size).toBe(ROUTING_REASONS.length)
  })

  it('take in the date and the skills when these are known', () => {
    expect(sentenceOf('not-accredited', { on: '2026-12-03' as LondonDate })).toBe('Not accredited on 3 December 2026')
    expect(sentenceOf('not-accredited')).toBe('Not accredited on the date of the work')
    expect(sentenceOf('skill-missing', { skills: ['mental-health', 'blood-borne-virus'] })).toBe(
      'Does not have every skill that the case needs: mental health, blood-borne viruses',
    )
  })

  it('tell of every right on which day it ends', () => {
    const told = RIGHT_RULES.map(({ refuses: right }) => endingSentenceOf({ right, on: '2026-12-03' as LondonDate }))
    for (const sentence of told) expect(sentence).toMatch(/^[A-Z][a-z ]+ no longer holds from 3 December 2026$/)
    expect(new Set(told).size).toBe(RIGHT_RULES.length)
  })

  it('stand beside tables in which every row names its source', () => {
    const rows = [
      RIGHT_RULES,
      OFFER_RULES,
      GRADE_RULES,
      BOOKING_RULES,
      MOVE_RULES,
      CONFLICT_TABLE,
      OFFER_PREFERENCES,
      BOOKING_PREFERENCES,
    ].flat()
    for (const { source } of rows) expect(source.length).toBeGreaterThan(10)
  })
})
