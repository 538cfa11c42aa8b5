import { asMemberId, isUuid } from '@oh/kernel'
import { describe, expect, test } from 'vitest'
import { type Envelope, messageNameOf, parseEnvelope, readEnvelope } from './index.ts'

const envelope = {
  id: '7d1c0f7e-52f2-4a0d-9a51-0a6d0f2b9c11',
  type: 'case-escalated',
  version: 1,
  source: 'spoke-0123456789ab',
  destination: 'pool-0123456789ab',
  subject: '0b0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a01',
  seq: 1,
  epoch: 1,
  keyId: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  correlation: '5a0f6c1e-7a53-4c53-9a3e-2f6f3f0f8a77',
  occurredAt: '2026-03-10T09:00:00.000Z',
  attemptedAt: '2026-03-10T09:00:01.000Z',
}
const bytesOf = (text: string) => new TextEncoder().encode(text)

test('reads an envelope from its bytes and names the message inside', () => {
  expect(readEnvelope(bytesOf(JSON.stringify(envelope)))).toEqual({ kind: 'read', envelope })
  expect(messageNameOf(envelope as unknown as Envelope)).toBe('case-escalated.v1')
})

test.each(Object.keys(envelope))('is refused without %s', (field) => {
  const { [field as keyof typeof envelope]: _, ...rest } = envelope
  expect(parseEnvelope(rest)).toEqual({ kind: 'fault', fault: 'bad-shape', paths: [field] })
})

test.each([
  ['id', 'message-1'],
  ['type', 'case-escalated.v1'],
  ['type', '__proto__'],
  ['version', 0],
  ['version', '1'],
  ['source', 'spoke-1'],
  ['destination', 'gateway'],
  ['subject', ''],
  ['seq', 0],
  ['seq', 1.5],
  ['epoch', -1],
  ['keyId', 'two words'],
  ['correlation', 'x'],
  ['occurredAt', '2026-02-30T09:00:00.000Z'],
  ['attemptedAt', '2026-03-10T09:00:01+01:00'],
])('refuses %s = %j and names the field, not the value', (field, value) => {
  expect(parseEnvelope({ ...envelope, [field]: value })).toEqual({ kind: 'fault', fault: 'bad-shape', paths: [field] })
})

test('leaves out a field it does not know: the signed bytes keep it', () => {
  expect(parseEnvelope({ ...envelope, traceOfNextVersion: 'x' })).toEqual({ kind: 'read', envelope })
})

describe('bytes', () => {
  test('refuses over 4 KiB, what is no JSON, and bad UTF-8', () => {
    const long = JSON.stringify({ ...envelope, more: 'x'.repeat(4_096) })
    expect(readEnvelope(bytesOf(long))).toEqual({ kind: 'fault', fault: 'too-large', paths: [] })
    expect(readEnvelope(bytesOf('{"id":'))).toEqual({ kind: 'fault', fault: 'not-json', paths: [] })
    expect(readEnvelope(new Uint8Array([0xff]))).toEqual({ kind: 'fault', fault: 'not-json', paths: [] })
  })
})

test('writes ids in the forms the kernel reads', () => {
  expect(asMemberId(envelope.source)).toBe(envelope.source)
  expect(isUuid(envelope.id)).toBe(true)
})
