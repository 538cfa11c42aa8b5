import type { LondonDate } from '@oh/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IDENTIFYING_TEXT, type IdentifyingKind, identifyingTextIn, type WorkerIdentifiers } from './identifying-text.ts'

const zora: WorkerIdentifiers = {
  givenName: 'Zora',
  familyName: 'O’Konkwo-Bråten',
  knownAs: 'Zee',
  staffNumber: 'A204-881',
  nhsNumber: '9990000018',
  emails: ['z.okonkwo@example.nhs.uk'],
  phones: ['07700 900123'],
  dateOfBirth: '1984-07-09' as LondonDate,
  caseReference: 'OH-7K4M-2PQX',
}
const mayLong: WorkerIdentifiers = { givenName: 'May', familyName: 'Long' }
const kindsIn = (text: string, worker = zora): IdentifyingKind[] => [
  ...new Set(identifyingTextIn({ text }, worker).map(({ kind }) => kind)),
]

describe('a text that names the worker stops', () => {
  test.each([
    'Zora says that nights are hard.',
    'ZORA',
    'says zora',
    'zee’s plan',
    'Ms O\u2019Konkwo\u2011Bra\u030Aten asks',
    "o'konkwo braten",
    'Mrs Braten',
    'Zo\u200Bra',
    'Ｚｏｒａ',
  ])('%j', (text) => {
    expect(kindsIn(text)).toContain('names-the-worker')
  })

  test.each(['Zoraster', 'amazora', 'Konkwoville'])('but not a longer word: %s', (text) => {
    expect(kindsIn(text)).toEqual([])
  })
})

describe('a name that is an ordinary word', () => {
  test.each(['Long-term absence is long.', 'she may return', 'May return soon. Long shifts.'])(
    'is shown, and does not stop: %s',
    (text) => {
      expect(kindsIn(text, mayLong)).toEqual(['may-name-the-worker'])
    },
  )

  test.each(['Mrs long is better.', 'I spoke to Long today.', 'may long', 'Long, May'])(
    'stops where it reads as a name: %s',
    (text) => {
      expect(kindsIn(text, mayLong)).toContain('names-the-worker')
    },
  )
})

describe('the worker’s own details stop', () => {
  test.each([
    'a204 881',
    'A.204.881',
    '999 000 0018',
    '999-000-0018',
    'Z.OKONKWO@example.nhs.uk',
    '07700900123',
    '+44 7700 900 123',
    '+44 (0) 7700 900123',
    'oh7k4m2pqx',
    '9/7/84',
    '09.07.1984',
    '1984-07-09',
    '9th July 1984',
    'Jul 9, 1984',
    '9 July 84',
  ])('%s', (text) => {
    expect(kindsIn(`See ${text}, please.`)).toContain('identifies-the-worker')
  })
})

describe('an NHS number stops, whoever’s it is', () => {
  test.each(['943 476 5919', '9434765919', '943-476-5919', '943.476.5919', '401 023 2137'])('%s', (number) => {
    const finds = identifyingTextIn({ text: `Sister is ${number}, please look.` }, zora)
    expect(finds).toEqual([{ field: 'text', kind: 'nhs-number', title: 'An NHS number', stops: true, found: number }])
  })
})

describe('what looks like a detail is shown, and does not stop', () => {
  test.each([
    ['nhs-number-like', '943 476 5918'],
    ['email-like', 'sister.ward9@example.org'],
    ['phone-like', '0116 496 0000'],
    ['postcode-like', 'LE1 5WW'],
    ['staff-number-like', 'staff number 30418'],
    ['date-of-birth-like', 'DOB 03/02/1990'],
  ] as const)('%s: %s', (kind, text) => {
    const finds = identifyingTextIn({ text: `Ring ${text} about it` }, zora)
    expect(finds.map((find) => find.kind)).toContain(kind)
    expect(finds.some(({ stops }) => stops)).toBe(false)
  })
})

test.each([
  'Sertraline 50 mg since 12 January; PHQ-9 fell from 18 to 11 in 6 weeks.',
  'Lifts 25 kg, 12-hour shifts, HAVS stage 2, FEV1 82%.',
  'Hepatitis B surface antibody 8 mIU/ml on 2026-02-03.',
])('a plain clinical text passes: %s', (text) => {
  expect(kindsIn(text)).toEqual([])
})

test('every kind has a title, and the field is told', () => {
  for (const row of IDENTIFYING_TEXT) expect(row.title).toMatch(/^[A-Z]/)
  expect(identifyingTextIn({ question: 'Is it safe?', summary: 'Zora is off.' }, zora)).toEqual([
    { field: 'summary', kind: 'names-the-worker', title: 'The worker’s name', stops: true, found: 'Zora' },
  ])
})

test('a worker of whom little is known is looked for by what is known', () => {
  expect(kindsIn('Nothing here.', { givenName: '', familyName: '' })).toEqual([])
  expect(kindsIn('Ng', { givenName: '', familyName: 'Ng' })).toEqual(['may-name-the-worker'])
  expect(kindsIn('in room 12', { givenName: 'X', familyName: 'Y', staffNumber: '12' })).toEqual([])
})

test('no name however spelt breaks the search', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.string(), (givenName, familyName, text) => {
      expect(
        Array.isArray(identifyingTextIn({ text }, { givenName, familyName, staffNumber: text, emails: [givenName, text] })),
      ).toBe(true)
    }),
  )
})

test('is quick on the longest hostile text', () => {
  const text = 'a0 '.repeat(1300) + 'a.'.repeat(1000)
  expect(kindsIn(text)).toEqual([])
})

describe('a text made to be slow to search', () => {
  test.each([
    ['a long run without a space', 'a'.repeat(200_000)],
    ['characters that fold into many', '㌖'.repeat(30_000)],
    ['many addresses that never end', 'a@'.repeat(50_000)],
    ['a name over and over', 'Marta '.repeat(20_000)],
  ])('%s is searched all the same', (_name, text) => {
    expect(identifyingTextIn({ summary: text }, { givenName: 'Joel', familyName: 'Long' })).toEqual([])
  })
})
