import { describe, expect, test } from 'vitest'
import {
  composeMessage,
  jsonSchemas,
  MESSAGE_NAMES,
  type MessageName,
  messageCatalogue,
  parseMessage,
  samples,
  senderOf,
  splitMessageName,
} from './index.ts'

const bytesOf = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
const sampleOf = (name: MessageName) => structuredClone(samples().get(name)) as Record<string, unknown>
const fault = (word: string, ...paths: string[]) => ({ kind: 'fault', fault: word, paths })

/** The sample with one field replaced; `undefined` takes it away. A dot goes one level in. */
function altered(name: MessageName, path: string, value: unknown): Record<string, unknown> {
  const body = sampleOf(name)
  const names = path.split('.')
  const last = names.pop() ?? ''
  const place = names.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, body)
  if (value === undefined) delete place[last]
  else place[last] = value
  return body
}

test('knows the messages of the thread, of the months and between pools, each with a name of its own file form', () => {
  expect(MESSAGE_NAMES).toEqual([
    'case-escalated.v1',
    'escalation-routed.v1',
    'escalation-accepted.v1',
    'escalation-accepted.v2',
    'conflict-declared.v1',
    'escalation-stood-down.v1',
    'consent-withdrawn.v1',
    'opinion-given.v1',
    'opinion-given.v2',
    'session-booked.v1',
    'session-cancelled.v1',
    'session-over.v1',
    'submission-sent.v1',
    'submission-sent.v2',
    'submission-answered.v1',
    'submission-published.v1',
    'submission-waits.v1',
    'agreement-proposed.v1',
    'agreement-accepted.v1',
    'agreement-ended.v1',
    'session-lent.v1',
    'lent-session-used.v1',
    'lent-session-returned.v1',
    'lent-session-recalled.v1',
  ])
  for (const name of MESSAGE_NAMES)
    expect(splitMessageName(name)).toEqual({ type: name.slice(0, -3), version: Number(name.slice(-1)) })
})

test('says which kind of member sends which message', () => {
  const sentBy = (kind: string) => MESSAGE_NAMES.filter((name) => senderOf(name) === kind)
  expect(sentBy('spoke')).toEqual(['case-escalated.v1', 'consent-withdrawn.v1', 'submission-sent.v1', 'submission-sent.v2'])
  expect(sentBy('rollup')).toEqual(['submission-answered.v1', 'submission-published.v1', 'submission-waits.v1'])
  expect(sentBy('pool')).toHaveLength(MESSAGE_NAMES.length - 7)
  expect(senderOf('constructor')).toBeUndefined()
})

describe.each([...MESSAGE_NAMES])('%s', (name) => {
  test('reads its sample from bytes and as a value, unchanged', () => {
    const message = { name, body: sampleOf(name) }
    expect(parseMessage(name, bytesOf(message.body))).toEqual({ kind: 'message', message })
    expect(parseMessage(name, message.body)).toEqual({ kind: 'message', message })
    expect(composeMessage(name, message.body)).toEqual({ kind: 'message', message })
  })

  test('is refused without any one of its required fields, and says which', () => {
    const optional = new Set([
      'reviewOn',
      'site',
      'toOn',
      'supervisorPerson',
      'supervisorName',
      'countersignedPerson',
      'countersignedName',
    ])
    for (const field of Object.keys(sampleOf(name)).filter((key) => !optional.has(key)))
      expect(parseMessage(name, altered(name, field, undefined))).toEqual(fault('bad-shape', field))
  })

  test('is refused as anything but an object', () => {
    for (const body of [null, [], 'text', 1, true])
      expect(parseMessage(name, bytesOf(JSON.stringify(body)))).toEqual(fault('bad-shape', '(whole)'))
  })

  test('keeps no unknown field when read, and refuses one when posted', () => {
    const body = { ...sampleOf(name), workerName: 'Planted Person' }
    expect(parseMessage(name, body)).toEqual({ kind: 'message', message: { name, body: sampleOf(name) } })
    expect(composeMessage(name, body)).toEqual(fault('unknown-field', 'workerName'))
  })

  test('prints a JSON schema that names every field and leaves unknown ones open', () => {
    const schema = jsonSchemas().get(name) as { properties: object; additionalProperties?: unknown }
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(sampleOf(name))))
    expect(schema.additionalProperties).toBeUndefined()
  })
})

describe('names', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'case-escalated',
    'case-closed.v1',
    'Case-Escalated.v1',
  ])('finds no message under %j', (name) => expect(parseMessage(name, {})).toEqual(fault('unknown-message')))

  test.each(['case-escalated.v2', 'opinion-given.v999'])('tells an unknown version of a known message: %s', (name) =>
    expect(parseMessage(name, {})).toEqual(fault('unknown-version')),
  )

  test.each(['case-escalated.v0', 'case-escalated.v01', 'case-escalated.v1.v1', 'case-escalated.v1000'])(
    'takes %s for no version at all',
    (name) => expect(parseMessage(name, {})).toEqual(fault('unknown-message')),
  )

  test('has no odd name in the catalogue', () => {
    expect(messageCatalogue.has('__proto__')).toBe(false)
  })
})

