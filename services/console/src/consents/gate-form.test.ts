import { GATE_REFUSALS } from '@oh/escalation'
import { describe, expect, it } from 'vitest'
import { readFields } from '../form.ts'
import { gateFields, gateProblems, graphGate, readGateDraft } from './gate-form.ts'

const draftOf = (...fields: [string, string][]) => readGateDraft(readFields(fields))
const day = (name: string, [date, month, year]: [string, string, string]): [string, string][] => [
  [`${name}-day`, date],
  [`${name}-month`, month],
  [`${name}-year`, year],
]
const PUBLIC: [string, string][] = [
  ['kind', 'public-interest'],
  ['rationale', 'A driver may black out.'],
  ['discussed-with', 'indemnity-body'],
  ['discussed-name', 'Dr Lee'],
  ...day('discussed-on', ['20', '7', '2026']),
  ['worker-told', 'no'],
  ['not-told-because', 'Telling would put another at risk.'],
]

describe('the gate form', () => {
  it('asks how consent was given, and sends only what belongs to consent', () => {
    expect(Object.keys(gateProblems(draftOf(['kind', 'explicit-consent'])))).toEqual(['in-writing'])
    const both = draftOf(...PUBLIC, ['in-writing', 'yes'], ['evidence', 'A letter.'])
    expect(graphGate({ ...both, kind: 'explicit-consent' })).toEqual({ inWriting: true, evidence: 'A letter.', lastDay: null })
  })

  it('takes the public interest only with a discussion, and with what the worker was told', () => {
    const missing = gateProblems(draftOf(['kind', 'public-interest']))
    expect(Object.keys(missing)).toEqual(['discussed-with', 'discussed-name', 'discussed-on-day', 'worker-told'])
    expect(gateProblems(draftOf(...PUBLIC))).toEqual({})
    expect(graphGate(draftOf(...PUBLIC))).toEqual({
      rationale: 'A driver may black out.',
      seniorDiscussion: { with: 'indemnity-body', name: 'Dr Lee', at: '2026-07-19T23:00:00.000Z' },
      notToldBecause: 'Telling would put another at risk.',
    })
  })

  it('asks on what day the worker was told', () => {
    const told = PUBLIC.map(([name, value]): [string, string] => (name === 'worker-told' ? [name, 'yes'] : [name, value]))
    expect(Object.keys(gateProblems(draftOf(...told)))).toEqual(['told-on-day'])
    expect(graphGate(draftOf(...told, ...day('told-on', ['21', '12', '2026'])))).toMatchObject({
      workerToldAt: '2026-12-21T00:00:00.000Z',
    })
  })

  it('takes no kind that is not on the form', () => {
    for (const kind of ['', 'same-team-care', 'because'])
      expect(Object.keys(gateProblems(draftOf(['kind', kind])))).toEqual(['kind'])
  })

  it.each(GATE_REFUSALS.filter((word) => /^(law|public)/.test(word)))('shows %s at a field', (word) => {
    expect(gateFields({ kind: 'public-interest' })[word]).toMatch(/\S/)
  })
})
