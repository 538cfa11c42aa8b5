import { REFERRAL_REASONS, REFERRAL_REFUSALS, REFERRAL_TEXT } from '@oh/casework'
import { describe, expect, it } from 'vitest'
import { type Answers, BACKGROUND_LIMIT, backgroundOf, HARM_SENTENCES, pickedWorker, pickOf, SOMEBODY_ELSE } from './answers.ts'
import { fieldsOfReasons } from './reason-fields.ts'
import { reasonsFor } from './reasons.ts'
import { referralInput } from './referral-input.ts'
import { stepOf } from './steps.ts'

const ANSWERS: Answers = { harm: 'no', reason: 'stress', absent: 'no', question: 'What would help?', background: 'New rota.' }
const DETAILS: Answers = {
  'full-name': 'Tomasz Nowak',
  'born-day': '15',
  'born-month': '3',
  'born-year': '1984',
  'staff-number': 'E1',
  employer: 'RWE',
  department: 'Estates',
  'job-title': 'Technician',
  'is-doctor': 'no',
  'staff-group': 'infrastructure-support',
}

describe('what is sent', () => {
  it('is about the sender when a worker refers himself, whatever else the form holds', () => {
    const input = referralInput({ ...ANSWERS, worker: 'w1 Somebody', source: 'gp', told: 'no' }, 'worker')
    expect(input).toMatchObject({ source: 'self', reason: 'stress', workerTold: true, absentSince: null, receivedOn: null })
    expect(input).not.toHaveProperty('workerId')
    expect(input).not.toHaveProperty('newWorker')
  })

  it('names the worker a manager picked, and that the worker was told', () => {
    const picked = pickOf({ id: 'w1', fullName: 'Tomasz  Nowak' })
    expect(pickedWorker({ worker: picked })).toEqual({ id: 'w1', fullName: 'Tomasz  Nowak' })
    expect(referralInput({ ...ANSWERS, worker: picked, told: 'yes' }, 'referrer')).toMatchObject({
      workerId: 'w1',
      source: 'line-manager',
      workerTold: true,
    })
  })

  it('gives the details of a worker who is not in the list', () => {
    const input = referralInput({ ...ANSWERS, ...DETAILS, worker: SOMEBODY_ELSE, told: 'yes' }, 'referrer')
    expect(input).toMatchObject({ newWorker: { fullName: 'Tomasz Nowak', bornOn: '1984-03-15', isDoctor: false } })
    expect(input).not.toHaveProperty('workerId')
  })

  it('says the staff group of a new worker, and nothing where nobody knows it', () => {
    const told = { ...ANSWERS, ...DETAILS, worker: SOMEBODY_ELSE, told: 'yes' }
    expect(referralInput(told, 'referrer')).toMatchObject({ newWorker: { staffGroup: 'infrastructure-support' } })
    const unknown = referralInput({ ...told, 'staff-group': 'not-recorded' }, 'referrer')
    expect('newWorker' in unknown && unknown.newWorker).not.toHaveProperty('staffGroup')
  })

  it('leaves out a first day of absence when the worker is at work', () => {
    const since = { 'since-day': '3', 'since-month': '11', 'since-year': '2026' }
    expect(referralInput({ ...ANSWERS, ...since }, 'worker').absentSince).toBeNull()
    expect(referralInput({ ...ANSWERS, ...since, absent: 'yes' }, 'worker').absentSince).toBe('2026-11-03')
  })

  it('asks for consent only where the source needs it', () => {
    expect(referralInput({ ...ANSWERS, worker: 'w1 A', source: 'gp', told: 'yes' }, 'service').workerConsented).toBeNull()
    const ownGp = { ...ANSWERS, worker: 'w1 A', source: 'own-gp', told: 'yes', consented: 'yes' }
    expect(referralInput(ownGp, 'service').workerConsented).toBe(true)
  })
})

describe('a risk of harm', () => {
  it('stands first in what the nurse reads', () => {
    for (const side of ['worker', 'referrer', 'service'] as const) {
      expect(backgroundOf({ ...ANSWERS, harm: 'yes' }, side)).toBe(`${HARM_SENTENCES[side]}\n\nNew rota.`)
      expect(backgroundOf({ harm: 'yes' }, side)).toBe(HARM_SENTENCES[side])
    }
    expect(backgroundOf(ANSWERS, 'worker')).toBe('New rota.')
  })

  it('always fits beside the longest background', () => {
    const longest = { harm: 'yes', background: 'x'.repeat(BACKGROUND_LIMIT) }
    for (const side of ['worker', 'referrer', 'service'] as const)
      expect(backgroundOf(longest, side).length).toBeLessThanOrEqual(REFERRAL_TEXT.background.max)
  })
})

it('offers reasons that the service knows, and a self-referral to the worker alone', () => {
  const known: readonly string[] = REFERRAL_REASONS.map(({ id }) => id)
  for (const side of ['worker', 'referrer', 'service'] as const)
    for (const { value } of reasonsFor(side)) expect(known).toContain(value)
  expect(reasonsFor('referrer').map(({ value }) => value)).not.toContain('self-referral')
})

it('knows a question for every reason against a referral', () => {
  // the form has no clock for an incident or a need
  const unasked: readonly string[] = ['incident-in-future', 'need-in-future']
  for (const word of REFERRAL_REFUSALS.filter((each) => !unasked.includes(each)))
    expect(stepOf(fieldsOfReasons[word] ?? ''), word).toBeDefined()
})