describe('bytes', () => {
  test('refuses what is not JSON in UTF-8', () => {
    for (const bytes of [bytesOf('{'), bytesOf(''), bytesOf('\uFEFF{}'), new Uint8Array([0x22, 0xc3, 0x28, 0x22])])
      expect(parseMessage('consent-withdrawn.v1', bytes)).toEqual(fault('not-json'))
  })

  test('refuses a body over 128 KiB before reading it', () => {
    expect(parseMessage('consent-withdrawn.v1', bytesOf(' '.repeat(131_073)))).toEqual(fault('too-large'))
  })

  test('refuses nesting deeper than 32, in known or unknown fields', () => {
    const deep = `${'['.repeat(32)}${']'.repeat(32)}`
    expect(parseMessage('consent-withdrawn.v1', bytesOf(`{"more":${deep}}`))).toEqual(fault('not-json'))
  })

  test('a planted prototype changes nothing', () => {
    const text = JSON.stringify(sampleOf('consent-withdrawn.v1')).replace('{', '{"__proto__":{"safetyHold":true,"planted":1},')
    const reading = parseMessage('consent-withdrawn.v1', bytesOf(text))
    expect(reading).toEqual({
      kind: 'message',
      message: { name: 'consent-withdrawn.v1', body: sampleOf('consent-withdrawn.v1') },
    })
    expect('planted' in Object(reading)).toBe(false)
    expect(composeMessage('consent-withdrawn.v1', JSON.parse(text))).toEqual(fault('unknown-field', '__proto__'))
  })
})

describe('case-escalated.v1', () => {
  const refuses = (path: string, value: unknown) =>
    expect(parseMessage('case-escalated.v1', altered('case-escalated.v1', path, value))).toEqual(fault('bad-shape', path))

  test.each([
    ['trust', 'rx1'],
    ['trust', 'RX1234'],
    ['escalationId', '0B0F6C1E-7A53-4C53-9A3E-2F6F3F0F8A01'],
    ['escalationId', 'not-a-uuid'],
    ['ageBand', '40'],
    ['category', 'Mental health'],
    ['urgency', 'now'],
    ['seeWorker', 'yes'],
    ['prefersOwnEmployer', 'true'],
    ['acceptBy', '2026-02-30'],
    ['dueOn', '2025-02-29'],
    ['dueOn', '24/03/2026'],
    ['reasons', []],
    ['skills', []],
    ['confidentialityGate.kind', 'same-team-care'],
    ['confidentialityGate.givenAt', '2026-03-09T10:15:00Z'],
    ['gdprBasis.article6', 'consent'],
    ['content.question', ''],
    ['content.question', ' \n '],
    ['content.question', 'x'.repeat(601)],
    ['content.question', 'half a pair \ud800'],
    ['content.summary', 'bell \u0007'],
    ['content.summary', 'turned \u202E round'],
    ['content.summary', 'x'.repeat(4_001)],
    ['content.absentSince', '2026-13-01'],
    ['department', 'two\nlines'],
    ['department', 'x'.repeat(121)],
  ])('refuses %s = %j', refuses)

  test('counts characters as a person does, within a bound of code units', () => {
    const family = '👨‍👩‍👧‍👦'
    const reads = (question: string) =>
      parseMessage('case-escalated.v1', altered('case-escalated.v1', 'content.question', question)).kind
    expect(reads('x'.repeat(600))).toBe('message')
    expect(reads('é'.normalize('NFD').repeat(600))).toBe('message')
    expect(reads(family.repeat(400))).toBe('message')
    expect(reads(family.repeat(601))).toBe('fault')
    expect(reads(`a${'\u0301'.repeat(5_000)}`)).toBe('fault')
  })

  test('keeps line breaks in clinical text', () => {
    expect(parseMessage('case-escalated.v1', altered('case-escalated.v1', 'content.summary', 'one\ntwo')).kind).toBe('message')
  })

  test('names where an unknown field stands when posted', () => {
    const body = altered('case-escalated.v1', 'content.dateOfBirth', '1980-01-01')
    expect(composeMessage('case-escalated.v1', body)).toEqual(fault('unknown-field', 'content.dateOfBirth'))
  })

  test('names an exclusion by its place', () => {
    const body = altered('case-escalated.v1', 'excluded', [{ specialistId: 'x', why: 'rumour' }])
    expect(parseMessage('case-escalated.v1', body)).toEqual(fault('bad-shape', 'excluded.0.specialistId', 'excluded.0.why'))
  })
})

test('faults hold no value and at most 20 paths', () => {
  const planted = 'PLANTED-VALUE'
  const excluded = Array.from({ length: 30 }, () => ({ specialistId: planted, why: planted }))
  const reading = parseMessage('case-escalated.v1', { ...altered('case-escalated.v1', 'trust', planted), excluded })
  expect(JSON.stringify(reading)).not.toContain(planted)
  expect(reading.kind === 'fault' && reading.paths.length).toBe(20)
})

test.each([
  ['opinion-given.v1', 'fitness', 'maybe'],
  ['opinion-given.v1', 'answer', ''],
  ['opinion-given.v1', 'reviewOn', '2026-04-31'],
  ['opinion-given.v1', 'signature', 'has a space'],
  ['opinion-given.v1', 'adjustments', Array.from({ length: 21 }, () => 'one')],
  ['escalation-routed.v1', 'round', 0],
  ['escalation-routed.v1', 'round', 1.5],
  ['escalation-routed.v1', 'outcome', 'lost'],
  ['escalation-accepted.v1', 'specialistPerson', ''],
  ['escalation-accepted.v1', 'specialistName', 'x'.repeat(121)],
  ['conflict-declared.v1', 'at', '2026-02-30T00:00:00.000Z'],
  ['escalation-stood-down.v1', 'reasons', []],
  ['session-booked.v1', 'hours', 0],
  ['session-booked.v1', 'how', 'telephone'],
  ['session-booked.v1', 'site', 'rx1'],
  ['session-cancelled.v1', 'reason', 'The doctor is ill'],
  ['session-over.v1', 'attendance', 'late'],
  ['session-over.v1', 'next', 'again'],
  ['consent-withdrawn.v1', 'safetyHold', 0],
] as const)('%s refuses %s = %j', (name, path, value) => {
  expect(parseMessage(name, altered(name, path, value))).toEqual(fault('bad-shape', path))
})
